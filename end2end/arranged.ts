/**
 * What a journey begins with but is not about: by plain HTTP, in the name of the browser whose page is given. None of
 * these opens a page. The journey that is about such an act does it by hand, by entrance.ts, verbs.ts and people.ts.
 */
import { request, type APIRequestContext, type Page } from '@playwright/test';
import { send } from './forms';
import { mailLink } from './mail';
import type { Server } from './server';
import { complete, fresh, stranger, type Person, type Proposal } from './verbs';
import { subject, type Role } from './words';

/** Somebody new who has signed up, followed the mail and is signed in. */
export async function newcomer(page: Page, stem: string): Promise<Person> {
  const person = await unconfirmed(page, stem);
  const link = await mailLink(page, person.email, subject.confirmSignUp);
  await send(page.request, link, 'confirm_sign_up', {});
  return person;
}

/** Somebody new who has signed up and not yet followed the mail. */
export async function unconfirmed(page: Page, stem: string): Promise<Person> {
  const person = stranger(stem);
  const { name, email, password } = person;
  await send(page.request, '/signup', 'sign_up', { name, email, password });
  return person;
}

/** Signs in. */
export async function enter(page: Page, { name, password }: Pick<Person, 'name' | 'password'>): Promise<void> {
  await send(page.request, '/signin', 'sign_in', { login: name, password });
}

/** The site admin of a worker's server and the admin's own browser, which nobody sees. */
interface Office {
  admin: Person;
  browser: APIRequestContext;
}

const offices = new WeakMap<Server, Office>();

/** The first use of a server is the setup link. */
async function office(server: Server): Promise<Office> {
  const known = offices.get(server);
  if (known) return known;
  const admin = stranger('warden');
  const { name, email, password } = admin;
  const browser = await request.newContext({ baseURL: server.url });
  await send(browser, server.setupLink(), 'set_up', { name, email, password });
  const made = { admin, browser };
  offices.set(server, made);
  return made;
}

/** Signs the site admin in. */
export async function enterAsAdmin(page: Page, server: Server): Promise<Person> {
  const { admin } = await office(server);
  await enter(page, admin);
  return admin;
}

/** Asks for an organization; returns the path of the application or, when it is there at once, of the organization. */
export async function applied(page: Page, proposal: Proposal): Promise<string> {
  const { kind, name, displayName, description, link, purpose } = complete(proposal);
  const fields = { kind, name, display_name: displayName, description, link, members: '6-25', purpose };
  return send(page.request, '/orgs/new', 'submit_application', fields);
}

/** Approves the application at this path. */
export async function approved(server: Server, application: string): Promise<void> {
  const { browser } = await office(server);
  await send(browser, `/admin${application}`, 'decide_application', { decision: 'approve' });
}

/** An organization of a new Owner, who is signed in on `page`. */
export async function found(
  server: Server,
  page: Page,
  stem: string,
  displayName: string,
): Promise<{ owner: Person; org: string }> {
  const owner = await newcomer(page, 'ada');
  const org = fresh(stem);
  await approved(server, await applied(page, { kind: 'community', name: org, displayName }));
  return { owner, org };
}

/** Invites all of a list, in the name of an Owner. */
export async function invited(owner: Page, org: string, people: string, as: Role, message = ''): Promise<void> {
  await send(owner.request, `/orgs/${org}/people/invite`, 'invite_people', { people, role: as, message });
}

/** Somebody new who was invited and has accepted. */
export async function joined(owner: Page, page: Page, org: string, stem: string, as: Role): Promise<Person> {
  const person = await newcomer(page, stem);
  await invited(owner, org, person.name, as);
  await accepted(page);
  return person;
}

/** Accepts the invitation that waits. */
export async function accepted(page: Page): Promise<void> {
  await send(page.request, '/orgs', 'accept_invitation', {});
}

/** What somebody's profile tells. */
export async function profile(page: Page, displayName: string, description = '', link = ''): Promise<void> {
  await send(page.request, '/account', 'change_profile', { display_name: displayName, description, link });
}
