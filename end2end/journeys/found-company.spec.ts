import { expect, expectAccessible, test } from '../fixtures';
import { applied, enterAsAdmin, newcomer } from '../arranged';
import { followMail } from '../mail';
import { applyByHand, arrive, bill, expectDone, fresh, open, press, refuse, review } from '../verbs';
import { button, heading, state, subject } from '../words';

test('a company gives its billing details before it is submitted', async ({ server, visitor }) => {
  const [warden, peter] = [await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  const applicant = await newcomer(peter, 'peter');
  const name = fresh('initech');

  await applyByHand(peter, { kind: 'company', name, displayName: 'Initech' });
  await arrive(peter, heading.billing);
  await open(warden, `/admin/applications?q=${name}`);
  await expect(warden.getByRole('main').getByRole('link', { name: new RegExp(name) })).toHaveCount(0);

  await refuse(peter, async () => {
    await press(peter, button.submit);
    await expect(peter.getByText('Fill this in.').first()).toBeVisible();
  });
  await bill(peter);
  await expect(peter.getByRole('main')).toContainText(state.submitted);
  await expectAccessible(peter);

  await review(warden, name);
  for (const detail of ['Initech Inc.', '4120 Freidrich Lane', '74-2853239', 'billing@initech.example', 'PO-1999']) {
    await expect(warden.getByRole('main')).toContainText(detail);
  }
  await press(warden, button.approve);
  await expectDone(warden, 'Approved');
  await followMail(peter, applicant.email, subject.approved);
  await arrive(peter, 'Initech');
});

test('an application that becomes a company leaves the queue and comes back', async ({ server, visitor }) => {
  const [peter, warden] = [await visitor(), await visitor()];
  await newcomer(peter, 'peter');
  const name = fresh('turncoat');
  const application = await applied(peter, { kind: 'community', name, displayName: 'The turncoats' });
  await enterAsAdmin(warden, server);
  await review(warden, name);

  await open(peter, `${application}/edit`);
  await arrive(peter, heading.editApplication);
  await expect(peter.getByText('The application leaves the queue')).toBeHidden();
  await peter.getByRole('radio', { name: /^Company/ }).check();
  await expect(peter.getByText('The application leaves the queue')).toBeVisible();
  await press(peter, button.toBilling);
  await arrive(peter, heading.billing);
  await expect(peter.getByRole('main')).toContainText('It has left the queue until its billing details are there.');

  // The page that was open says what happened.
  await refuse(warden, async () => {
    await press(warden, button.approve);
    await expect(warden.getByText('The applicant changed this in the meantime.').first()).toBeVisible();
  });
  await open(warden, `/admin${application}`);
  await expect(warden.getByRole('heading', { name: 'Waits for billing details' })).toBeVisible();

  await open(peter, application);
  await expect(peter.getByRole('main')).toContainText('It keeps its age');
  await peter.getByRole('link', { name: 'Give billing details' }).click();
  await bill(peter);
  await expect(peter.getByRole('main')).toContainText(state.submitted);
  await review(warden, name);
  await expect(warden.getByRole('main')).toContainText('Initech Inc.');

  // And as no company any more it has no billing details.
  await open(peter, `${application}/edit`);
  await expect(peter.getByText('Those you gave are deleted')).toBeHidden();
  await peter.getByRole('radio', { name: /^Community/ }).check();
  await expect(peter.getByText('Those you gave are deleted')).toBeVisible();
  await press(peter, button.save);
  await expectDone(peter, 'Your application is changed.');
  await expect(peter.getByRole('main')).not.toContainText('Initech Inc.');
});

test('a personal organization is active at once', async ({ page }) => {
  await newcomer(page, 'margaret');
  const name = fresh('margarets');
  await applyByHand(page, { kind: 'personal', name, displayName: "Margaret's own" });
  await expect(page).toHaveURL(new RegExp(`/orgs/${name}`));
  await arrive(page, "Margaret's own");
});

test('two people want one name: approving one declines the other in its own words', async ({ server, visitor }) => {
  const [warden, ada, bob] = [await visitor(), await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  const [first, second] = [await newcomer(ada, 'ada'), await newcomer(bob, 'bob')];
  const name = fresh('contested');
  await applied(ada, { kind: 'community', name, displayName: "Ada's guild" });
  // The same name by its key.
  await applied(bob, { kind: 'community', name: name.replaceAll('-', '_').toUpperCase(), displayName: "Bob's guild" });

  await review(warden, name);
  await expect(warden.getByRole('main')).toContainText("Bob's guild");
  await press(warden, button.approve);
  await expectDone(warden, 'Approved');

  await followMail(ada, first.email, subject.approved);
  await arrive(ada, "Ada's guild");
  await followMail(bob, second.email, subject.rival);
  await arrive(bob, heading.found);
  await open(bob, '/orgs');
  await bob.getByRole('main').getByRole('link', { name: "Bob's guild" }).click();
  await expect(bob.getByRole('main')).toContainText(state.declined);
  await expect(bob.getByRole('main')).toContainText('went to another application');
});
