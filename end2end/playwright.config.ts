import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { launchOptions } from './browser';
import type { FixtureOptions } from './fixtures';

/** Journeys whose point is a script: live checks, dialogs, toasts that fade. */
const needsScript = /@js/;

const databases = process.env.GUILDHALL_TEST_POSTGRES ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const);

/** Every journey runs with script on one database and without on the other; `make soak` runs all four. */
const everywhere = !!process.env.GUILDHALL_TEST_EVERYWHERE;

export default defineConfig<FixtureOptions, FixtureOptions>({
  testDir: './journeys',
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  workers: process.env.GUILDHALL_TEST_WORKERS ? Number(process.env.GUILDHALL_TEST_WORKERS) : availableParallelism(),
  // Generous, and once more in the gate: a machine that is busy with something else must not decide. The summary names
  // every journey that needed its second try.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  retries: process.env.CI ? 1 : 0,
  reporter: [['list', { printSteps: false }]],
  use: {
    browserName: 'chromium',
    launchOptions,
    locale: 'en-GB',
    timezoneId: 'UTC',
    // Recording costs a third of the time, so only a second try is recorded.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
  },
  projects: databases
    .flatMap((database) => [
      { name: `${database}-js`, use: { database, javaScriptEnabled: true } },
      { name: `${database}-nojs`, use: { database, javaScriptEnabled: false }, grepInvert: needsScript },
    ])
    .filter(({ name }) => everywhere || !['postgres-js', 'sqlite-nojs'].includes(name) || databases.length === 1),
});
