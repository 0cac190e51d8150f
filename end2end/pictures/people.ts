import type { Page } from '@playwright/test';
import { memberRow, openPeople } from '../people';
import { followMail } from '../mail';
import { fill, open, press, settle } from '../verbs';
import { button, field, subject } from '../words';

/** What takes the pictures. */
export interface Camera {
  shoot(page: Page, name: string): Promise<void>;
  /** Pictures of addresses, by name. */
  shootAll(page: Page, paths: Record<string, string>): Promise<void>;
}

const acme = '/orgs/acme-widgets';

/** The people of acme-widgets as its primary owner sees them. */
export async function shootPeople({ shoot, shootAll }: Camera, ada: Page): Promise<void> {
  await shootAll(ada, {
    'people': `${acme}/people`,
    'people-owners': `${acme}/people?role=owner`,
    'people-none': `${acme}/people?q=nobody-like-this`,
    'people-pending': `${acme}/people?show=pending`,
    'people-hundred': '/orgs/hundred/people',
    'people-invite': `${acme}/people/invite`,
    'people-roles': `${acme}/people/roles`,
    'people-selected-none': `${acme}/people/selected`,
    'people-hand-over': `${acme}/people/hand-over`,
    'people-leave-primary': `${acme}/people/leave`,
    'person': `${acme}/people/@kjohnson`,
    'person-owner': `${acme}/people/@grace`,
    'person-self': `${acme}/people/@ada`,
    'person-missing': `${acme}/people/@nobody`,
  });
  await open(ada, `${acme}/people/invite`);
  await press(ada, button.invite);
  await shoot(ada, 'people-invite-errors');
  await fill(ada, field.who, 'Mary Shelley <mary@example.com>\nGRACE\nsamir\nnobody-like-this\nnot valid at all!');
  await press(ada, button.invite);
  await shoot(ada, 'people-invited');
  await openPeople(ada, 'acme-widgets');
  for (const name of ['ez', 'margaret']) await memberRow(ada, name).getByRole('checkbox').check();
  await shoot(ada, 'people-ticked');
  await press(ada, 'Change role');
  await shoot(ada, 'people-selected-role');
  await openPeople(ada, 'acme-widgets');
  for (const name of ['ez', 'margaret']) await memberRow(ada, name).getByRole('checkbox').check();
  await press(ada, 'Remove');
  await settle(ada);
  await shoot(ada, 'people-selected-remove');
  await press(ada, 'Remove these 2');
  await shoot(ada, 'people-selected-remove-errors');
}

/** What others see: a Manager, whoever is offered primary ownership, whoever is invited. */
export async function shootOthers(
  { shoot, shootAll }: Camera,
  [ada, grace, manager, samir]: [Page, Page, Page, Page],
): Promise<void> {
  await shootAll(manager, {
    'people-as-manager': `${acme}/people`,
    'person-as-manager': `${acme}/people/@ez`,
    'people-invite-as-manager': `${acme}/people/invite`,
    'people-leave': `${acme}/people/leave`,
  });
  await open(manager, `${acme}/people/leave`);
  await press(manager, 'Leave organization');
  await shoot(manager, 'people-leave-errors');
  await open(ada, `${acme}/people/@grace`);
  await press(ada, 'Offer primary ownership to Grace Hopper (@grace)');
  await shoot(ada, 'people-hand-over-asked');
  await shootAll(grace, { 'org-offered': acme, 'people-hand-over-offered': `${acme}/people/hand-over` });

  await shootAll(samir, { 'orgs-invited': '/orgs', 'account-invited': '/account', 'notices-invited': '/notices' });
  await open(samir, '/orgs');
  await samir.locator('.banner').getByRole('link', { name: 'Acme Widgets' }).click();
  await shoot(samir, 'invitation');
  await samir.locator('summary', { hasText: 'Decline…' }).click();
  await shoot(samir, 'invitation-declining');
}

/** What the link in the mail of somebody without an account leads to, from outside. */
export async function shootInvitation({ shoot, shootAll }: Camera, out: Page): Promise<void> {
  await shootAll(out, { 'invitation-stale': '/invitation?token=stale' });
  await followMail(out, 'mary@example.com', subject.invited);
  await shoot(out, 'invitation-join');
  await press(out, button.joinSite);
  await shoot(out, 'invitation-join-errors');
}
