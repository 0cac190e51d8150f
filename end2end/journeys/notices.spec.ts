import { expect, expectAccessible, test } from '../fixtures';
import { applied, enterAsAdmin, newcomer } from '../arranged';
import { arrive, fill, fresh, open, press, review, settle } from '../verbs';
import { button, field, heading } from '../words';

test('the bell counts what is new, and falls silent when it was read', async ({ server, visitor }) => {
  const [warden, ada] = [await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  await newcomer(ada, 'ada');
  const name = fresh('ringing');
  await applied(ada, { kind: 'community', name, displayName: 'Ringing' });
  await review(warden, name);
  await fill(warden, field.decision, 'Who rings?');
  await press(warden, button.ask);
  await settle(warden);

  await open(ada, '/orgs');
  await ada.getByRole('link', { name: /unread notice/ }).click();
  await arrive(ada, heading.notices);
  await expect(ada.getByText('New', { exact: true }).first()).toBeVisible();
  await press(ada, button.markRead);
  await expect(ada.getByRole('link', { name: 'Notices', exact: true })).toBeVisible();
  await expect(ada.getByText('New', { exact: true })).toHaveCount(0);
  await settle(ada);
  await expectAccessible(ada);

  await ada.getByRole('main').getByRole('link', { name, exact: true }).first().click();
  await expect(ada.getByRole('main')).toContainText('Who rings?');
  await expect(ada).toHaveURL(/\/applications\//);
});
