import { expect, test } from '../fixtures';
import { enterAsAdmin, found, invited, newcomer } from '../arranged';
import { followMail, mailLink } from '../mail';
import { answerOf, openPeople } from '../people';
import { arrive, control, expectDone, fill, fresh, open, press } from '../verbs';
import { button, field, heading, subject } from '../words';

test('an unwanted invitation is reported by one press, and a site admin sees who sent it', async ({
  server,
  visitor,
}) => {
  const [ada, bob, zoe, warden] = [await visitor(), await visitor(), await visitor(), await visitor()];
  const { owner, org } = await found(server, ada, 'claim-now', 'Claim now');
  const member = await newcomer(bob, 'bob');
  const address = `${fresh('zoe')}@example.com`;
  await invited(ada, org, member.name, 'member', 'Claim your 500 EUR.');
  await invited(ada, org, address, 'member', 'Claim your 900 EUR.');

  await followMail(bob, member.email, subject.invited);
  await arrive(bob, 'Join Claim now');
  await press(bob, button.report);
  await expectDone(bob, 'The invitation is gone, and the site admins see who sent it.');
  await expect(bob.locator('.banner')).toHaveCount(0);

  // Whoever has no account needs none to say so.
  await zoe.goto(await mailLink(zoe, address, subject.invited));
  await arrive(zoe, 'Join Claim now');
  await press(zoe, button.report);
  await expectDone(zoe, 'The invitation is gone, and the site admins see who sent it.');

  // The organization reads that it was declined.
  await openPeople(ada, org);
  await expect(ada.getByRole('main')).not.toContainText(address);
  await open(ada, `/orgs/${org}/log`);
  await expect(ada.getByRole('main')).toContainText(`declined the invitation for ${address}`);
  await expect(ada.getByRole('main')).not.toContainText('unwanted');

  await enterAsAdmin(warden, server);
  await open(warden, '/notices');
  await warden.getByRole('link', { name: 'an invitation' }).first().click();
  await arrive(warden, 'Reports');
  const report = answerOf(warden, 'Claim your 900 EUR.');
  await expect(report).toContainText(owner.name);
  await expect(report).toContainText('2 of this organization');
  await report.getByRole('link', { name: /Claim now/ }).click();
  await arrive(warden, /^Claim now/);
});

test('users are suggested while one types, and taken with the arrow keys or the mouse', async ({
  server,
  visitor,
  javaScriptEnabled,
}) => {
  const [ada, bob, carol] = [await visitor(), await visitor(), await visitor()];
  const { org } = await found(server, ada, 'suggesting', 'The suggesting');
  const [first, second] = [await newcomer(bob, 'quentin'), await newcomer(carol, 'quincy')];
  await open(ada, `/orgs/${org}/people/invite`);
  await arrive(ada, heading.invite);
  if (!javaScriptEnabled) {
    await fill(ada, field.who, first.name);
    await press(ada, button.invite);
    await arrive(ada, '1 invitation is on its way');
    return;
  }
  const who = control(ada, field.who);
  const list = ada.getByRole('listbox', { name: 'Users' });
  await who.pressSequentially(`@${first.name.slice(0, -1)}`);
  await expect(list.getByRole('option')).toHaveCount(1);
  await expect(list).toContainText(first.name);
  await arrive(ada, heading.invite);
  await who.press('Escape');
  await expect(list).toBeHidden();

  // The first by the keys; Enter without one is a new line.
  await who.fill('');
  await who.pressSequentially('quent');
  await expect(list.getByRole('option').first()).toBeVisible();
  await who.press('ArrowDown');
  await expect(list.getByRole('option').first()).toHaveAttribute('aria-selected', 'true');
  await expect(who).toHaveAttribute('aria-activedescendant', 'suggestions-0');
  await who.press('Enter');
  await expect(who).toHaveValue(/^quentin-\d+-\d+$/);
  await expect(list).toBeHidden();

  await who.press('End');
  await who.pressSequentially(`\n${second.name}`);
  await list.getByRole('option', { name: second.name }).click();
  await expect(who).toHaveValue(new RegExp(`\n${second.name}$`));
  await expect(who).toBeFocused();
  await expect(list).toBeHidden();

  await who.fill(second.name);
  await press(ada, button.invite);
  await arrive(ada, '1 invitation is on its way');
});
