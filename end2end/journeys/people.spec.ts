import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../fixtures';
import { accepted, found, invited, joined, newcomer } from '../arranged';
import { followMail, mailLink } from '../mail';
import { answerOf, inviteByHand, memberRow, openPeople, roleOf } from '../people';
import { arrive, expectDone, fill, fresh, open, press, refuse, settle, tabTo } from '../verbs';
import { button, field, heading, subject } from '../words';

test('a list is pasted, each line answered; one accepts, one signs up from the link, one declines', async ({
  server,
  visitor,
}) => {
  const [ada, bob, carol, dan] = [await visitor(), await visitor(), await visitor(), await visitor()];
  const { owner, org } = await found(server, ada, 'acme-widgets', 'Acme Widgets');
  const [member, decliner] = [await newcomer(bob, 'bob'), await newcomer(dan, 'dan')];
  const address = `${fresh('carol')}@example.com`;

  await inviteByHand(
    ada,
    org,
    `${member.name.toUpperCase()}\nJones, Carol <${address}>;\n${owner.name}\t${decliner.name}`,
    'manager',
    'We would like to have you.',
  );
  await arrive(ada, 'Invite 3 people as Manager?');
  await expect(ada.getByLabel('Line 2', { exact: true })).toHaveValue(`Jones, Carol <${address}>`);
  await expect(ada.getByRole('row').nth(3)).toContainText('Is a member already.');
  await press(ada, button.invite);
  await arrive(ada, '3 invitations are on their way');
  await expect(answerOf(ada, member.name.toUpperCase())).toContainText('Invited.');
  await expect(answerOf(ada, address)).toContainText('Invited by mail');
  await expect(answerOf(ada, owner.name)).toContainText('Is a member already');

  // The invited user: a banner on every page, and nothing happens before the answer.
  for (const path of ['/orgs', '/account', '/notices']) {
    await open(bob, path);
    await expect(bob.locator('.banner')).toContainText(`Acme Widgets @${org} invited you as Manager`);
  }
  await followMail(bob, member.email, subject.invited);
  await arrive(bob, 'Join Acme Widgets');
  for (const shown of ['Manager', owner.name, 'Holds until', 'We would like to have you.'])
    await expect(bob.getByRole('main')).toContainText(shown);
  await refuse(bob, async () => {
    expect((await bob.goto(`/orgs/${org}`))?.status()).toBe(404);
  });
  await openPeople(ada, org);
  await expect(ada.getByRole('main')).toContainText('3 invitations are pending');
  await followMail(bob, member.email, subject.invited);
  await press(bob, 'Join Acme Widgets');
  await expectDone(bob, 'Welcome. You are a member now.');
  await expect(bob).toHaveURL(new RegExp(`/orgs/${org}`));
  await expect(bob.locator('.banner')).toHaveCount(0);

  // The invited address has no account: it makes one on the page of the invitation.
  await carol.goto(await mailLink(carol, address, subject.invited));
  await arrive(carol, 'Join Acme Widgets');
  const name = fresh('carol');
  await fill(carol, field.username, name);
  await fill(carol, field.password, `violet ${name} harbour 41`);
  await press(carol, button.joinSite);
  await expect(carol.getByRole('main')).toContainText(`You join as ${name}`);
  await settle(carol);
  await expectAccessible(carol);
  await press(carol, 'Join Acme Widgets');
  await expectDone(carol, 'Welcome. You are a member now.');

  // Somebody declines, with a message.
  await followMail(dan, decliner.email, subject.invited);
  await dan.locator('summary', { hasText: 'Decline…' }).click();
  await fill(dan, /^Message to the Owners/, 'Too many hats already.');
  await press(dan, 'Decline invitation');
  await expectDone(dan, 'The invitation is declined.');
  await followMail(ada, owner.email, subject.declinedInvitation);
  await arrive(ada, heading.people);
  await expect(ada.getByRole('main')).toContainText('3 members use 3 of');
  await expect(memberRow(ada, name)).toBeVisible();

  // A used link says so.
  await refuse(dan, async () => {
    await followMail(dan, decliner.email, subject.invited);
    await arrive(dan, 'This invitation was declined');
  });
});

test('who accepts appears on the Owner’s open page @js', async ({ server, visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'live', 'Live');
  const member = await newcomer(bob, 'bob');
  await open(bob, '/orgs');
  await expect(bob.locator('.banner')).toHaveCount(0);
  await invited(ada, org, member.name, 'member');
  await expect(bob.locator('.banner'), 'the banner comes to the open page').toContainText(
    `Live @${org} invited you as Member`,
  );

  await openPeople(ada, org);
  await expect(memberRow(ada, member.name)).toContainText('7 days left');
  await bob.getByRole('button', { name: 'Accept: Live' }).click();
  await expectDone(bob, 'Welcome. You are a member now.');
  await expect(ada.getByRole('main')).toContainText('2 members use 2 of');
  await expect(roleOf(ada, member.name)).toHaveText('Member');
  await expect(ada.getByRole('navigation', { name: 'Live' }).getByRole('link', { name: /People/ })).toContainText('2');
});

test('people are found, invited and looked at with the keyboard alone @js', async ({ server, visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'by-keys', 'By keys');
  const member = await newcomer(bob, 'bob');
  await open(bob, '/orgs');
  await open(ada, `/orgs/${org}`);
  await ada.keyboard.press('g');
  await ada.keyboard.press('p');
  await arrive(ada, heading.people);
  await tabTo(ada, ada.getByRole('link', { name: heading.invite }));
  await ada.keyboard.press('Enter');
  await arrive(ada, heading.invite);
  await expect(ada.getByLabel(field.who)).toBeFocused();
  await ada.keyboard.type(member.name);
  await tabTo(ada, ada.getByRole('button', { name: button.invite }));
  await ada.keyboard.press('Enter');
  await arrive(ada, '1 invitation is on its way');
  await tabTo(bob, bob.getByRole('button', { name: 'Accept: By keys' }));
  await bob.keyboard.press('Enter');
  await expectDone(bob, 'Welcome. You are a member now.');
  await settle(bob);
  await bob.keyboard.press('g');
  await bob.keyboard.press('p');
  await arrive(bob, heading.people);
  await bob.keyboard.press('/');
  await bob.keyboard.type(member.name);
  await bob.keyboard.press('Enter');
  await expect(bob).toHaveURL(new RegExp(`q=${member.name}$`));
  await expect(memberRow(bob, member.name)).toBeVisible();
  await settle(bob);
});

test('what is being done is not swept away by what others do @js', async ({ server, visitor }) => {
  const [ada, bob, carol] = [await visitor(), await visitor(), await visitor()];
  const { org } = await found(server, ada, 'busy', 'Busy');
  const [one, two] = [await joined(ada, bob, org, 'bob', 'member'), await newcomer(carol, 'carol')];
  await invited(ada, org, two.name, 'member');
  const heard = await listenAlong(ada);
  await openPeople(ada, org);
  await memberRow(ada, one.name).getByRole('checkbox').check();
  await ada.clock.install();
  const before = await heard();
  const asked: string[] = [];
  ada.on('request', (request) => asked.push(request.url()));
  await accepted(carol);
  await expect.poll(heard).toBeGreaterThan(before);
  // Whatever the page has put off for the next seconds.
  await ada.clock.runFor(3_000);
  await expect(memberRow(ada, one.name).getByRole('checkbox')).toBeChecked();
  expect(asked, 'asked anew').toEqual([]);
  await memberRow(ada, one.name).getByRole('checkbox').uncheck();
  await ada.getByRole('heading', { level: 1 }).click();
  await expect(ada.getByRole('main')).toContainText('3 members use 3 of');
});

test('an invitation is revoked with two clicks; a link sent again kills the old one', async ({ server, visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'revoking', 'Revoking');
  const guest = await newcomer(bob, 'bob');
  await invited(ada, org, guest.name, 'member');
  const first = await mailLink(bob, guest.email, subject.invited);

  await openPeople(ada, org);
  await ada.getByRole('button', { name: `Re-send the invitation of ${guest.name}` }).click();
  await expectDone(ada, 'A new link is on its way.');
  await refuse(bob, async () => {
    await bob.goto(first);
    await arrive(bob, 'There is a newer link');
  });
  const second = await mailLink(bob, guest.email, subject.invited);
  expect(second).not.toBe(first);
  await open(bob, second);
  await arrive(bob, 'Join Revoking');

  await openPeople(ada, org);
  await ada.getByRole('link', { name: `Revoke the invitation of ${guest.name}` }).click();
  await arrive(ada, `Revoke the invitation of ${guest.name}?`);
  await press(ada, 'Revoke invitation');
  await expectDone(ada, 'The invitation is revoked.');
  await refuse(bob, async () => {
    await bob.goto(second);
    await arrive(bob, 'This invitation was revoked');
    await bob.goto(`${second.slice(0, -3)}xxx`);
    await arrive(bob, 'This link leads to no invitation');
  });
  await open(bob, `/dev/mail?to=${encodeURIComponent(guest.email)}`);
  await expect(bob.getByRole('link', { name: subject.revoked })).toBeVisible();
});

test('a link for somebody else tells nothing of the invitation', async ({ server, visitor }) => {
  const [ada, bob, eve] = [await visitor(), await visitor(), await visitor()];
  const { org } = await found(server, ada, 'private', 'Private matters');
  const guest = await newcomer(bob, 'bob');
  await newcomer(eve, 'eve');
  await invited(ada, org, guest.name, 'owner');
  const link = await mailLink(bob, guest.email, subject.invited);
  await refuse(eve, async () => {
    await eve.goto(link);
    await arrive(eve, 'This invitation is for somebody else');
    await expect(eve.getByRole('main')).not.toContainText('Private matters');
  });
  const out: Page = await visitor();
  await open(out, link);
  await arrive(out, 'Join Private matters');
  await out.getByRole('link', { name: 'Sign in to answer' }).click();
  await arrive(out, heading.signIn);
  await fill(out, field.login, guest.name);
  await fill(out, field.password, guest.password);
  await press(out, button.signIn);
  await arrive(out, 'Join Private matters');
});

test('bad lines are told beside the field and nothing typed is lost', async ({ server, visitor }) => {
  const ada = await visitor();
  const { org } = await found(server, ada, 'typing', 'Typing');
  const many = Array.from({ length: 101 }, (_, number) => `p${number}@example.com`).join('\n');
  await open(ada, `/orgs/${org}/people/invite`);
  await arrive(ada, heading.invite);
  await fill(ada, field.message, 'Kept.');
  await refuse(ada, async () => {
    await fill(ada, field.who, many);
    await press(ada, button.invite);
    await expect(ada.getByText('That is more than 100.')).toBeVisible();
  });
  await expect(ada.getByLabel(field.who)).toHaveValue(many);
  await expect(ada.getByLabel(field.message)).toHaveValue('Kept.');
  const long = `${'a'.repeat(300)}@example.com`;
  await fill(ada, field.who, `${long}\n<script>\nnobody-has-this-name`);
  await press(ada, button.invite);
  await arrive(ada, 'Nobody can be invited like this');
  await expect(ada.getByRole('main')).toContainText('No user has this name.');
  await expect(ada.getByLabel('Line 2', { exact: true })).toHaveValue('<script>');
  await refuse(ada, async () => {
    for (const line of [1, 2]) await ada.getByLabel(`Leave out line ${line}`).check();
    await ada.getByLabel('Line 3', { exact: true }).fill('');
    await press(ada, button.invite);
    await expect(ada.getByText('Choose at least one person.')).toBeVisible();
  });
  await expect(ada.getByLabel('Leave out line 2')).toBeChecked();
  await ada.getByLabel('Line 3', { exact: true }).fill(`${fresh('mended')}@example.com`);
  await press(ada, button.invite);
  await arrive(ada, '1 invitation is on its way');
});

/** From the next document on: how often the server has told the page of a change. */
async function listenAlong(page: Page): Promise<() => Promise<number>> {
  let heard = 0;
  await page.exposeFunction('heardOfChange', () => (heard += 1));
  await page.addInitScript(() => {
    const { heardOfChange } = window as unknown as { heardOfChange: () => void };
    window.EventSource = class extends EventSource {
      constructor(url: string | URL, init?: EventSourceInit) {
        super(url, init);
        this.addEventListener('message', () => heardOfChange());
      }
    };
  });
  return async () => heard;
}
