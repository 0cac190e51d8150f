import type { Page } from '@playwright/test';
import { open, press } from '../verbs';
import { openTab, part, words } from '../projects';
import type { Camera } from './people';

const LIST = '/orgs/acme-widgets/projects';
const PROJECT = '/projects/python/gears';

/** What an organization owns, who may touch it, and what is found of it. */
export async function shootProjects({ shoot, shootAll }: Camera, owner: Page, member: Page): Promise<void> {
  await shootAll(owner, {
    'projects': LIST,
    'projects-none': `${LIST}?q=nothing-like-this`,
    'projects-narrowed': `${LIST}?visibility=internal&given=yes`,
    'projects-selected': `${LIST}/selected?act=lock&project=python/gears&project=app/loom`,
    'projects-selected-team': `${LIST}/selected?act=team&project=python/gears`,
    'projects-selected-none': `${LIST}/selected?act=lock`,
    'projects-bring': `${LIST}/bring`,
    'projects-own': '/projects',
    'projects-shared': '/projects?show=shared',
    'project': PROJECT,
    'project-access': `${PROJECT}/access?who=barbara`,
    'project-history': `${PROJECT}/history`,
    'project-settings': `${PROJECT}/settings`,
    'project-transfer': `${PROJECT}/transfer?to=nobody-of-this-name`,
    'project-transfer-org': `${PROJECT}/transfer?to=margaret`,
    'project-missing': '/projects/python/no-such-thing',
    'teams': '/orgs/acme-widgets/teams',
    'team': '/orgs/acme-widgets/teams/-release-crew',
    'team-new': '/orgs/acme-widgets/teams/new',
    'org-settings': '/orgs/acme-widgets/settings',
    'people-roles': '/orgs/acme-widgets/people/roles',
    'people-collaborators': '/orgs/acme-widgets/people/collaborators',
    'person-reach': '/orgs/acme-widgets/people/@ez',
    'search': '/search?q=gear',
    'search-people': '/search?q=ad',
    'search-none': '/search?q=nothing-like-this',
    'search-empty': '/search',
  });
  await open(owner, LIST);
  for (const box of await owner
    .locator('input[name=project]')
    .all()
    .then((all) => all.slice(0, 2)))
    await box.check();
  await owner.locator('summary', { hasText: 'More filters' }).click();
  await shoot(owner, 'projects-ticked');

  await open(owner, '/projects/new?owner=acme-widgets');
  await owner.getByRole('radio', { name: /^Python/ }).check();
  await press(owner, words.create);
  await shoot(owner, 'project-new-errors');
  await open(owner, `${PROJECT}/settings`);
  await part(owner, 'Rename').getByRole('button', { name: 'Rename' }).click();
  await shoot(owner, 'project-settings-errors');
  await openTab(owner, 'Access');
  await press(owner, words.give);
  await shoot(owner, 'project-access-errors');

  await shootAll(member, {
    'projects-member': LIST,
    'project-member': PROJECT,
    'project-locked-member': '/projects/app/loom',
  });
}
