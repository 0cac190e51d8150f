import { expect, expectStatus, test } from '../fixtures';
import { found, joined } from '../arranged';
import { followMail } from '../mail';
import { created, expectAnswer, give, openTab, part, words } from '../projects';
import { arrive, control, expectDone, fill, fresh, open, press, settle, stranger } from '../verbs';
import { button, field, subject } from '../words';

test('a Manager makes a team that may publish, and everybody sees why', async ({ server, visitor }) => {
  const [ada, mia, max] = [await visitor(), await visitor(), await visitor()];
  const { org } = await found(server, ada, 'crews', 'Crews');
  await joined(ada, mia, org, 'mia', 'manager');
  const member = await joined(ada, max, org, 'max', 'billing');
  const name = fresh('gearbox');
  const path = await created(mia, org, 'python', name);
  await expectAnswer(mia, path, member.name, 'has no right here. A Billing manager works on no project.');

  await open(mia, `/orgs/${org}/teams`);
  await mia.getByRole('link', { name: words.newTeam }).click();
  await arrive(mia, words.newTeam);
  await fill(mia, field.name, 'Release crew');
  await press(mia, words.createTeam);
  await arrive(mia, 'Release crew');
  await fill(mia, words.addMembers, member.name);
  await press(mia, words.addToTeam);
  await expectDone(mia, 'Added.');
  await followMail(max, member.email, 'You are in the team Release crew');
  await arrive(max, 'Release crew');

  await open(mia, `${path}/access`);
  const form = part(mia, 'Add a team');
  await control(form, words.team).selectOption({ label: 'Release crew' });
  await control(form, words.right).selectOption({ label: 'Publish' });
  await form.getByRole('button', { name: words.give, exact: true }).click();
  await expectDone(mia, 'The right is given.');
  await expectAnswer(mia, path, member.name, 'may publish. It comes from: Release crew');
  await expectAnswer(mia, path, 'nobody-at-all', 'There is no user called nobody-at-all.');
  await open(max, path);
  await expect(max.getByRole('main')).toContainText('Publish by a team');

  // What one person can reach, and one act that ends it.
  await open(ada, `/orgs/${org}/people/@${member.name}`);
  await expect(ada.getByRole('main')).toContainText('1 project, by the team Release crew');
  await open(max, `/orgs/${org}/teams/-release-crew`);
  await press(max, `Leave: ${member.name}`);
  await expectDone(max, 'Taken out of the team.');
  await expectAnswer(mia, path, member.name, 'has no right here.');
});

test('a contractor without an account signs up from the mail and takes no seat', async ({ server, visitor }) => {
  const [ada, tess] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'outside', 'Outside');
  const name = fresh('engine');
  const path = await created(ada, org, 'app', name);
  const person = stranger('tess');
  await give(ada, path, person.email, 'Publish');
  await expectDone(ada, 'They are asked, and have the right once they accept.');
  await expect(part(ada, 'Offered')).toContainText(person.email);

  expectStatus(tess, 401);
  await followMail(tess, person.email, 'offers you the right to publish');
  await open(tess, '/signup');
  await fill(tess, field.username, person.name);
  await fill(tess, field.email, person.email);
  await fill(tess, field.password, person.password);
  await press(tess, button.signUp);
  await followMail(tess, person.email, subject.confirmSignUp);
  await press(tess, button.confirm);
  await tess.getByRole('button', { name: /^Accept: / }).click();
  await arrive(tess, name);
  await expect(tess.getByRole('main')).toContainText('Publish by name');
  expectStatus(tess, 404);
  await tess.goto(`/orgs/${org}/projects`);
  await arrive(tess, /nothing here/i);

  await open(ada, `/orgs/${org}/people/collaborators`);
  await ada.getByRole('link', { name: person.name }).click();
  await arrive(ada, person.name);
  // What the page was about is gone before it leads on.
  expectStatus(ada, 404);
  await press(ada, 'End all rights');
  await expectDone(ada, 'All rights of that person have ended.');
  await tess.goto(path);
  await arrive(tess, /nothing here/i);
});

test('a lock shuts a member out at once, who asks to be let in', async ({ server, visitor, javaScriptEnabled }) => {
  const [ada, max] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'locks', 'Locks');
  const member = await joined(ada, max, org, 'max', 'member');
  const name = fresh('engine');
  const path = await created(ada, org, 'app', name);
  await open(max, path);
  await expect(max.getByRole('main')).toContainText('Publish by your role');
  await open(ada, `${path}/settings`);
  await part(ada, 'Lock').getByRole('button', { name: 'Lock' }).click();
  await expectDone(ada, 'Locked.');
  if (!javaScriptEnabled) await open(max, path);
  await expect(max.getByRole('button', { name: words.askJoin })).toBeVisible();
  expectStatus(max, 403);
  await max.goto(`${path}/history`);
  await settle(max);
  await open(max, path);
  await press(max, words.askJoin);
  await expectDone(max, 'Asked.');

  await open(ada, path);
  await openTab(ada, 'Access');
  await part(ada, 'Asking to be let in')
    .getByRole('button', { name: `Let in: ${member.name}` })
    .click();
  await expectDone(ada, 'Let in.');
  await open(max, path);
  await expect(max.getByRole('main')).toContainText('Publish by name');
  await press(max, 'Give up your right');
  await expectDone(max, 'You have given up your right.');
});
