import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessible, expectStatus, settle } from './watch';
import { button, field, heading, kind } from './words';

export { settle };

/** A person of the story. */
export interface Person {
  name: string;
  email: string;
  password: string;
}

/** An application as a person types it. What is missing has a believable value. */
export interface Proposal {
  kind: keyof typeof kind;
  name: string;
  displayName?: string;
  description?: string;
  link?: string;
  purpose?: string;
}

let people = 0;

/** A person whom no other test knows. */
export function stranger(stem: string): Person {
  people += 1;
  const name = `${stem}-${process.pid}-${people}`;
  return { name, email: `${name}@example.com`, password: `violet ${name} harbour 41` };
}

/** A name for an organization that no other test uses. */
export function fresh(stem: string): string {
  people += 1;
  return `${stem}-${process.pid}-${people}`;
}

/** The form control with this label. */
export function control(page: Page | Locator, label: string | RegExp): Locator {
  if (label instanceof RegExp) return page.getByLabel(label);
  const literal = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return page.getByLabel(new RegExp(`^${literal}( \\*| \\(optional\\)| ?Forgotten\\?)?$`));
}

/** Fills the control with this label. */
export async function fill(page: Page | Locator, label: string | RegExp, value: string): Promise<void> {
  await control(page, label).fill(value);
}

/** Presses the button with this name. */
export async function press(page: Page | Locator, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** Waits for the word about what was just done. */
export async function expectDone(page: Page, text: string): Promise<void> {
  await expect(page.getByRole('status').getByText(text)).toBeVisible();
}

/** Waits for the page with this heading, complete and accessible. */
export async function arrive(page: Page, name: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  await settle(page);
  await expectAccessible(page);
}

/** Opens an address and waits until it can be used. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settle(page);
}

/** Does what must be refused with an explanation on an accessible page; 4xx answers are expected from here on. */
export async function refuse(page: Page, act: () => Promise<void>): Promise<void> {
  expectStatus(page, 400, 401, 403, 404, 409, 410, 413, 422, 429);
  await act();
  await settle(page);
  await expectAccessible(page);
}

/** Fills the form "Found an organization" and submits its first step. */
export async function applyByHand(page: Page, proposal: Proposal): Promise<void> {
  await open(page, '/orgs/new');
  await arrive(page, heading.found);
  await propose(page, proposal);
  await press(
    page,
    { personal: button.foundPersonal, community: button.submit, company: button.toBilling }[proposal.kind],
  );
}

/** Fills the fields of the form without submitting it. */
export async function propose(page: Page, proposal: Proposal): Promise<void> {
  const { name, displayName, description, link, purpose } = complete(proposal);
  await page.getByRole('radio', { name: new RegExp(`^${kind[proposal.kind]}`) }).check();
  await fill(page, field.name, name);
  await fill(page, field.displayName, displayName);
  await fill(page, field.description, description);
  await fill(page, field.link, link);
  if (proposal.kind === 'personal') return;
  await control(page, field.members).selectOption({ index: 1 });
  await fill(page, field.purpose, purpose);
}

/** The application with believable values where it has none. */
export function complete(proposal: Proposal): Required<Proposal> {
  return {
    displayName: `The ${proposal.name}`,
    description: 'Widgets for everyone, since 1952',
    link: 'https://acme.example',
    purpose: 'We maintain eleven packages for everyone who needs widgets, and want one identity.',
    ...proposal,
  };
}

/** Fills the page "Billing details" and submits the application. */
export async function bill(page: Page): Promise<void> {
  await arrive(page, heading.billing);
  await fill(page, field.legalName, 'Initech Inc.');
  await fill(page, field.billingEmail, 'billing@initech.example');
  await fill(page, field.address, '4120 Freidrich Lane\nAustin');
  await chooseOrFill(page, field.country, 'United States', 'US');
  await fill(page, field.taxId, '74-2853239');
  await fill(page, field.reference, 'PO-1999');
  await press(page, button.submit);
}

/** Opens an application of the queue by its organization's name. */
export async function review(page: Page, name: string): Promise<void> {
  await open(page, `/admin/applications?q=${encodeURIComponent(name)}`);
  await arrive(page, heading.queue);
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click();
  await expect(page).toHaveURL(/\/admin\/applications\/[\w-]{20,}/);
  await settle(page);
  await expectAccessible(page);
}

async function chooseOrFill(page: Page, label: string, choice: string, code: string): Promise<void> {
  const input = control(page, label);
  const isList = await input.evaluate((element) => element.tagName === 'SELECT');
  if (isList) await input.selectOption({ label: choice });
  else await input.fill(code);
}

/** Presses Tab until this has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let count = 0; count < 40; count++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}
