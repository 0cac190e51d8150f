import { expect, expectAccessible, test } from '../fixtures';
import { approved, applied, enterAsAdmin, found, joined, newcomer } from '../arranged';
import { readMail } from '../mail';
import { inviteByHand } from '../people';
import { arrive, control, expectDone, fill, fresh, open, press, refuse, settle } from '../verbs';
import { button, field, problem, subject } from '../words';

test('a site admin gives an organization its seats, and the Owners learn why', async ({ server, visitor }) => {
  const [ada, mia, warden] = [await visitor(), await visitor(), await visitor()];
  const { owner, org } = await found(server, ada, 'seated', 'The seated');
  await joined(ada, mia, org, 'mia', 'member');
  await enterAsAdmin(warden, server);

  await open(ada, `/@${org}`);
  await expect(ada.getByRole('link', { name: 'Seats and Owners' })).toBeHidden();
  await open(warden, `/@${org}`);
  await warden.getByRole('link', { name: 'Seats and Owners' }).click();
  await arrive(warden, /^The seated/);
  await expect(warden.getByRole('main')).toContainText(/2 of \d+ seats/);

  await fill(warden, field.seats, '1');
  await fill(warden, field.reason, 'They are a pair.');
  await refuse(warden, async () => {
    await press(warden, button.changeSeats);
    await expect(warden.getByText(problem.fewerThanMembers)).toBeVisible();
  });
  await expect(control(warden, field.reason)).toHaveValue('They are a pair.');
  await fill(warden, field.seats, '2');
  await press(warden, button.changeSeats);
  await expectDone(warden, 'The seats are changed. The Owners get a mail.');
  await expect(warden.getByRole('main')).toContainText('2 of 2 seats');
  await expect(warden.getByRole('main')).toContainText('Given by a site admin');
  await expect(control(warden, field.seats)).toHaveValue('2');
  await expect(control(warden, field.reason)).toHaveValue('');

  await readMail(ada, owner.email, subject.seats);
  await open(ada, `/orgs/${org}/log`);
  await expect(ada.getByRole('main')).toContainText(/changed the seats from \d+ to 2/);
  await expect(ada.getByRole('main')).toContainText('They are a pair.');
  await inviteByHand(ada, org, 'newer@example.com', 'member');
  await expect(ada.getByText(problem.noSeat)).toBeVisible();

  await refuse(ada, async () => {
    await open(ada, `/admin/orgs/${org}`);
    await expect(ada.getByRole('heading', { name: 'Seats' })).toBeHidden();
  });
});

test('where the primary owner is suspended, a site admin makes another Owner primary', async ({ server, visitor }) => {
  const [ada, grace, warden] = [await visitor(), await visitor(), await visitor()];
  const { owner, org } = await found(server, ada, 'forsaken', 'The forsaken');
  const heir = await joined(ada, grace, org, 'grace', 'owner');
  server.sql(`update users set suspended_at = 1 where id = (select id from accounts where name = '${owner.name}')`);
  await enterAsAdmin(warden, server);

  // Alone as she is, she cannot go.
  await open(grace, `/orgs/${org}/people/leave`);
  await grace.getByLabel(/^Type /).fill(heir.name);
  await refuse(grace, async () => {
    await press(grace, 'Leave organization');
    await expect(grace.getByText('The other Owners are suspended and cannot sign in')).toBeVisible();
  });

  await open(warden, `/admin/orgs/${org}`);
  await arrive(warden, /^The forsaken/);
  await expect(warden.getByRole('row', { name: new RegExp(owner.name) })).toContainText('Suspended');
  await warden.getByRole('link', { name: `Make ${heir.name} primary owner` }).click();
  await arrive(warden, `Make ${heir.name} primary owner?`);
  await refuse(warden, async () => {
    await press(warden, button.appoint);
    await expect(warden.getByText('Fill this in.')).toBeVisible();
  });
  await fill(warden, field.reason, 'Ada has not answered since May.');
  await press(warden, button.appoint);
  await expectDone(warden, 'Done. All Owners get a mail.');
  await expect(warden.getByRole('row', { name: new RegExp(heir.name) })).toContainText('Primary owner');
  await settle(warden);
  await expectAccessible(warden);

  await readMail(grace, heir.email, subject.appointed);
  await readMail(grace, owner.email, subject.replaced);
  await open(grace, `/orgs/${org}/log`);
  await expect(grace.getByRole('main')).toContainText(`made you primary owner in the place of ${owner.name}`);
  await expect(grace.getByRole('main')).toContainText('Ada has not answered since May.');
});

test('a reviewer finds the page of what was approved', async ({ server, visitor }) => {
  const [ada, warden] = [await visitor(), await visitor()];
  await newcomer(ada, 'ada');
  const name = fresh('approved');
  const application = await applied(ada, { kind: 'community', name, displayName: 'The approved' });
  await approved(server, application);
  await enterAsAdmin(warden, server);
  await open(warden, `/admin${application}`);
  await warden.getByRole('link', { name: 'Seats and Owners' }).click();
  await arrive(warden, /^The approved/);
});
