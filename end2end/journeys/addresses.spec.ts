import { expect, expectAccessible, test } from '../fixtures';
import { applied, newcomer } from '../arranged';
import { followMail } from '../mail';
import { arrive, fill, fresh, open, press, refuse, settle } from '../verbs';
import { button, field, heading, state, subject } from '../words';

test('another spelling leads to the name as it is written', async ({ server, page }) => {
  const ada = await newcomer(page, 'ada');
  const name = fresh('spelt');
  await applied(page, { kind: 'personal', name, displayName: 'Spelt' });
  const other = name.toUpperCase().replaceAll('-', '.');
  for (const [asked, there, shown] of [
    [`/orgs/${other}`, `/orgs/${name}`, 'Spelt'],
    [`/@${other}`, `/@${name}`, 'Spelt'],
    [`/@${ada.name.toUpperCase()}`, `/@${ada.name}`, ada.name],
  ] as const) {
    await page.goto(asked);
    await expect(page).toHaveURL(server.url + there);
    await arrive(page, new RegExp(`^${shown}`));
  }
  await page.goto(`/orgs/${other}/log`);
  await expect(page).toHaveURL(`${server.url}/orgs/${name}/log`);
  await settle(page);
});

test('links that no longer work say so', async ({ page }) => {
  const unknown = 'A'.repeat(43);
  for (const path of ['/verify', '/reset', '/setup', '/email/confirm', '/email/cancel']) {
    await refuse(page, async () => {
      const answer = await page.goto(`${path}?token=mistyped`);
      expect(answer?.status(), path).toBe(410);
    });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading.stale);
    await expect(page.getByRole('link', { name: 'Go to the start' })).toBeVisible();
  }
  for (const path of ['/verify', '/reset', '/email/confirm', '/email/cancel']) {
    await refuse(page, async () => {
      expect((await page.goto(`${path}?token=${unknown}`))?.status(), path).toBe(410);
    });
  }
});

test('a used link to a new password says so before anything is typed', async ({ page }) => {
  const ada = await newcomer(page, 'ada');
  await open(page, '/forgotten');
  await fill(page, field.email, ada.email);
  await press(page, button.sendLink);
  await arrive(page, heading.checkMail);
  await followMail(page, ada.email, subject.reset);
  const link = page.url();
  await fill(page, field.newPassword, `${ada.password} renewed`);
  await press(page, button.resetPassword);
  await arrive(page, heading.signIn);
  await refuse(page, async () => {
    expect((await page.goto(link))?.status()).toBe(410);
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading.doneAlready);
});

test('a forged request changes nothing', async ({ server, visitor }) => {
  const [ada, mallory] = [await visitor(), await visitor()];
  await newcomer(ada, 'ada');
  await newcomer(mallory, 'mallory');
  const application = await applied(ada, { kind: 'community', name: fresh('forged') });
  const id = application.split('/').at(-1) ?? '';
  const withdraw = `${server.url}/do/app/pages/application/withdraw/withdraw_application`;
  const own = { origin: server.url, 'sec-fetch-site': 'same-origin' };
  for (const forged of [id, 'no-id', '', '\0', '00000000-0000-7000-8000-000000000000']) {
    const answer = await mallory.request.post(withdraw, { form: { id: forged }, headers: own, maxRedirects: 0 });
    expect(answer.status(), forged).toBe(404);
  }
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const answer = await ada.request.post(withdraw, { form: { id }, headers: foreign, maxRedirects: 0 });
  expect(answer.status()).toBe(403);
  await open(ada, application);
  await expect(ada.getByRole('main')).toContainText(state.submitted);
  await expectAccessible(ada);
});
