import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What went wrong on a page, and which HTTP statuses its journey provokes on purpose. */
interface Watched {
  problems: string[];
  expected: Set<number>;
  scriptsOff: boolean;
}

const watched = new WeakMap<Page, Watched>();

/** Records every console message, page error, failed request and unexpected HTTP error of the page. */
export function watch(page: Page, scriptsOff = false): void {
  const problems: string[] = [];
  const expected = new Set<number>();
  watched.set(page, { problems, expected, scriptsOff });
  page.on('console', (message) => {
    // Chromium itself reports every 4xx and 5xx; those are judged by status below.
    if (message.text().startsWith('Failed to load resource: the server responded with a status of')) return;
    problems.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Leaving a page ends what it was still loading.
    if (reason !== 'net::ERR_ABORTED') problems.push(`request failed: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    const status = response.status();
    if (status >= 400 && !expected.has(status)) problems.push(`HTTP ${status}: ${response.request().method()} ${response.url()}`);
  });
}

/** From here on these statuses are part of the journey. */
export function expectStatus(page: Page, ...statuses: number[]): void {
  for (const status of statuses) watched.get(page)?.expected.add(status);
}

/** Fails when something went wrong since the page was opened. */
export function expectQuiet(page: Page): void {
  expect(watched.get(page)?.problems ?? [], 'console messages, page errors and failed requests').toEqual([]);
}

/** Fails when axe finds anything. */
export async function expectAccessible(page: Page): Promise<void> {
  const seen = watched.get(page)?.scriptsOff ? await replica(page) : page;
  const { violations } = await new AxeBuilder({ page: seen }).setLegacyMode(true).analyze();
  if (seen !== page) await seen.context().close();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.html).join('\n    ')}`);
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

/** axe is itself a script: a page without scripts is shown to it as a copy, at the same address, with the same styles. */
async function replica(page: Page): Promise<Page> {
  const address = page.url();
  const body = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/g, '');
  const browser = page.context().browser();
  if (!browser) throw new Error('a page without a browser');
  const context = await browser.newContext({ viewport: page.viewportSize(), javaScriptEnabled: true });
  const copy = await context.newPage();
  await copy.route(address, (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
  await copy.goto(address);
  return copy;
}
