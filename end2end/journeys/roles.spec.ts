import { expect, expectAccessible, expectStatus, test } from '../fixtures';
import { found, joined, newcomer } from '../arranged';
import { followMail } from '../mail';
import { giveRole, memberRow, openPeople, roleOf } from '../people';
import { arrive, control, expectDone, fill, open, press, refuse, settle, tabTo } from '../verbs';
import { field, heading, role, subject } from '../words';

test('roles are chosen and saved, and everybody concerned gets a mail', async ({
  server,
  visitor,
  javaScriptEnabled,
}) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { owner, org } = await found(server, ada, 'roles', 'Roles');
  const member = await joined(ada, bob, org, 'bob', 'member');
  await openPeople(ada, org);
  await giveRole(ada, member.name, role.owner, javaScriptEnabled ?? true);
  await expectDone(ada, 'The role is changed.');
  await followMail(bob, member.email, subject.roleChanged);
  await arrive(bob, heading.roles);
  await expect(bob.getByRole('main')).toContainText('You are Owner of Roles.');
  await expect(bob.getByRole('row', { name: /Hand over primary ownership/ })).toContainText('primary owner only');

  // The new Owner makes nobody less than the primary owner.
  await openPeople(bob, org);
  await expect(roleOf(bob, owner.name)).toHaveCount(0);
  await expect(memberRow(bob, owner.name)).toContainText('Primary owner');
});

test('the menus of the rows open, close and act by pointer and by keys @js', async ({ server, visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { owner, org } = await found(server, ada, 'menus', 'Menus');
  const member = await joined(ada, bob, org, 'bob', 'member');
  await openPeople(ada, org);
  const more = ada.getByRole('link', { name: `More for ${member.name}` });
  const membership = ada.getByRole('link', { name: 'Membership', exact: true });

  // By pointer: its own link closes it again, and so does a press beside it.
  await more.click();
  await expect(membership).toBeVisible();
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await expectAccessible(ada);
  await more.click();
  await expect(membership).toBeHidden();
  await roleOf(ada, member.name).click();
  await expect(ada.getByRole('button', { name: role.manager, exact: true })).toBeVisible();
  await ada.getByRole('heading', { level: 1 }).click();
  await expect(ada.getByRole('button', { name: role.manager, exact: true })).toBeHidden();

  // From one row to another without closing in between.
  await roleOf(ada, member.name).click();
  await ada.getByRole('link', { name: `More for ${owner.name}` }).click();
  await expect(ada.getByRole('link', { name: 'Leave…', exact: true })).toBeVisible();
  await expect(ada.getByRole('button', { name: role.manager, exact: true })).toBeHidden();
  await ada.keyboard.press('Escape');

  // By keys: Enter goes in, Escape comes back.
  await tabTo(ada, more);
  await ada.keyboard.press('Enter');
  await expect(membership).toBeFocused();
  await ada.keyboard.press('Escape');
  await expect(membership).toBeHidden();
  await expect(more).toBeFocused();
  await ada.keyboard.press('Enter');
  await expect(membership).toBeFocused();
  await ada.keyboard.press('Enter');
  await arrive(ada, member.name);

  await ada.goBack();
  await arrive(ada, heading.people);
  await tabTo(ada, roleOf(ada, member.name));
  await ada.keyboard.press('Enter');
  await tabTo(ada, ada.getByRole('button', { name: role.manager, exact: true }));
  await ada.keyboard.press('Enter');
  await expectDone(ada, 'The role is changed.');
  await expect(roleOf(ada, member.name)).toHaveText('Manager');
  await settle(ada);
});

test('what a role may not do is neither offered nor done', async ({ server, visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { owner, org } = await found(server, ada, 'seen', 'Seen');
  await joined(ada, bob, org, 'bob', 'billing');
  await openPeople(bob, org);
  await expect(memberRow(bob, owner.name)).toBeVisible();
  await expect(bob.getByRole('link', { name: 'Invite people' })).toHaveCount(0);
  await expect(bob.getByRole('link', { name: 'Export CSV' })).toHaveCount(0);
  await expect(bob.getByRole('checkbox')).toHaveCount(0);
  for (const path of [`/orgs/${org}/people/invite`, `/orgs/${org}/people/selected`, `/orgs/${org}/log`]) {
    await refuse(bob, async () => {
      expect((await bob.goto(path))?.status(), path).toBe(403);
      await expect(bob.getByText('Only an Owner of this organization can do this.')).toBeVisible();
    });
  }
});

test('a member is removed by typing the username, and leaves nothing behind', async ({ server, visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'removing', 'Removing');
  const member = await joined(ada, bob, org, 'bob', 'manager');
  await open(bob, `/orgs/${org}`);
  await open(ada, `/orgs/${org}/people/@${member.name}`);
  await arrive(ada, member.name);
  await ada.locator('summary', { hasText: 'Remove…' }).click();
  await fill(ada, `Type ${member.name} to confirm`, 'somebody else');
  await refuse(ada, async () => {
    await press(ada, 'Remove from organization');
    await expect(ada.getByText('Type it exactly as it stands above.')).toBeVisible();
  });
  expectStatus(bob, 404);
  await fill(ada, `Type ${member.name} to confirm`, member.name);
  await press(ada, 'Remove from organization');
  await expectDone(ada, 'Removed.');
  await expect(memberRow(ada, member.name)).toHaveCount(0);
  await refuse(bob, async () => {
    expect((await bob.goto(`/orgs/${org}`))?.status()).toBe(404);
  });
  await open(bob, `/dev/mail?to=${encodeURIComponent(member.email)}`);
  await expect(bob.getByRole('link', { name: subject.removed })).toBeVisible();
});

test('several are ticked, and changed after one confirmation', async ({ server, visitor }) => {
  const [ada, bob, carol] = [await visitor(), await visitor(), await visitor()];
  const { org } = await found(server, ada, 'several', 'Several');
  const [one, two] = [await joined(ada, bob, org, 'bob', 'member'), await joined(ada, carol, org, 'carol', 'member')];
  for (const page of [bob, carol]) await open(page, `/orgs/${org}`);
  await openPeople(ada, org);
  for (const person of [one, two]) await memberRow(ada, person.name).getByRole('checkbox').check();
  await ada.getByLabel('New role').selectOption('billing');
  await press(ada, 'Change role');
  await arrive(ada, 'Make 2 people Billing managers?');
  await press(ada, 'Make these 2 Billing managers');
  await expectDone(ada, 'The roles are changed.');
  await settle(ada);
  await open(ada, `/orgs/${org}/people?role=billing`);
  await expect(memberRow(ada, two.name)).toBeVisible();

  for (const person of [one, two]) await memberRow(ada, person.name).getByRole('checkbox').check();
  await press(ada, 'Remove');
  await arrive(ada, 'Remove 2 people?');
  // Their open pages hear of it, and find the organization no more.
  for (const page of [bob, carol]) expectStatus(page, 404);
  await fill(ada, `Type ${org} to confirm`, org);
  await press(ada, 'Remove these 2');
  await expectDone(ada, 'Removed.');
  await expect(ada.getByRole('main')).toContainText('1 member uses 1 of');
});

test('a member leaves by typing the own name; the primary owner hands over first', async ({ server, visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { owner, org } = await found(server, ada, 'leaving', 'Leaving');
  await open(ada, `/orgs/${org}/people/leave`);
  await expect(ada.getByRole('main')).toContainText('You are the last Owner.');
  await settle(ada);
  await expectAccessible(ada);
  const heir = await joined(ada, bob, org, 'bob', 'owner');
  await open(ada, `/orgs/${org}/people/leave`);
  await expect(ada.getByRole('main')).toContainText('Primary ownership must be handed over');

  await open(ada, `/orgs/${org}/people/@${heir.name}`);
  await press(ada, `Offer primary ownership to ${heir.name}`);
  await expectDone(ada, 'The offer is made.');
  await arrive(ada, heading.handOver);
  await open(bob, '/orgs');
  await expect(bob.locator('.banner')).toContainText(`Leaving @${org} is to have you as primary owner`);
  await followMail(bob, heir.email, subject.handOver);
  await arrive(bob, heading.handOver);
  await press(bob, 'Become primary owner');
  await expectDone(bob, 'You are primary owner now.');
  await expect(memberRow(bob, heir.name)).toContainText('Primary owner, you');

  await open(ada, `/orgs/${org}/people/leave`);
  await fill(ada, `Type ${owner.name} to confirm`, 'x');
  await refuse(ada, async () => {
    await press(ada, 'Leave organization');
    await expect(ada.getByText('Type it exactly as it stands above.')).toBeVisible();
  });
  await fill(ada, `Type ${owner.name} to confirm`, owner.name);
  await press(ada, 'Leave organization');
  await expectDone(ada, 'You have left the organization.');
  await arrive(ada, heading.orgs);
  await followMail(bob, heir.email, `${owner.name} left`);
  await arrive(bob, heading.people);
  await expect(memberRow(bob, owner.name)).toHaveCount(0);
});

test('the list is searched, filtered and sorted in the address', async ({ server, visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { owner, org } = await found(server, ada, 'finding', 'Finding');
  const member = await joined(ada, bob, org, 'zora', 'member');
  await openPeople(ada, org);
  await control(ada, 'Find by name or username').fill(member.name.toUpperCase());
  await control(ada, 'Find by name or username').press('Enter');
  await expect(ada).toHaveURL(/q=/);
  await expect(memberRow(ada, member.name)).toBeVisible();
  await expect(memberRow(ada, owner.name)).toHaveCount(0);
  await open(ada, `/orgs/${org}/people?q=nobody%25`);
  await expect(ada.getByRole('main')).toContainText('Nobody fits');
  await settle(ada);
  await expectAccessible(ada);
  await openPeople(ada, org);
  await ada
    .getByRole('navigation', { name: 'Role' })
    .getByRole('link', { name: /^Owners/ })
    .click();
  await expect(memberRow(ada, member.name)).toHaveCount(0);
  await openPeople(ada, org);
  const first = ada.getByRole('table', { name: 'Members' }).getByRole('row').nth(1);
  await expect(first).toContainText(owner.name);
  await ada
    .getByRole('columnheader', { name: /Person/ })
    .getByRole('link')
    .click();
  await expect(first).toContainText(member.name);
  await settle(ada);
  await expectAccessible(ada);
  await fill(ada, 'Find by name or username', '');
  const [file] = await Promise.all([
    ada.waitForEvent('download'),
    ada.getByRole('link', { name: 'Export CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`${org}-people.csv`);
});

test('a double click invites, accepts and saves once', async ({ server, visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'hasty', 'Hasty');
  const member = await newcomer(bob, 'bob');
  await open(ada, `/orgs/${org}/people/invite`);
  await fill(ada, field.who, member.name);
  await ada.getByRole('button', { name: 'Send invitations' }).dblclick();
  await arrive(ada, '1 invitation is on its way');
  await open(bob, '/orgs');
  await bob.getByRole('button', { name: 'Accept: Hasty' }).click();
  await expectDone(bob, 'Welcome.');
  await openPeople(ada, org);
  await expect(ada.getByRole('main')).toContainText('2 members use 2 of');
});
