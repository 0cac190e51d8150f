import { found, invited, joined, newcomer } from '../arranged';
import { expect, expectAccessible, test } from '../fixtures';
import { inviteByHand } from '../people';
import { arrive, expectDone, open, press, settle } from '../verbs';
import { firstSteps, heading, waits } from '../words';

test('a new organization begins with three steps, and inviting somebody ends them', async ({ server, visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'steps', 'First Steps');
  const guest = await newcomer(bob, 'bob');
  const main = ada.getByRole('main');

  await open(ada, `/orgs/${org}`);
  await arrive(ada, 'First Steps');
  const steps = main.getByRole('listitem').filter({ has: ada.locator('.tick') });
  await expect(steps).toHaveText(firstSteps);
  await expect(main).not.toContainText(waits.heading);
  await steps.getByRole('link', { name: 'See projects' }).click();
  await arrive(ada, 'Projects');
  await ada.goBack();
  await steps.getByRole('link', { name: 'Open public page' }).click();
  await expect(ada).toHaveURL(`${server.url}/@${org}`);

  await open(ada, `/orgs/${org}`);
  await steps.getByRole('link', { name: 'Invite people' }).click();
  await arrive(ada, heading.invite);
  await inviteByHand(ada, org, guest.name, 'manager');
  await arrive(ada, '1 invitation is on its way');
  await invited(ada, org, `carol-${org}@example.com`, 'billing');

  await open(ada, `/orgs/${org}`);
  await arrive(ada, 'First Steps');
  await expect(steps).toHaveCount(0);
  await expect(main).toContainText(`You invited ${guest.name} as Manager`);
  await expect(main).toContainText('Invited2');
  await main.getByRole('link', { name: `carol-${org}@example.com` }).click();
  await arrive(ada, heading.people);
  await open(ada, `/orgs/${org}`);
  await main.getByRole('link', { name: guest.name }).click();
  await expect(ada).toHaveURL(`${server.url}/@${guest.name}`);
});

test('what waits is answered from the overview, and who did what reads right for each', async ({ server, visitor }) => {
  const [ada, bob, max] = [await visitor(), await visitor(), await visitor()];
  const { owner, org } = await found(server, ada, 'waits', 'What Waits');
  const heir = await joined(ada, bob, org, 'bob', 'owner');
  await joined(ada, max, org, 'max', 'member');
  await open(ada, `/orgs/${org}/people/@${heir.name}`);
  await press(ada, `Offer primary ownership to ${heir.name}`);
  await expectDone(ada, 'The offer is made.');
  await settle(ada);

  await open(ada, `/orgs/${org}`);
  await expect(ada.getByRole('main')).toContainText(`You asked ${heir.name} to become primary owner`);
  await expect(ada.getByRole('main')).not.toContainText(waits.heading);

  await open(bob, `/orgs/${org}`);
  await arrive(bob, 'What Waits');
  await expect(bob.locator('.banner')).toHaveCount(0);
  const waiting = bob.getByRole('listitem').filter({ hasText: waits.offer('What Waits') });
  await expect(waiting).toContainText(owner.name);
  await expect(bob.getByRole('main')).toContainText(`${owner.name} asked you to become primary owner`);
  await waiting.getByRole('link', { name: 'Answer' }).click();
  await arrive(bob, heading.handOver);
  await press(bob, 'Become primary owner');
  await expectDone(bob, 'You are primary owner now.');
  await open(bob, `/orgs/${org}`);
  await expect(bob.getByRole('main')).toContainText('You became primary owner');
  await expect(bob.getByRole('main')).not.toContainText(waits.heading);

  await open(max, `/orgs/${org}`);
  await arrive(max, 'What Waits');
  await expect(max.getByRole('main')).toContainText('You joined as Member');
  await expect(max.getByRole('main')).toContainText(`${heir.name} became primary owner`);
  for (const hidden of [waits.heading, 'invited', 'asked', 'audit log']) {
    await expect(max.getByRole('main')).not.toContainText(hidden);
  }
  await expectAccessible(max);
});
