import { anotherTab, expect, expectAccessible, test } from '../fixtures';
import { applied, newcomer } from '../arranged';
import { signOut } from '../entrance';
import { applyByHand, arrive, expectDone, fill, fresh, open, press, propose, refuse, settle } from '../verbs';
import { button, field, heading, state } from '../words';

test('a double click asks for one organization', async ({ page }) => {
  await newcomer(page, 'hasty');
  const name = fresh('hasty');
  await open(page, '/orgs/new');
  await propose(page, { kind: 'community', name, displayName: 'Hasty' });
  await page.getByRole('button', { name: button.submit, exact: true }).dblclick();
  await expect(page.getByRole('main')).toContainText(state.submitted);
  await settle(page);
  await open(page, '/orgs');
  await expect(page.getByRole('main').getByRole('link', { name: 'Hasty', exact: true })).toHaveCount(1);
});

test('a double click founds one personal organization', async ({ page }) => {
  await newcomer(page, 'hasty');
  const name = fresh('own');
  await open(page, '/orgs/new');
  await propose(page, { kind: 'personal', name, displayName: 'My own' });
  await page.getByRole('button', { name: button.foundPersonal, exact: true }).dblclick();
  await arrive(page, 'My own');
});

test('what a second tab still shows cannot undo what the first one did', async ({ page }) => {
  await newcomer(page, 'ada');
  const address = await applied(page, { kind: 'community', name: fresh('tabs'), displayName: 'Two tabs' });
  await open(page, address);
  const second = await anotherTab(page);
  await open(second, `${address}/edit`);

  await page.locator('summary', { hasText: button.withdraw }).click();
  await page.locator('dialog').getByRole('button', { name: button.withdraw, exact: true }).click();
  await expectDone(page, 'Your application is withdrawn.');
  await settle(page);

  await refuse(second, async () => {
    await fill(second, field.displayName, 'Changed too late');
    await press(second, button.save);
    await expect(second.getByText(/decided or withdrawn in the meantime/).first()).toBeVisible();
  });
  await open(second, address);
  await expect(second.getByRole('main')).toContainText(state.withdrawn);
  await expect(second.getByRole('main')).not.toContainText('Changed too late');
});

test('what is done twice is said twice, and once at a time @js', async ({ page }) => {
  await newcomer(page, 'ada');
  await open(page, '/account');
  const toast = page.getByRole('status').locator('.toast');
  const save = async () => {
    const answered = page.waitForResponse((response) => response.url().includes('change_profile'));
    await press(page, button.save);
    await answered;
  };
  await save();
  await expectDone(page, 'Your profile is saved.');
  await settle(page);

  // While it still stands there, it goes and comes anew.
  await toast.evaluate((element) => element.setAttribute('data-before', ''));
  await save();
  await expect(page.locator('.toast:not([data-before])')).toBeVisible();
  await expect(toast).toHaveCount(1);

  // When it has gone by itself, it comes back.
  await expect(toast).toHaveCount(0);
  await save();
  await expect(toast).toHaveCount(1);
  await expect(toast).toHaveCount(0);
});

test('the back button after sending shows the form, and sends nothing again', async ({ page }) => {
  await newcomer(page, 'ada');
  await applyByHand(page, { kind: 'community', name: fresh('back'), displayName: 'There and back' });
  await expect(page.getByRole('main')).toContainText(state.submitted);
  await settle(page);
  await page.goBack();
  await arrive(page, heading.found);
  await page.goForward();
  await expect(page.getByRole('main')).toContainText(state.submitted);
  await settle(page);
  await open(page, '/orgs');
  await expect(page.getByRole('main').getByRole('link', { name: 'There and back', exact: true })).toHaveCount(1);
});

test('the back button after signing out shows nothing of the account', async ({ page }) => {
  const ada = await newcomer(page, 'ada');
  await open(page, '/account/email');
  await expect(page.getByRole('main')).toContainText(ada.email);
  await signOut(page);
  await page.goBack();
  await settle(page);
  await expect(page.locator('body')).not.toContainText(ada.email);
  await expect(page).toHaveURL(/\/signin/);
  await expectAccessible(page);
});
