import type { Locator, Page } from '@playwright/test';
import type { Server } from './server';
import { apply, arrive, expectDone, fill, fresh, open, press, review, setUpAdmin, settle, signUp, type Person } from './verbs';
import { button, field, heading } from './words';

/** An organization of a new Owner, who is signed in on `page`. */
export async function found(hall: Server, visitor: () => Promise<Page>, page: Page, stem: string, displayName: string): Promise<{ owner: Person; org: string }> {
  const warden = await visitor();
  await setUpAdmin(warden, hall);
  const owner = await signUp(page, 'ada');
  const org = fresh(stem);
  await apply(page, { kind: 'community', name: org, displayName });
  await settle(page);
  await review(warden, org);
  await press(warden, button.approve);
  await expectDone(warden, 'Approved');
  return { owner, org };
}

/** Sends the form that invites. */
export async function inviteAll(page: Page, org: string, people: string, role: string, message = ''): Promise<void> {
  await open(page, `/orgs/${org}/people/invite`);
  await arrive(page, heading.invite);
  await fill(page, field.who, people);
  await page.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
  await fill(page, field.message, message);
  await press(page, button.invite);
}

/** Somebody new who was invited and accepted by the banner. */
export async function joined(owner: Page, page: Page, org: string, displayName: string, stem: string, role: string): Promise<Person> {
  const person = await signUp(page, stem);
  await inviteAll(owner, org, person.name, role);
  await arrive(owner, '1 invitation is on its way');
  await open(page, '/orgs');
  await page.getByRole('button', { name: `Accept: ${displayName}` }).click();
  await expectDone(page, 'Welcome. You are a member now.');
  await settle(page);
  return person;
}

/** Opens the list of people. */
export async function openPeople(page: Page, org: string): Promise<void> {
  await open(page, `/orgs/${org}/people`);
  await arrive(page, heading.people);
}

/** The row of a member or of somebody invited, by username. */
export function memberRow(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) });
}

/** What opens the roles of a member; only there for whoever may change them. */
export function roleOf(page: Page, name: string): Locator {
  return memberRow(page, name).locator('a.choose');
}

/** Gives a member another role: from the menu of the row or, without script, on the page that the row leads to. */
export async function giveRole(page: Page, name: string, role: string, scripted: boolean): Promise<void> {
  await roleOf(page, name).click();
  if (scripted) {
    await press(page, role);
    return;
  }
  await arrive(page, name);
  await page.getByLabel('Role in this organization').selectOption({ label: role });
  await press(page, 'Save role');
}

/** What became of a line of an invitation. */
export function answerOf(page: Page, line: string): Locator {
  return page.getByRole('row').filter({ hasText: line });
}
