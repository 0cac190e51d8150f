import { expect, type Locator, type Page } from '@playwright/test';
import { send } from './forms';
import { arrive, control, fill, open, press } from './verbs';
import { field } from './words';

/** Words of the pages of projects and teams. */
export const words = {
  newProject: 'New project',
  create: 'Create project',
  projects: 'Projects',
  yours: 'Your projects',
  teams: 'Teams',
  newTeam: 'New team',
  createTeam: 'Create team',
  addMembers: 'Add members',
  addToTeam: 'Add to the team',
  give: 'Give right',
  right: 'Right',
  team: 'Team',
  check: 'Check',
  newName: 'New name',
  newOwner: 'New owner',
  seeChange: 'See what that changes',
  accept: 'Accept',
  decline: 'Decline',
  takeBack: 'Take back the offer',
  askJoin: 'Ask to be let in',
} as const;

/** Kinds of projects, as the form calls them. */
export const projectKind = {
  app: 'App',
  python: 'Python',
  nuget: 'NuGet',
  infrastructure: 'Infrastructure',
} as const;

/** Makes a project by hand, from the page one is led to; ends on its page. */
export async function createByHand(
  page: Page,
  kind: keyof typeof projectKind,
  name: string,
  description: string,
): Promise<void> {
  await arrive(page, words.newProject);
  await page.getByRole('radio', { name: new RegExp(`^${projectKind[kind]}`) }).check();
  await fill(page, field.name, name);
  await fill(page, field.description, description);
  await press(page, words.create);
  await arrive(page, name);
}

/** Makes a project by plain HTTP; returns its path. */
export async function created(
  page: Page,
  owner: string,
  kind: keyof typeof projectKind,
  name: string,
): Promise<string> {
  const fields = { owner, kind, name, visibility: 'internal' };
  return send(page.request, `/projects/new?owner=${owner}`, 'create_project', fields);
}

/** Opens one of the tabs of a project. */
export async function openTab(page: Page, tab: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: tab, exact: true }).first().click();
}

/** The section of a page under this heading. */
export function part(page: Page, title: string): Locator {
  return page
    .locator('section.section')
    .filter({ has: page.getByRole('heading', { level: 2, name: title, exact: true }) });
}

/** Gives somebody a right on the page Access. */
export async function give(page: Page, project: string, who: string, right: string): Promise<void> {
  await open(page, `${project}/access`);
  const form = part(page, 'Add a person');
  await fill(form, field.who, who);
  await control(form, words.right).selectOption({ label: right });
  await form.getByRole('button', { name: words.give, exact: true }).click();
}

/** What the page Access answers about somebody. */
export async function expectAnswer(page: Page, project: string, who: string, answer: string): Promise<void> {
  await open(page, `${project}/access`);
  await page.getByLabel('What can').fill(who);
  await page.getByRole('button', { name: words.check, exact: true }).click();
  await expect(page.locator('.ask .answer')).toContainText(answer);
}

/** Offers a project to another owner, or moves it there. */
export async function transfer(page: Page, project: string, name: string, to: string, act: string): Promise<void> {
  await open(page, `${project}/settings`);
  await page.getByRole('link', { name: 'Transfer…' }).click();
  await fill(page, words.newOwner, to);
  await press(page, words.seeChange);
  await arrive(page, `Transfer ${name} to ${to}`);
  await fill(page, `Type ${name} to confirm`, name);
  await press(page, `${act} ${name} to ${to}`);
}
