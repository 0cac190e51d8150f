import axe from 'axe-core';
import { expect, type Browser, type Page, type Request } from '@playwright/test';

/** What went wrong on a page, and which HTTP statuses its journey provokes on purpose. */
interface Watched {
  problems: string[];
  expected: Set<number>;
  /** Console messages that the journey provokes on purpose. */
  said: RegExp[];
  scriptsOff: boolean;
  /** Requests under way. */
  loading: Set<Request>;
  /** When the last of them ended. */
  quietSince: number;
}

const watched = new WeakMap<Page, Watched>();

/** Records every console message, page error, failed request and unexpected HTTP error of the page. */
export function watch(page: Page, scriptsOff = false): void {
  const expected = new Set<number>();
  const state: Watched = { problems: [], expected, said: [], scriptsOff, loading: new Set(), quietSince: Date.now() };
  watched.set(page, state);
  const ended = (request: Request) => {
    state.loading.delete(request);
    state.quietSince = Date.now();
  };
  // A page that listens for changes has one request that never ends.
  page.on('request', (request) => {
    if (request.resourceType() !== 'eventsource') state.loading.add(request);
  });
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  page.on('console', (message) => {
    // Chromium itself reports every 4xx and 5xx; those are judged by status below.
    if (message.text().startsWith('Failed to load resource: the server responded with a status of')) return;
    if (state.said.some((expected) => expected.test(message.text()))) return;
    state.problems.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => state.problems.push(`page error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // Leaving a page ends what it was still loading.
    if (reason !== 'net::ERR_ABORTED') state.problems.push(`request failed: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    const status = response.status();
    if (status >= 400 && !expected.has(status))
      state.problems.push(`HTTP ${status}: ${response.request().method()} ${response.url()}`);
  });
}

/** One more tab of the same browser, watched like the first. */
export async function anotherTab(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  const first = watched.get(page);
  watch(tab, first?.scriptsOff);
  const second = watched.get(tab);
  if (first && second) second.problems = first.problems;
  return tab;
}

/** Nothing on its way for so long means that an act and what it brings have arrived. */
const QUIET = 80;

/** Waits until the page is loaded, its script runs, and nothing is on its way. */
export async function settle(page: Page): Promise<void> {
  const state = watched.get(page);
  if (!state) return page.waitForLoadState('networkidle');
  await expect(async () => {
    await page.waitForLoadState('load');
    if (!state.scriptsOff)
      await page.waitForFunction(
        () => !location.protocol.startsWith('http') || performance.getEntriesByName('live').length > 0,
      );
    expect([...state.loading].map((request) => request.url())).toEqual([]);
    expect(Date.now() - state.quietSince).toBeGreaterThan(QUIET);
  }).toPass({ intervals: [20, 40], timeout: 15_000 });
}

/** From here on these statuses are part of the journey. */
export function expectStatus(page: Page, ...statuses: number[]): void {
  for (const status of statuses) watched.get(page)?.expected.add(status);
}

/** From here on such console messages are part of the journey. */
export function expectConsole(page: Page, message: RegExp): void {
  watched.get(page)?.said.push(message);
}

/** Fails when something went wrong since the page was opened. */
export function expectQuiet(page: Page): void {
  expect(watched.get(page)?.problems ?? [], 'console messages, page errors and failed requests').toEqual([]);
}

/** Documents that axe has seen in this worker, without what differs from person to person. */
const checked = new Set<string>();

/** Fails when axe finds anything. What differs only in names and ids from a document it has seen is not shown again. */
export async function expectAccessible(page: Page): Promise<void> {
  const shape = `${page.viewportSize()?.width} ${shapeOf(await page.content())}`;
  if (checked.has(shape)) return;
  const seen = watched.get(page)?.scriptsOff ? await replica(page) : page;
  await seen.evaluate(axe.source);
  const violations = await seen.evaluate(faults);
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.html).join('\n    ')}`,
  );
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
  checked.add(shape);
}

/** What axe finds on the page it is in. It cannot look into the one frame, which shows a mail without scripts. */
async function faults(): Promise<axe.Result[]> {
  const here = (window as unknown as { axe: typeof axe }).axe;
  return (await here.run(document, { iframes: false, resultTypes: ['violations'] })).violations;
}

function shapeOf(html: string): string {
  return html
    .replace(/<script\b[\s\S]*?<\/script>/g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/ nonce="[^"]*"/g, '')
    .replace(/-\d+-\d+/g, '')
    .replace(/[\w-]{32,}/g, '')
    .replace(/ datetime="[^"]*"/g, '');
}

/** The page on which axe sees copies, one for each browser. */
const replicas = new WeakMap<Browser, Page>();

/** axe is itself a script: a page without scripts is shown to it as a copy at the same address, in the same styles. */
async function replica(page: Page): Promise<Page> {
  const address = page.url().replace(/#.*/, '');
  const body = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/g, '');
  const browser = page.context().browser();
  if (!browser) throw new Error('a page without a browser');
  const copy = replicas.get(browser) ?? (await (await browser.newContext({ javaScriptEnabled: true })).newPage());
  replicas.set(browser, copy);
  const size = page.viewportSize();
  if (size) await copy.setViewportSize(size);
  await copy.unrouteAll();
  await copy.route(address, (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
  await copy.goto(address);
  return copy;
}
