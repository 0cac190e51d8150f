import { expect, expectAccessible, test } from '../fixtures';
import { newcomer } from '../arranged';
import { arrive, control, fresh, open, settle, tabTo } from '../verbs';
import { button, field, heading, kind } from '../words';

test('an organization is founded with the keyboard alone @js', async ({ page }) => {
  await newcomer(page, 'keys');
  const name = fresh('by-hand');
  await open(page, '/orgs');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await tabTo(page, page.getByRole('main').getByRole('link', { name: heading.found }));
  await page.keyboard.press('Enter');
  await arrive(page, heading.found);

  await tabTo(page, page.getByRole('radio', { name: new RegExp(`^${kind.community}`) }));
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('radio', { name: new RegExp(`^${kind.personal}`) })).toBeChecked();
  await expect(control(page, field.purpose)).toBeHidden();
  await page.keyboard.press('Tab');
  await expect(control(page, field.name)).toBeFocused();
  // Nothing is filled in yet: Enter tells what is missing and goes there.
  await page.keyboard.press('Enter');
  await expect(control(page, field.name)).toHaveAttribute('aria-invalid', 'true');
  await expect(control(page, field.name)).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type('By hand');
  await tabTo(page, page.getByRole('button', { name: button.foundPersonal, exact: true }));
  await page.keyboard.press('Enter');
  await arrive(page, 'By hand');
});

test('menus and dialogs open, list and close by keys @js', async ({ page }) => {
  await newcomer(page, 'keys');
  await open(page, '/orgs');
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();

  const account = page.locator('summary', { hasText: /Account of/ });
  await tabTo(page, account);
  await page.keyboard.press('Enter');
  const settings = page.getByRole('link', { name: 'Account settings' });
  await expect(settings).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
  await expect(account).toBeFocused();

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await account.focus();

  await page.keyboard.press('g');
  await page.keyboard.press('n');
  await arrive(page, heading.notices);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await arrive(page, heading.orgs);
  await settle(page);
});
