import { expect, test } from '../fixtures';
import { newcomer } from '../arranged';
import { arrive, fill, open } from '../verbs';
import { expectConsole, expectStatus } from '../watch';
import { field, heading } from '../words';

/** The file of the pages that few visits open. */
const DESK = '**/split_desk*';

test('a page that was open during an update of the server goes on @js', async ({ server, page }) => {
  await newcomer(page, 'ada');
  await open(page, '/orgs');
  expectStatus(page, 404);
  expectConsole(page, /WebAssembly/);
  // What another build named so is not there any more.
  await page.route(DESK, (route) => route.fulfill({ status: 404 }), { times: 1 });
  const found = page.getByRole('main').getByRole('link', { name: 'Found an organization' }).first();
  await found.evaluate((link: HTMLAnchorElement) => (link.href += '?from=orgs#name'));
  await found.click();
  await arrive(page, heading.found);
  await expect(page).toHaveURL(`${server.url}/orgs/new?from=orgs#name`);
  await fill(page, field.name, 'x');
  await page.keyboard.press('Tab');
  await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
});

test('a page whose program is not to be had works as without script @js', async ({ page }) => {
  await newcomer(page, 'ada');
  expectStatus(page, 404, 422);
  expectConsole(page, /WebAssembly/);
  await page.route(DESK, (route) => route.fulfill({ status: 404 }));
  await page.goto('/account');
  await fill(page, field.displayName, '');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.locator('[aria-invalid=true]')).toHaveCount(1);
});
