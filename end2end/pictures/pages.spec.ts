import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { ownEnvironment, program, Server } from '../server';
import { fill, open, press, settle } from '../verbs';
import { watch } from '../watch';
import { button, field } from '../words';
import { shootInvitation, shootOthers, shootPeople } from './people';
import { shootProjects } from './projects';

const folder = join(__dirname, '..', 'screens');
const missing = '00000000-0000-7000-8000-000000000000';

test('every page', async ({ browser, viewport, colorScheme }, info) => {
  mkdirSync(folder, { recursive: true });
  let printed = '';
  const server = await Server.start('sqlite', (store) => {
    printed = execFileSync(program, ['demo', ...store], { encoding: 'utf8', env: ownEnvironment() });
  });
  const newPage = async () => {
    const page = await (await browser.newContext({ baseURL: server.url, viewport, colorScheme })).newPage();
    watch(page);
    return page;
  };
  const tooWide: string[] = [];

  async function shoot(page: Page, name: string): Promise<void> {
    await settle(page);
    await page.screenshot({ path: join(folder, `${name}-${info.project.name}.png`), fullPage: true });
    if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
      tooWide.push(name);
  }

  async function shootAll(page: Page, paths: Record<string, string>): Promise<void> {
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(path);
      await shoot(page, name);
    }
  }

  try {
    const out = await newPage();
    await shootAll(out, {
      'signin': '/signin',
      'signup': '/signup',
      'signup-sent': '/signup/sent',
      'forgotten': '/forgotten',
      'forgotten-sent': '/forgotten/sent',
      'verify-stale': '/verify?token=stale',
      'reset-stale': '/reset?token=stale',
      'public-org': '/@acme-widgets',
      'public-user': '/@ada',
      'not-found': '/no/such/page',
      'dev-mail': '/dev/mail',
      'dev-components': '/dev/components',
    });
    await open(out, '/signup');
    await fill(out, field.password, 'short');
    await press(out, button.signUp);
    await shoot(out, 'signup-errors');
    await open(out, '/dev/mail');
    await out.getByRole('main').getByRole('link', { name: /./ }).nth(1).click();
    await shoot(out, 'dev-mail-one');

    const ada = await signedIn(await newPage(), 'ada');
    await shootAll(ada, {
      'orgs': '/orgs',
      'orgs-new': '/orgs/new',
      'org': '/orgs/acme-widgets',
      'org-log': '/orgs/acme-widgets/log',
      'account': '/account',
      'account-password': '/account/password',
      'account-email': '/account/email',
      'account-sessions': '/account/sessions',
      'account-log': '/account/log',
      'notices': '/notices',
      'application-missing': `/applications/${missing}`,
      'forbidden': '/admin/applications',
    });
    await open(ada, '/orgs/new');
    await press(ada, button.submit);
    await shoot(ada, 'orgs-new-errors');
    await open(ada, '/orgs');
    const application = ada.getByRole('main').locator('a[href^="/applications/"]').first();
    if (await application.count()) {
      const path = await application.getAttribute('href');
      await shootAll(ada, {
        'application': `${path}`,
        'application-edit': `${path}/edit`,
        'application-billing': `${path}/billing`,
      });
    }

    const camera = { shoot, shootAll };
    await shootPeople(camera, ada);
    await shootProjects(camera, ada, await signedIn(await newPage(), 'ez'));
    const [grace, manager, samir] = [
      await signedIn(await newPage(), 'grace'),
      await signedIn(await newPage(), 'kjohnson'),
      await signedIn(await newPage(), 'samir'),
    ];
    await shootOthers(camera, [ada, grace, manager, samir]);
    await shootInvitation(camera, out);

    const warden = await signedIn(await newPage(), 'warden');
    await shootAll(warden, {
      'admin-applications': '/admin/applications',
      'admin-applications-none': '/admin/applications?q=nothing-like-this',
      'admin-mail': '/admin/mail',
      'admin-settings': '/admin/settings',
    });
    for (const [list, name] of [
      ['/admin/applications', 'admin-application'],
      ['/admin/mail', 'admin-mail-one'],
    ] as const) {
      await open(warden, list);
      const first = warden.getByRole('main').locator(`a[href^="${list}/"]`).first();
      if (await first.count()) await shootAll(warden, { [name]: `${await first.getAttribute('href')}` });
    }
  } finally {
    await server.stop();
  }
  expect(tooWide, 'pages that scroll sideways').toEqual([]);

  async function signedIn(page: Page, user: string): Promise<Page> {
    const password = printed.match(new RegExp(`^\\s*${user}\\s+(.+?)(?:\\s{2,}.*)?$`, 'm'))?.[1];
    if (!password) throw new Error(`the demo printed no password of ${user}:\n${printed}`);
    await open(page, '/signin');
    await fill(page, field.login, user);
    await fill(page, field.password, password);
    await press(page, button.signIn);
    await page.waitForURL(/\/(orgs|admin)/);
    return page;
  }
});
