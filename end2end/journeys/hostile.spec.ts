import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../fixtures';
import { applied, enter, enterAsAdmin, newcomer } from '../arranged';
import { readMail } from '../mail';
import { applyByHand, arrive, control, expectDone, fill, fresh, open, press, propose, refuse, review } from '../verbs';
import { button, field, heading, state } from '../words';

const script = '<script>console.log("broken out")</script><img src=x onerror=console.log(1)>';

const markup = '</title><meta http-equiv=refresh content=0><h1>INJ<img src=x>';

test('script in every field stays text', async ({ server, visitor }) => {
  const [warden, mallory] = [await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  await newcomer(mallory, 'mallory');
  const name = fresh('script');
  await applyByHand(mallory, {
    kind: 'community',
    name,
    displayName: script,
    description: script,
    purpose: `${script} and enough words`,
  });
  await expect(mallory.getByRole('heading', { level: 1 })).toContainText('<script>');
  await review(warden, name);
  await expect(warden.getByRole('heading', { level: 1 })).toContainText('<script>');
  await press(warden, button.approve);
  await expectDone(warden, 'Approved');
  for (const path of [`/orgs/${name}`, `/@${name}`, '/orgs']) {
    await open(mallory, path);
    await expect(mallory.getByRole('main')).toContainText('<script>');
    await expectAccessible(mallory);
  }
});

test('markup in a name reaches neither title nor page', async ({ server, visitor }) => {
  const [warden, mallory] = [await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  const { name: username, email } = await newcomer(mallory, 'mallory');
  await open(mallory, '/account');
  await fill(mallory, field.displayName, markup);
  await press(mallory, button.save);
  await expectDone(mallory, 'Your profile is saved.');
  const org = fresh('markup');
  await applyByHand(mallory, { kind: 'community', name: org, displayName: markup });
  await expect(mallory.getByRole('main')).toContainText(state.submitted);
  const application = new URL(mallory.url()).pathname;
  await review(warden, org);
  await expectOnlyText(warden);
  await press(warden, button.approve);
  await expectDone(warden, 'Approved');
  for (const path of [
    application,
    `/@${username}`,
    `/@${org}`,
    `/orgs/${org}`,
    `/orgs/${org}/people`,
    `/orgs/${org}/people/@${username}`,
    `/orgs/${org}/log`,
    '/notices',
  ]) {
    await open(mallory, path);
    if (!path.startsWith('/notices')) await expectOnlyText(mallory);
  }
  // From page to page in the open document, where the program sets the title.
  await open(mallory, '/orgs');
  await mallory.getByRole('main').getByRole('link', { name: markup }).first().click();
  await expect(mallory).toHaveURL(new RegExp(`/orgs/${org}`));
  await expectOnlyText(mallory);
  await readMail(mallory, email, /approved/);
  await expect(mallory.locator('h1')).toHaveCount(1);
});

test('a link that deceives is refused beside its field', async ({ page }) => {
  await newcomer(page, 'ada');
  for (const link of [
    'https://good.example@evil.example',
    'https://good.example:x@evil.example',
    'https://127.0.0.1/',
  ]) {
    await open(page, '/account');
    await fill(page, field.link, link);
    await refuse(page, async () => {
      await press(page, button.save);
      await expect(page.getByText(/Write (where it leads|a web address)/)).toBeVisible();
      await expect(control(page, field.link)).toHaveValue(link);
    });
  }
  await open(page, '/account');
  await fill(page, field.link, 'https://bücher.example/');
  await press(page, button.save);
  await expectDone(page, 'Your profile is saved.');
  await open(page, '/account');
  await expect(control(page, field.link)).toHaveValue('https://xn--bcher-kva.example/');
});

/** The name stands in the title and on the page as it was typed, and has brought nothing along. */
async function expectOnlyText(page: Page): Promise<void> {
  await expect(page).toHaveTitle(new RegExp(`${escaped(markup)}.* · Guildhall$`));
  await expect(page.getByText(markup).first()).toBeVisible();
  await expect(page.locator('h1')).toHaveCount(1);
  await expect(page.locator('img[src="x"], meta[http-equiv="refresh" i], title ~ h1')).toHaveCount(0);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

test('unknown, foreign and forged addresses are clear pages', async ({ visitor }) => {
  const [ada, mallory] = [await visitor(), await visitor()];
  await newcomer(ada, 'ada');
  await newcomer(mallory, 'mallory');
  const foreign = await applied(ada, { kind: 'community', name: fresh('private') });

  for (const path of [
    foreign,
    '/orgs/nobody-has-this',
    '/@nobody-has-this',
    '/applications/not-an-id',
    '/applications/%00',
    '/no/such/page',
    '/@%3Cscript%3E',
  ]) {
    await refuse(mallory, async () => {
      const response = await mallory.goto(path);
      expect(response?.status(), path).toBe(404);
    });
  }
  await refuse(mallory, async () => {
    const response = await mallory.goto('/admin/applications');
    expect([403, 404]).toContain(response?.status());
  });
});

test('overlong, empty and look-alike input is refused and nothing is lost', async ({ page }) => {
  await newcomer(page, 'ada');
  for (const name of ['a'.repeat(300), 'аcme', '-acme-', 'acme\u202e', '.']) {
    await open(page, '/orgs/new');
    await propose(page, { kind: 'community', name });
    await refuse(page, async () => {
      await press(page, button.submit);
      await expect(page).not.toHaveURL(/\/applications\//);
    });
  }
});

test('next leads only to this site', async ({ visitor }) => {
  const ada = await newcomer(await visitor(), 'ada');
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
    const page = await visitor();
    await open(page, `/signin?next=${encodeURIComponent(next)}`);
    await fill(page, field.login, ada.name);
    await fill(page, field.password, ada.password);
    await press(page, button.signIn);
    await arrive(page, heading.orgs);
  }
});

test('a decided application is not decided again', async ({ server, visitor }) => {
  const [warden, second, ada] = [await visitor(), await visitor(), await visitor()];
  const admin = await enterAsAdmin(warden, server);
  await enter(second, admin);
  await newcomer(ada, 'ada');
  const name = fresh('twice');
  await applied(ada, { kind: 'community', name });
  await review(warden, name);
  await review(second, name);
  await press(warden, button.approve);
  await expectDone(warden, 'Approved');
  await fill(second, field.decision, 'Too late.');
  await refuse(second, async () => {
    await press(second, button.decline);
    await expect(second.getByText(/decided/).first()).toBeVisible();
  });
  await open(ada, `/orgs/${name}`);
  await arrive(ada, `The ${name}`);
});
