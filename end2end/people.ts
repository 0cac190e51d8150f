import type { Locator, Page } from '@playwright/test';
import { arrive, fill, open, press } from './verbs';
import { button, field, heading, role, type Role } from './words';

/** Invites all of a list, which may have several lines. */
export async function inviteByHand(page: Page, org: string, people: string, as: Role, message = ''): Promise<void> {
  await open(page, `/orgs/${org}/people/invite`);
  await arrive(page, heading.invite);
  await fill(page, field.who, people);
  await page.getByRole('radio', { name: new RegExp(`^${role[as]}`) }).check();
  await fill(page, field.message, message);
  await press(page, button.invite);
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
