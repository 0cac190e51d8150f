import { expect, expectAccessible, test } from '../fixtures';
import { applied, enterAsAdmin, newcomer } from '../arranged';
import { followMail } from '../mail';
import { applyByHand, arrive, expectDone, fill, fresh, open, press, refuse, review, settle } from '../verbs';
import { button, field, heading, state, subject } from '../words';

test('a community organization: applied for, questioned, answered, approved', async ({ server, visitor }) => {
  const [warden, ada] = [await visitor(), await visitor()];
  const admin = await enterAsAdmin(warden, server);
  const applicant = await newcomer(ada, 'ada');
  const name = fresh('acme-widgets');

  await applyByHand(ada, { kind: 'community', name, displayName: 'Acme Widgets' });
  await expect(ada.getByRole('heading', { level: 1 })).toContainText('Acme Widgets');
  await expect(ada.getByRole('main')).toContainText(state.submitted);
  await expectAccessible(ada);

  await followMail(warden, admin.email, name);
  await expect(warden.getByRole('main')).toContainText(applicant.email);
  await expectAccessible(warden);
  await fill(warden, field.decision, 'Which packages will move in first?');
  await press(warden, button.ask);
  await settle(warden);

  await followMail(ada, applicant.email, subject.asked);
  await expect(ada.getByRole('main')).toContainText('Which packages will move in first?');
  await expect(ada.getByRole('main')).toContainText(state.informationRequested);
  await fill(ada, field.answer, 'The three that widgets.example depends on.');
  await press(ada, button.answer);
  await expect(ada.getByRole('main')).toContainText('The three that widgets.example depends on.');
  await expect(ada.getByRole('main')).toContainText(state.submitted);
  await expectAccessible(ada);

  await review(warden, name);
  await expect(warden.getByRole('main')).toContainText('The three that widgets.example depends on.');
  await press(warden, button.approve);
  await expectDone(warden, 'Approved');

  await followMail(ada, applicant.email, subject.approved);
  await expect(ada).toHaveURL(`${server.url}/orgs/${name}`);
  await arrive(ada, 'Acme Widgets');
  await expect(ada.getByRole('main')).toContainText('First steps');

  await open(ada, '/orgs');
  await arrive(ada, heading.orgs);
  await expect(
    ada.getByRole('table', { name: heading.orgs }).getByRole('link', { name: 'Acme Widgets' }),
  ).toBeVisible();
  await expect(ada.getByRole('main')).toContainText('Owner');

  const passerby = await visitor();
  for (const [account, shown] of [
    [name, 'Acme Widgets'],
    [applicant.name, applicant.name],
  ] as const) {
    await open(passerby, `/@${account}`);
    await expect(passerby.getByRole('heading', { level: 1 })).toContainText(shown);
    await expectAccessible(passerby);
  }
});

test('after a decision the next oldest application opens', async ({ server, visitor }) => {
  const [warden, ada] = [await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  await newcomer(ada, 'ada');
  const [first, second] = [fresh('older'), fresh('younger')];
  await applied(ada, { kind: 'community', name: first });
  await applied(ada, { kind: 'community', name: second });

  await review(warden, first);
  const decided = warden.url();
  await press(warden, button.approve);
  await expectDone(warden, 'Approved');
  expect(warden.url()).toMatch(/\/admin\/applications\/[\w-]{20,}/);
  expect(warden.url()).not.toContain(new URL(decided).pathname);
  await expectAccessible(warden);
});

test('declining needs a reason, and the mail gives it', async ({ server, visitor }) => {
  const [warden, ada] = [await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  const applicant = await newcomer(ada, 'ada');
  const name = fresh('declined');
  await applied(ada, { kind: 'community', name });

  await review(warden, name);
  await refuse(warden, async () => {
    await press(warden, button.decline);
    await expect(warden.getByText('Fill this in.').first()).toBeVisible();
  });
  await fill(warden, field.decision, 'The link belongs to somebody else.');
  await press(warden, button.decline);
  await expectDone(warden, 'Declined');

  await followMail(ada, applicant.email, subject.declined);
  await expect(ada.getByRole('main')).toContainText('The link belongs to somebody else.');
  await expect(ada.getByRole('main')).toContainText(state.declined);
});
