import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../fixtures';
import { applied, enter, enterAsAdmin, found, joined, newcomer, profile } from '../arranged';
import { signUpByHand } from '../entrance';
import { mailLink } from '../mail';
import { inviteByHand } from '../people';
import { applyByHand, arrive, expectDone, fill, fresh, open, press, review, settle } from '../verbs';
import { button, field, heading, state, subject, theme } from '../words';

test('the theme is chosen in the account menu, stays, and is there before anything is painted', async ({
  server,
  page,
  visitor,
}) => {
  const ada = await newcomer(page, 'ada');
  await open(page, '/orgs');
  await page.locator('summary', { hasText: /Account of/ }).click();
  await press(page, theme.dark);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await settle(page);
  expect(await brightness(page)).toBeLessThan(80);
  for (const path of ['/orgs', '/orgs/new', '/account', '/notices']) {
    await open(page, path);
    await expectAccessible(page);
  }
  const answer = await page.request.get(`${server.url}/orgs`);
  expect(await answer.text()).toMatch(/<html[^>]* data-theme="dark"/);

  const elsewhere = await visitor();
  await enter(elsewhere, ada);
  await open(elsewhere, '/orgs');
  await expect(elsewhere.locator('html')).toHaveAttribute('data-theme', 'dark');
  await open(elsewhere, '/account');
  await elsewhere.getByRole('radio', { name: theme.light }).check();
  await press(elsewhere, button.useTheme);
  await expect(elsewhere.locator('html')).toHaveAttribute('data-theme', 'light');
  await settle(elsewhere);
  expect(await brightness(elsewhere)).toBeGreaterThan(200);
});

test('nothing scrolls sideways on a narrow screen, whatever people are called', async ({ server, visitor }) => {
  // Twenty pages in one journey.
  test.slow();
  const [warden, page] = [await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  for (const each of [warden, page]) await each.setViewportSize({ width: 360, height: 740 });
  const person = await signUpByHand(page, 'narrow');
  const right = 'فاطمة الزهراء بنت محمد';
  await open(page, '/account');
  await fill(page, field.displayName, right);
  await fill(page, field.description, 'Donaudampfschifffahrtsgesellschaftskapitänsmütze'.repeat(8));
  await fill(page, field.link, `https://${'long-'.repeat(11)}label.example/${'path'.repeat(30)}`);
  await press(page, button.save);
  await expectDone(page, 'Your profile is saved.');

  const [own, asked] = [`${fresh('o')}${'o'.repeat(50)}`.slice(0, 50), `${fresh('a')}${'a'.repeat(50)}`.slice(0, 50)];
  const long = {
    displayName: 'W'.repeat(80),
    description: 'w'.repeat(400),
    link: `https://example.com/${'x'.repeat(150)}`,
  };
  await applyByHand(page, { kind: 'personal', name: own, ...long });
  await arrive(page, long.displayName);
  await applyByHand(page, { kind: 'community', name: asked, ...long, displayName: right, purpose: 'p'.repeat(1024) });
  await expect(page.getByRole('main')).toContainText(state.submitted);
  await settle(page);
  const application = new URL(page.url()).pathname;

  const paths = [
    application,
    `${application}/edit`,
    '/orgs',
    '/orgs/new',
    `/orgs/${own}`,
    `/orgs/${own}/log`,
    `/@${own}`,
    `/@${person.name}`,
    '/account',
    '/account/password',
    '/account/email',
    '/account/sessions',
    '/account/log',
    '/notices',
  ];
  const wide: string[] = [];
  for (const path of paths) {
    await open(page, path);
    wide.push(...(await tooWide(page)));
  }
  await review(warden, asked);
  wide.push(...(await tooWide(warden)));
  await open(warden, '/admin/names');
  const blocked = `${fresh('b')}${'b'.repeat(50)}`.slice(0, 50);
  await fill(warden, field.name, blocked);
  await fill(warden, field.reason, 'r'.repeat(400));
  await press(warden, button.blockName);
  await expectDone(warden, 'The name is blocked.');
  for (const path of [
    '/admin/applications',
    '/admin/mail',
    '/admin/names',
    `/admin/names?release=${blocked}`,
    '/admin/admins',
    '/admin/settings',
  ]) {
    await open(warden, path);
    await expectAccessible(warden);
    wide.push(...(await tooWide(warden)));
  }
  expect(wide, 'pages that scroll sideways').toEqual([]);
});

test('lists of people with the longest names fit a narrow screen', async ({ server, visitor }) => {
  test.slow();
  const [ada, bob] = [await visitor(), await visitor()];
  for (const each of [ada, bob]) await each.setViewportSize({ width: 360, height: 740 });
  const called = 'W'.repeat(80);
  const { owner, org } = await found(server, ada, 'a'.repeat(30), called);
  const heir = await joined(ada, bob, org, 'b'.repeat(30), 'owner');
  await profile(bob, called);
  const wide: string[] = [];
  const address = `${fresh('x')}${'x'.repeat(40)}@${'y'.repeat(60)}.example.com`;
  await inviteByHand(ada, org, `${address}\n${'z'.repeat(50)}`, 'billing', 'm'.repeat(1000));
  await arrive(ada, 'Invite 1 person as Billing manager?');
  wide.push(...(await tooWide(ada)));
  await press(ada, button.invite);
  await arrive(ada, '1 invitation is on its way');
  wide.push(...(await tooWide(ada)));
  const people = `/orgs/${org}/people`;
  for (const path of [
    people,
    `${people}?show=pending`,
    `${people}/invite`,
    `${people}/roles`,
    `${people}/leave`,
    `${people}/@${heir.name}`,
    `${people}/@${owner.name}`,
    `/orgs/${org}`,
    `${people}/selected?who=${heir.name}&act=remove`,
  ]) {
    await open(ada, path);
    await expectAccessible(ada);
    wide.push(...(await tooWide(ada)));
  }
  await open(ada, `${people}/@${heir.name}`);
  await press(ada, `Offer primary ownership to ${called} (@${heir.name})`);
  await arrive(ada, heading.handOver);
  wide.push(...(await tooWide(ada)));
  for (const path of [`${people}/hand-over`, '/orgs', '/notices']) {
    await open(bob, path);
    await expectAccessible(bob);
    wide.push(...(await tooWide(bob)));
  }
  const out = await visitor();
  await out.setViewportSize({ width: 360, height: 740 });
  await open(out, await mailLink(out, address, subject.invited));
  await expectAccessible(out);
  wide.push(...(await tooWide(out)));
  expect(wide, 'pages that scroll sideways').toEqual([]);
});

test('nothing moves when the script takes over @js', async ({ page }) => {
  const ada = await newcomer(page, 'ada');
  const name = fresh('still');
  await applied(page, { kind: 'personal', name, displayName: 'Still' });
  for (const path of [
    `/orgs/${name}`,
    `/orgs/${name}/log`,
    '/orgs',
    '/orgs/new',
    '/account',
    '/account/sessions',
    `/@${ada.name}`,
    '/signin',
  ]) {
    await open(page, path);
    const moved = await page.evaluate(shifted);
    expect(moved, path).toBeLessThan(0.01);
  }
});

/** How much of the page has moved since it was opened, by what the browser has drawn two frames later. */
function shifted(): Promise<number> {
  return new Promise((done) => {
    let total = 0;
    const add = (entries: PerformanceEntryList) => {
      for (const entry of entries) total += (entry as PerformanceEntry & { value: number }).value;
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    const later = () => {
      add(observer.takeRecords());
      done(total);
    };
    requestAnimationFrame(() => requestAnimationFrame(later));
  });
}

/** Mean of the page's background colour, 0 to 255. */
async function brightness(page: Page): Promise<number> {
  const picture = await page.screenshot({ clip: { x: 4, y: 400, width: 2, height: 2 } });
  return page
    .context()
    .browser()!
    .newContext({ javaScriptEnabled: true })
    .then(async (context) => {
      const canvas = await context.newPage();
      const mean = await canvas.evaluate(
        async (data) => {
          const image = await createImageBitmap(await (await fetch(data)).blob());
          const drawing = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
          drawing.drawImage(image, 0, 0);
          const [red, green, blue] = drawing.getImageData(0, 0, 1, 1).data;
          return (red + green + blue) / 3;
        },
        `data:image/png;base64,${picture.toString('base64')}`,
      );
      await context.close();
      return mean;
    });
}

/** The page's address and width, when it does not fit the screen. */
async function tooWide(page: Page): Promise<string[]> {
  const [needed, there] = await page.locator('html').evaluate((html) => [html.scrollWidth, html.clientWidth]);
  return needed > there ? [`${page.url()} ${needed} > ${there}`] : [];
}
