import { expect, expectAccessible, test } from '../fixtures';
import { enter, newcomer, unconfirmed } from '../arranged';
import { askForAccount, signInByHand, signOut, signUpByHand } from '../entrance';
import { followMail, mailLink, readMail } from '../mail';
import { arrive, control, expectDone, fill, open, press, refuse, settle, stranger } from '../verbs';
import { button, field, heading, problem, subject } from '../words';

test('sign up, sign out, sign in by name and by e-mail', async ({ page }) => {
  const ada = await signUpByHand(page, 'ada');
  await signOut(page);
  await signInByHand(page, ada);
  await signOut(page);
  await fill(page, field.login, ada.email.toUpperCase());
  await fill(page, field.password, ada.password);
  await press(page, button.signIn);
  await arrive(page, heading.orgs);
});

test('a wrong password and an unknown name read the same', async ({ page, visitor }) => {
  const ada = await newcomer(await visitor(), 'ada');
  await open(page, '/signin');
  const answers: string[] = [];
  for (const login of [ada.name, 'nobody-at-all']) {
    await fill(page, field.login, login);
    await fill(page, field.password, 'not the password');
    await refuse(page, async () => {
      await press(page, button.signIn);
      await expect(page.getByRole('alert')).toContainText(problem.credentials);
    });
    answers.push(await page.getByRole('alert').innerText());
    await expect(control(page, field.password)).toHaveValue('');
  }
  expect(answers[0]).toBe(answers[1]);
});

test('signing up with a used address answers as ever, and its owner is told', async ({ visitor }) => {
  const [first, second] = [await visitor(), await visitor()];
  const ada = await newcomer(first, 'ada');
  await askForAccount(second, { ...stranger('impostor'), email: ada.email });
  await readMail(second, ada.email, subject.alreadySignedUp);
  await expectAccessible(second);
});

test('a link works once and only as it was sent', async ({ visitor }) => {
  const [ada, replay] = [await visitor(), await visitor()];
  const person = await unconfirmed(ada, 'ada');
  const link = await mailLink(ada, person.email, subject.confirmSignUp);
  await open(ada, link);
  await arrive(ada, heading.confirmEmail);
  await press(ada, button.confirm);
  await arrive(ada, heading.orgs);

  for (const bad of [link, `${link}x`, link.replace(/token=.*/, 'token=%00'), link.replace(/\?.*/, '')]) {
    await refuse(replay, () => open(replay, bad));
    await expect(replay.getByRole('heading', { level: 1 })).not.toHaveText(heading.orgs);
    if (await replay.getByRole('button', { name: button.confirm }).isVisible()) await press(replay, button.confirm);
    await settle(replay);
    await open(replay, '/orgs');
    await expect(replay).toHaveURL(/\/signin/);
  }
});

test('a confirmation link opened in another browser asks for the password', async ({ visitor }) => {
  const [desk, telephone] = [await visitor(), await visitor()];
  const ada = await unconfirmed(desk, 'ada');
  await followMail(telephone, ada.email, subject.confirmSignUp);
  await arrive(telephone, heading.confirmEmail);
  await expect(telephone.getByRole('main')).toContainText(ada.name);
  await fill(telephone, field.password, 'not the password');
  await refuse(telephone, async () => {
    await press(telephone, button.confirm);
    await expect(telephone.getByText('That is not your current password.')).toBeVisible();
  });
  await fill(telephone, field.password, ada.password);
  await press(telephone, button.confirm);
  await arrive(telephone, heading.orgs);
  await signInByHand(desk, ada);
});

test('a forgotten password: one link, a new password, every session ended', async ({ visitor }) => {
  const [home, library] = [await visitor(), await visitor()];
  const ada = await newcomer(home, 'ada');
  await open(library, '/forgotten');
  await fill(library, field.email, ada.email);
  await expectAccessible(library);
  await press(library, button.sendLink);
  await arrive(library, heading.checkMail);
  await followMail(library, ada.email, subject.reset);
  await expectAccessible(library);
  ada.password = `${ada.password} renewed`;
  await fill(library, field.newPassword, ada.password);
  await press(library, button.resetPassword);
  await arrive(library, heading.signIn);
  await signInByHand(library, ada);

  await open(home, '/orgs');
  await expect(home).toHaveURL(/\/signin/);
});

test('a change of e-mail is confirmed from the new address and undone from the old one', async ({ page }) => {
  const ada = await newcomer(page, 'ada');
  const next = `new-${ada.email}`;
  await open(page, '/account/email');
  await fill(page, field.newEmail, next);
  await fill(page, field.currentPassword, ada.password);
  await expectAccessible(page);
  await press(page, button.changeEmail);
  await expectDone(page, 'We sent a link');

  await followMail(page, next, subject.confirmEmail);
  await expectAccessible(page);
  await press(page, button.confirm);
  await expectDone(page, 'Your e-mail address is changed.');

  await followMail(page, ada.email, subject.emailChanging);
  await expectAccessible(page);
  await press(page, button.keepEmail);
  await arrive(page, heading.signIn);
  await expectDone(page, 'stays as it was');
});

test('sessions are listed and ended one by one', async ({ visitor }) => {
  const [home, library] = [await visitor(), await visitor()];
  const ada = await newcomer(home, 'ada');
  await enter(library, ada);
  await open(home, '/account/sessions');
  await expectAccessible(home);
  await home.getByRole('button', { name: button.endSession }).click();
  await expectDone(home, 'The session is ended.');
  await open(library, '/orgs');
  await expect(library).toHaveURL(/\/signin/);
  await open(home, '/account/sessions');
  await expect(home).toHaveURL(/\/account\/sessions/);
});

test('a profile is public, and a new password is asked for the old one', async ({ page }) => {
  const ada = await newcomer(page, 'ada');
  await open(page, '/account');
  await fill(page, field.displayName, 'Ada Lovelace');
  await fill(page, field.link, 'https://ada.example');
  await press(page, button.save);
  await expectDone(page, 'Your profile is saved.');
  await open(page, `/@${ada.name}`);
  await arrive(page, 'Ada Lovelace');

  await open(page, '/account/password');
  await fill(page, field.currentPassword, 'not the password');
  await fill(page, field.newPassword, `${ada.password} renewed`);
  await refuse(page, async () => {
    await press(page, button.resetPassword);
    await expect(page.getByText('That is not your current password.').first()).toBeVisible();
  });
  await fill(page, field.currentPassword, ada.password);
  await fill(page, field.newPassword, `${ada.password} renewed`);
  await press(page, button.resetPassword);
  await expectDone(page, 'Your password is changed.');
  await settle(page);
});

test('what needs a session asks for it and leads back', async ({ page, visitor }) => {
  const ada = await newcomer(await visitor(), 'ada');
  await open(page, '/account/sessions');
  await expect(page).toHaveURL(/\/signin\?next=/);
  await fill(page, field.login, ada.name);
  await fill(page, field.password, ada.password);
  await press(page, button.signIn);
  await expect(page).toHaveURL(/\/account\/sessions/);
});
