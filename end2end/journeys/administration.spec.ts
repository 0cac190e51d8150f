import { execFileSync } from 'node:child_process';
import { expect, expectAccessible, test } from '../fixtures';
import { expectQuiet, watch } from '../watch';
import { ownEnvironment, program, Server } from '../server';
import { enter, enterAsAdmin, newcomer } from '../arranged';
import { followMail, readMail } from '../mail';
import { applyByHand, arrive, control, expectDone, fill, fresh, open, press, refuse, settle } from '../verbs';
import { button, field, heading, problem, subject } from '../words';

test('a site without approvals founds a community at once', async ({ server, visitor }) => {
  const [warden, ada] = [await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  const applicant = await newcomer(ada, 'ada');

  await choose(warden, 'none');
  const name = fresh('at-once');
  await applyByHand(ada, { kind: 'community', name, displayName: 'At once' });
  await arrive(ada, 'At once');
  await expect(ada).toHaveURL(new RegExp(`/orgs/${name}`));
  await followMail(ada, applicant.email, subject.ready);
  await arrive(ada, 'At once');

  await choose(warden, 'all');
  await open(warden, '/admin/settings');
  await fill(warden, field.openApplications, 'many');
  await refuse(warden, async () => {
    await press(warden, button.save);
    await expect(warden.getByText(/Write a whole number/).first()).toBeVisible();
  });
  await expect(control(warden, field.openApplications)).toHaveValue('many');
});

async function choose(page: import('@playwright/test').Page, approvals: string): Promise<void> {
  await open(page, '/admin/settings');
  await arrive(page, heading.settings);
  await control(page, field.approvals).selectOption(approvals);
  await press(page, button.save);
  await expectDone(page, 'The site settings are saved.');
  await settle(page);
}

test('a mail that was given up is found, explained and sent again', async ({
  browser,
  database,
  javaScriptEnabled,
}) => {
  const server = await Server.start(database, (store) => {
    execFileSync(program, ['demo', '--people', '0', ...store], { env: ownEnvironment(), stdio: 'pipe' });
  });
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled });
  const page = await context.newPage();
  watch(page, !javaScriptEnabled);
  try {
    await enter(page, { name: 'warden', password: 'plenty of brass wheels' });
    await open(page, '/admin/mail');
    await arrive(page, heading.mail);
    await page.getByRole('link', { name: 'See why and send again' }).click();
    await expect(page).toHaveURL(/state=failed/);
    await expect(page.getByRole('main')).toContainText('Recipient address rejected');
    await settle(page);
    await expectAccessible(page);

    const mail = page.getByRole('main').getByRole('row').nth(1).getByRole('link');
    const about = await mail.innerText();
    await mail.click();
    await arrive(page, new RegExp(`^${about}`));
    await expect(page.getByRole('main')).toContainText('Given up.');
    await press(page, button.sendAgain);
    await expectDone(page, 'The mail is in the outbox again.');
    await expect(page.getByRole('main')).not.toContainText('Given up.');
    await settle(page);
    await open(page, '/admin/mail?state=failed');
    await expect(page.getByRole('main')).toContainText('No mail was given up.');
    await expectAccessible(page);
    expectQuiet(page);
  } finally {
    await context.close();
    await server.stop();
  }
});

test('a second site admin is made, and removed', async ({ server, visitor }) => {
  const [warden, page] = [await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  const ada = await newcomer(page, 'ada');
  await open(warden, '/admin/applications');
  await warden.getByRole('link', { name: heading.admins }).click();
  await arrive(warden, heading.admins);
  await fill(warden, field.username, 'nobody-at-all');
  await refuse(warden, async () => {
    await press(warden, button.makeAdmin);
    await expect(warden.getByText(problem.noSuchUser)).toBeVisible();
  });
  await expect(control(warden, field.username)).toHaveValue('nobody-at-all');
  await fill(warden, field.username, ada.name);
  await press(warden, button.makeAdmin);
  await expectDone(warden, 'Done. The new site admin and the others get a mail.');
  await expect(warden.getByRole('row', { name: new RegExp(ada.email) })).toBeVisible();

  await readMail(page, ada.email, subject.siteAdmin);
  await open(page, '/admin');
  await arrive(page, heading.queue);

  await warden.getByRole('link', { name: `Remove ${ada.name} from the site admins` }).click();
  await arrive(warden, `Remove ${ada.name} from the site admins?`);
  await press(warden, button.removeAdmin);
  await expectDone(warden, 'Removed from the site admins. Everybody concerned gets a mail.');
  await expect(warden.getByRole('row', { name: new RegExp(ada.email) })).toBeHidden();
  await readMail(page, ada.email, subject.noSiteAdmin);
  await refuse(page, async () => {
    await open(page, '/admin');
    await expect(page.getByRole('heading', { level: 1, name: heading.queue })).toBeHidden();
  });
});

test('a name is blocked, looked for and released', async ({ server, visitor }) => {
  const [warden, ada] = [await visitor(), await visitor()];
  await enterAsAdmin(warden, server);
  await newcomer(ada, 'ada');
  const name = fresh('trade-mark');
  await open(warden, '/admin/applications');
  await warden.getByRole('link', { name: heading.names, exact: true }).click();
  await arrive(warden, heading.names);
  await fill(warden, field.name, 'trade mark');
  await fill(warden, field.reason, 'Their lawyers wrote.');
  await refuse(warden, async () => {
    await press(warden, button.blockName);
    await expect(warden.getByText(problem.nameCharacters)).toBeVisible();
  });
  await expect(control(warden, field.reason)).toHaveValue('Their lawyers wrote.');
  await fill(warden, field.name, name);
  await press(warden, button.blockName);
  await expectDone(warden, 'The name is blocked.');
  await expect(warden.getByRole('row', { name: new RegExp(name) })).toContainText('Their lawyers wrote.');

  await refuse(ada, async () => {
    await applyByHand(ada, { kind: 'personal', name });
    await expect(ada.getByText(problem.nameTaken).first()).toBeVisible();
  });

  await warden.getByRole('main').getByRole('searchbox').fill(name.toUpperCase());
  await warden.getByRole('main').getByRole('searchbox').press('Enter');
  await expect(warden).toHaveURL(/q=/);
  await warden.getByRole('link', { name: `Release ${name}` }).click();
  await arrive(warden, `Release the name ${name}?`);
  await press(warden, button.releaseName);
  await expectDone(warden, 'The name is released. Anybody can have it.');
  await applyByHand(ada, { kind: 'personal', name });
  await arrive(ada, `The ${name}`);
});

test('a password given long ago is asked for again, and what was typed stays', async ({ server, visitor }) => {
  const page = await visitor();
  const warden = await enterAsAdmin(page, server);
  const hourAgo = () => server.sql('update sessions set confirmed_at = confirmed_at - 3600000');
  await open(page, '/admin/settings');
  hourAgo();
  await fill(page, field.communitySeats, '77');
  await refuse(page, async () => {
    await press(page, button.save);
    await expect(page.getByText(problem.passwordAgain)).toBeVisible();
  });
  await expect(control(page, field.communitySeats)).toHaveValue('77');
  await fill(page, field.yourPassword, 'not the password');
  await refuse(page, async () => {
    await press(page, button.save);
    await expect(page.getByText(problem.passwordWrong)).toBeVisible();
  });
  await fill(page, field.yourPassword, warden.password);
  await press(page, button.save);
  await expectDone(page, 'The site settings are saved.');

  // A page that knows it from the beginning asks at once.
  hourAgo();
  await open(page, '/admin/admins');
  await arrive(page, heading.admins);
  await fill(page, field.username, 'nobody-at-all');
  await fill(page, field.yourPassword, warden.password);
  await refuse(page, async () => {
    await press(page, button.makeAdmin);
    await expect(page.getByText(problem.noSuchUser)).toBeVisible();
  });
});
