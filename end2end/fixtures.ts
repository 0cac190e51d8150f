import { test as base, type Page } from '@playwright/test';
import { Server, type Database } from './server';
import { expectQuiet, watch } from './watch';

/** Options of a project in playwright.config.ts. */
export interface FixtureOptions {
  database: Database;
}

interface Fixtures {
  /** Opens a browser of its own for one more person, watched like `page`. */
  visitor: () => Promise<Page>;
}

interface WorkerFixtures {
  database: Database;
  /** The server that the worker's tests share. Names of people and organizations must be their own. */
  server: Server;
}

let visitors = 0;

export const test = base.extend<Fixtures, WorkerFixtures>({
  database: ['sqlite', { option: true, scope: 'worker' }],

  server: [
    async ({ database }, use) => {
      const server = await Server.start(database);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  visitor: async ({ browser, server, contextOptions, javaScriptEnabled, locale, timezoneId, viewport }, use, info) => {
    const pages: Page[] = [];
    await use(async () => {
      visitors += 1;
      const address = `10.${info.workerIndex % 256}.${Math.floor(visitors / 250)}.${(visitors % 250) + 1}`;
      const context = await browser.newContext({
        ...contextOptions,
        baseURL: server.url,
        javaScriptEnabled,
        locale,
        timezoneId,
        viewport,
        extraHTTPHeaders: { 'x-forwarded-for': address },
      });
      const page = await context.newPage();
      watch(page, !javaScriptEnabled);
      pages.push(page);
      return page;
    });
    if (info.status !== info.expectedStatus) {
      await info.attach('server output', { body: server.output, contentType: 'text/plain' });
      for (const [index, page] of pages.entries()) {
        const body = await page.screenshot({ fullPage: true }).catch(() => undefined);
        if (body) await info.attach(`visitor ${index + 1} at ${page.url()}`, { body, contentType: 'image/png' });
      }
    }
    for (const page of pages) expectQuiet(page);
    for (const page of pages) await page.context().close();
  },

  page: async ({ visitor }, use) => use(await visitor()),
});

export { expect } from '@playwright/test';
export { anotherTab, expectAccessible, expectStatus, settle } from './watch';
