import { expect, expectAccessible, test } from '../fixtures';
import { applied, newcomer } from '../arranged';
import { applyByHand, arrive, control, fill, fresh, open, press, propose, refuse, settle } from '../verbs';
import { button, field, heading, problem, state } from '../words';

test('an open application is edited and withdrawn, and its name is free again', async ({ visitor }) => {
  const ada = await visitor();
  await newcomer(ada, 'ada');
  const name = fresh('second-thoughts');
  await applied(ada, { kind: 'community', name, displayName: 'First thoughts' });

  await open(ada, '/orgs');
  await arrive(ada, heading.orgs);
  await ada.getByRole('main').getByRole('link', { name: 'First thoughts' }).click();
  await ada.getByRole('link', { name: 'Edit', exact: true }).click();
  await expect(control(ada, field.displayName)).toHaveValue('First thoughts');
  await settle(ada);
  await fill(ada, field.displayName, 'Second thoughts');
  await press(ada, button.save);
  await expect(ada.getByRole('heading', { level: 1 })).toContainText('Second thoughts');
  await expectAccessible(ada);

  await settle(ada);
  await ada.locator('summary', { hasText: button.withdraw }).click();
  await confirmDialog(ada);
  await expect(ada.getByRole('main')).toContainText(state.withdrawn);
  await expectAccessible(ada);

  const bob = await visitor();
  await newcomer(bob, 'bob');
  await applyByHand(bob, { kind: 'personal', name });
  await expect(bob).toHaveURL(new RegExp(`/orgs/${name}`));
});

test('what was typed stays, and every bad field says what to do', async ({ page }) => {
  await newcomer(page, 'ada');
  await open(page, '/orgs/new');
  await propose(page, {
    kind: 'community',
    name: 'admin',
    displayName: 'Kept',
    link: 'javascript:alert(1)',
    purpose: 'Too short',
  });
  await refuse(page, async () => {
    await press(page, button.submit);
    for (const text of [problem.nameReserved, problem.notALink, problem.purposeShort]) {
      await expect(page.getByText(text).first()).toBeVisible();
    }
  });
  await expect(control(page, field.displayName)).toHaveValue('Kept');
  await expect(control(page, field.name)).toHaveValue('admin');
  await expect(page.getByRole('radio', { name: /^Community/ })).toBeChecked();
});

test('the name says while typing whether it is free @js', async ({ page }) => {
  const ada = await newcomer(page, 'ada');
  await open(page, '/orgs/new');
  const name = control(page, field.name);
  await name.pressSequentially(ada.name.toUpperCase().replaceAll('-', '__'));
  await expect(page.getByText(problem.nameTaken).first()).toBeVisible();
  await name.fill('');
  await name.pressSequentially('acmé');
  await expect(page.getByText(problem.nameCharacters).first()).toBeVisible();
  await name.fill('');
  await name.pressSequentially(fresh('free'));
  await expect(page.getByText(/is free/).first()).toBeVisible();
  await expectAccessible(page);
});

test('at most three applications are undecided', async ({ page }) => {
  await newcomer(page, 'ada');
  for (let count = 0; count < 3; count++) {
    await applied(page, { kind: 'community', name: fresh('many') });
  }
  await open(page, '/orgs/new');
  await propose(page, { kind: 'community', name: fresh('many') });
  await refuse(page, async () => {
    await press(page, button.submit);
    await expect(page.getByText(/You have 3 undecided applications/).first()).toBeVisible();
  });
});

/** With scripts a dialog asks once more; without them the button acts at once. */
async function confirmDialog(page: import('@playwright/test').Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  if (await dialog.isVisible()) await dialog.getByRole('button', { name: button.withdraw }).click();
}
