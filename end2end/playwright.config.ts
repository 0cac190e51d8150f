import { defineConfig } from '@playwright/test';
import { launchOptions } from './browser';
import type { HallOptions } from './hall';

/** Journeys whose point is a script: live checks, dialogs, toasts that fade. */
const needsScript = /@js/;

const databases = process.env.GUILDHALL_TEST_POSTGRES ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const);

export default defineConfig<HallOptions, HallOptions>({
  testDir: './journeys',
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  workers: process.env.GUILDHALL_TEST_WORKERS ? Number(process.env.GUILDHALL_TEST_WORKERS) : 2,
  timeout: 60_000,
  expect: { timeout: 7_000 },
  reporter: [['list', { printSteps: false }]],
  use: {
    browserName: 'chromium',
    launchOptions,
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: databases.flatMap((database) => [
    { name: `${database}-js`, use: { database, javaScriptEnabled: true } },
    { name: `${database}-nojs`, use: { database, javaScriptEnabled: false }, grepInvert: needsScript },
  ]),
});
