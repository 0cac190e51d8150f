import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectStatus, test } from '../fixtures';
import { found, joined, newcomer } from '../arranged';
import { followMail } from '../mail';
import { created, createByHand, openTab, part, transfer, words } from '../projects';
import { arrive, control, expectDone, fill, fresh, open, press, refuse, settle } from '../verbs';
import { field } from '../words';

test('a project is made in an organization, described, shown, renamed, locked, archived and deleted', async ({
  server,
  visitor,
}) => {
  const [ada, outsider] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'works', 'Works');
  await open(ada, `/orgs/${org}`);
  await ada.getByRole('link', { name: 'See projects' }).click();
  await arrive(ada, words.projects);
  await ada.getByRole('main').getByRole('link', { name: words.newProject }).click();
  await expect(control(ada, 'Owner')).toHaveValue(org);
  const name = fresh('gearbox');
  await createByHand(ada, 'python', name, 'Gears, ratios and the sound they make');
  await expectDone(ada, 'The project is there.');
  const path = new URL(ada.url()).pathname;

  // Strangers do not find it until it is public.
  expectStatus(outsider, 404);
  await outsider.goto(path);
  await arrive(outsider, /nothing here/i);
  await openTab(ada, 'Settings');
  await expectAccessible(ada);
  await part(ada, 'Visibility')
    .getByRole('radio', { name: /^Public/ })
    .check();
  await part(ada, 'Visibility').getByRole('button', { name: 'Save' }).click();
  await expectDone(ada, 'Changed who may see it.');
  await open(outsider, path);
  await arrive(outsider, name);
  await expect(outsider.getByRole('main')).toContainText('Gears, ratios and the sound they make');
  await open(outsider, `/@${org}`);
  await expect(outsider.getByRole('link', { name })).toBeVisible();

  // Its former name leads to it.
  const renamed = fresh('gears');
  const rename = part(ada, 'Rename');
  await refuse(ada, async () => {
    await fill(rename, words.newName, renamed);
    await fill(rename, `Type ${name} to confirm`, 'something else');
    await rename.getByRole('button', { name: 'Rename' }).click();
    await expect(ada.getByText('Type it exactly as it stands above.')).toBeVisible();
  });
  await expect(control(part(ada, 'Rename'), words.newName)).toHaveValue(renamed);
  await fill(part(ada, 'Rename'), `Type ${name} to confirm`, name);
  await part(ada, 'Rename').getByRole('button', { name: 'Rename' }).click();
  await expectDone(ada, 'Renamed.');
  await open(outsider, path);
  await arrive(outsider, renamed);
  await expect(outsider).toHaveURL(new RegExp(`/projects/python/${renamed}$`));

  await part(ada, 'Lock').getByRole('button', { name: 'Lock' }).click();
  await expectDone(ada, 'Locked.');
  await part(ada, 'Archive').getByRole('button', { name: 'Archive' }).click();
  await expectDone(ada, 'Archived.');
  await expect(part(ada, 'Rename')).toHaveCount(0);
  await part(ada, 'Restore').getByRole('button', { name: 'Restore' }).click();
  await expectDone(ada, 'Restored.');
  await part(ada, 'Unlock').getByRole('button', { name: 'Unlock' }).click();
  await expectDone(ada, 'Unlocked.');

  await openTab(ada, 'History');
  await expect(ada.getByRole('main')).toContainText(`renamed ${name} to ${renamed}`);
  await settle(ada);
  await openTab(ada, 'Settings');
  await fill(part(ada, 'Delete'), `Type ${renamed} to confirm`, renamed);
  await press(ada, 'Delete project');
  await expectDone(ada, 'The project is deleted.');
  await arrive(ada, words.projects);
});

test('a project is offered to somebody who accepts, declines, or never can', async ({ visitor }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const owner = await newcomer(ada, 'ada');
  const receiver = await newcomer(bob, 'bob');
  const name = fresh('engine');
  const path = await created(ada, owner.name, 'app', name);
  await transfer(ada, path, name, receiver.name, 'Offer');
  await expectDone(ada, 'It is offered.');
  await press(ada, words.takeBack);
  await expectDone(ada, 'The offer is taken back.');

  await transfer(ada, path, name, receiver.name, 'Offer');
  await expectDone(ada, 'It is offered.');
  await followMail(bob, receiver.email, 'offers you the app');
  await arrive(bob, name);
  await press(bob, words.decline);
  await expectDone(bob, 'Declined. Nothing changed.');

  await transfer(ada, path, name, receiver.name, 'Offer');
  await expectDone(ada, 'It is offered.');
  // Whoever gave it away sees nothing of it any more, on the page that is open either.
  expectStatus(ada, 404);
  // From the banner this time, which stands on every page.
  await open(bob, '/account');
  await bob.getByRole('button', { name: /^Accept: / }).click();
  await arrive(bob, name);
  await openTab(bob, 'Settings');
  await expect(part(bob, 'Delete')).toBeVisible();
  await ada.goto(path);
  await arrive(ada, /nothing here/i);
});

test('own projects are brought into an organization in one act', async ({ server, visitor, javaScriptEnabled }) => {
  const [ada, bob] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'bring', 'Bring');
  const member = await joined(ada, bob, org, 'bob', 'member');
  const names = [fresh('one'), fresh('two'), fresh('three')];
  for (const name of names) await created(bob, member.name, 'app', name);
  await open(bob, `/orgs/${org}/projects`);
  await bob.getByRole('link', { name: 'Bring in…' }).click();
  await arrive(bob, 'Bring your projects in');
  await control(bob, names[0]).check();
  await control(bob, names[1]).check();
  await press(bob, 'Choose the ticked');
  await arrive(bob, 'Bring 2 projects into Bring?');
  await press(bob, 'Bring 2 projects in');
  if (javaScriptEnabled) {
    await expect(bob.getByRole('heading', { level: 1, name: '2 projects came in' })).toBeVisible();
  } else {
    await expect(async () => {
      await bob.reload();
      await expect(bob.getByRole('heading', { level: 1, name: '2 projects came in' })).toBeVisible({ timeout: 500 });
    }).toPass();
  }
  await bob.getByRole('link', { name: 'See the projects' }).click();
  await arrive(bob, words.projects);
  await expect(bob.getByRole('row', { name: new RegExp(names[0]) })).toBeVisible();
  await expect(bob.getByRole('row', { name: new RegExp(names[2]) })).toHaveCount(0);
  await open(bob, '/projects');
  await arrive(bob, words.yours);
  await expect(bob.getByRole('row')).toHaveCount(2);
});

test('who may create projects is told to whoever may not', async ({ server, visitor }) => {
  const [ada, bea] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'rules', 'Rules');
  await joined(ada, bea, org, 'bea', 'billing');
  await open(bea, `/orgs/${org}/projects`);
  await expect(bea.getByRole('link', { name: words.newProject })).toHaveCount(0);
  await refuse(bea, async () => {
    await bea.goto(`/projects/new?owner=${org}`);
    await expect(bea.getByText('a Billing manager cannot')).toBeVisible();
  });
  await open(ada, `/orgs/${org}/settings`);
  await control(ada, 'Members may create projects').uncheck();
  await ada.getByRole('radio', { name: /^None/ }).check();
  await press(ada, 'Save settings');
  await expectDone(ada, 'The settings are saved.');
  await expect(control(ada, 'Members may create projects')).not.toBeChecked();
});

test('a name is looked up while it is typed @js', async ({ visitor }) => {
  const ada = await visitor();
  const owner = await newcomer(ada, 'ada');
  const name = fresh('taken');
  await created(ada, owner.name, 'app', name);
  await open(ada, '/projects/new');
  await fill(ada, field.name, name);
  await expect(ada.getByText('This name is taken. Choose another.')).toBeVisible();
  await fill(ada, field.name, `${name}-2`);
  await expect(ada.getByText(`${name}-2 is free`)).toBeVisible();
  await refuse(ada, async () => {
    await fill(ada, field.name, name);
    await press(ada, words.create);
    await expect(ada.getByText('This name is taken. Choose another.')).toBeVisible();
  });
  await expect(control(ada, field.name)).toHaveValue(name);
});

test('a project is found from every page by whoever may know of it', async ({ server, visitor }) => {
  const [ada, outsider] = [await visitor(), await visitor()];
  const { org } = await found(server, ada, 'seek', 'Seekers');
  const name = fresh('needle');
  const path = await created(ada, org, 'python', name);
  const seek = async (page: Page, text: string) => {
    await page.getByRole('searchbox', { name: 'Search', exact: true }).fill(text);
    await page.keyboard.press('Enter');
    await arrive(page, 'Search');
  };
  await open(ada, '/account');
  await seek(ada, name.slice(2));
  await expectAccessible(ada);
  await expect(ada.getByRole('link', { name })).toBeVisible();
  await open(outsider, `/@${org}`);
  await seek(outsider, name);
  await expect(outsider.getByRole('main')).toContainText('Nothing is called so');
  await seek(outsider, org);
  await outsider.getByRole('main').getByRole('link', { name: 'Seekers' }).click();
  await arrive(outsider, /^Seekers/);

  await open(ada, `${path}/settings`);
  await part(ada, 'Visibility')
    .getByRole('radio', { name: /^Public/ })
    .check();
  await part(ada, 'Visibility').getByRole('button', { name: 'Save' }).click();
  await expectDone(ada, 'Changed who may see it.');
  await seek(outsider, name.toUpperCase());
  await outsider.getByRole('link', { name }).click();
  await arrive(outsider, name);
});

test('several projects are ticked and changed in one act', async ({ server, visitor }) => {
  const ada = await visitor();
  const { org } = await found(server, ada, 'several', 'Several');
  const names = [fresh('one'), fresh('two'), fresh('three')];
  for (const name of names) await created(ada, org, 'app', name);
  const list = async () => {
    await open(ada, `/orgs/${org}/projects`);
    for (const name of names.slice(0, 2)) await control(ada, `Select ${name}`).check();
  };
  await list();
  await press(ada, 'Lock…');
  await arrive(ada, 'Lock 2 projects?');
  await expectAccessible(ada);
  await press(ada, 'Lock 2 projects');
  await expectDone(ada, 'Done. All of them are changed.');
  await list();
  await control(ada, `Select ${names[2]}`).check();
  await press(ada, 'Lock…');
  await arrive(ada, 'Lock 1 project?');
  await expect(part(ada, 'Stay as they are')).toContainText(names[0]);
  await press(ada, 'Lock 1 project');
  await expectDone(ada, 'Done. All of them are changed.');
  await list();
  await press(ada, 'Make public…');
  await press(ada, 'Make 2 projects public');
  await expectDone(ada, 'Done. All of them are changed.');

  await ada.locator('summary', { hasText: 'More filters' }).click();
  await ada.getByRole('link', { name: 'Public', exact: true }).click();
  await expect(ada.getByRole('link', { name: names[2] })).toHaveCount(0);
  await expect(ada.getByRole('link', { name: names[0] })).toBeVisible();
  await expectAccessible(ada);
  await ada.getByRole('link', { name: 'Visibility: Public' }).click();
  await expect(ada.getByRole('link', { name: names[2] })).toBeVisible();
});
