/** Signing up, in and out by hand, for the journeys that are about it. Everybody else comes in by arranged.ts. */
import type { Page } from '@playwright/test';
import { pressInMail } from './mail';
import type { Server } from './server';
import { arrive, fill, open, press, stranger, type Person } from './verbs';
import { button, field, heading, subject } from './words';

/** Fills in and sends the form behind the link that an empty server prints. */
export async function setUpByHand(page: Page, server: Server): Promise<Person> {
  const admin = stranger('warden');
  await open(page, server.setupLink());
  await arrive(page, heading.setUp);
  await fill(page, field.username, admin.name);
  await fill(page, field.email, admin.email);
  await fill(page, field.password, admin.password);
  await press(page, button.setUp);
  return admin;
}

/** Signs up, follows the mail and is signed in. */
export async function signUpByHand(page: Page, stem: string): Promise<Person> {
  const person = stranger(stem);
  await askForAccount(page, person);
  await pressInMail(page, person.email, subject.confirmSignUp);
  await arrive(page, heading.confirmEmail);
  await press(page, button.confirm);
  await arrive(page, heading.orgs);
  return person;
}

/** Fills the sign-up form, up to "Check your mail". */
export async function askForAccount(page: Page, person: Person): Promise<void> {
  await open(page, '/signup');
  await arrive(page, heading.signUp);
  await fill(page, field.username, person.name);
  await fill(page, field.email, person.email);
  await fill(page, field.password, person.password);
  await press(page, button.signUp);
  await arrive(page, heading.checkMail);
}

/** Signs in by username, to "Your organizations". */
export async function signInByHand(page: Page, person: Person): Promise<void> {
  await open(page, '/signin');
  await fill(page, field.login, person.name);
  await fill(page, field.password, person.password);
  await press(page, button.signIn);
  await arrive(page, heading.orgs);
}

/** Signs out by the account menu of the open page. */
export async function signOut(page: Page): Promise<void> {
  const out = page.getByRole('button', { name: button.signOut, exact: true });
  if (!(await out.isVisible())) await page.locator('summary', { hasText: /Account of/ }).click();
  await out.click();
  await arrive(page, heading.signIn);
}
