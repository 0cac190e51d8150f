import { defineConfig } from '@playwright/test';
import { launchOptions } from './browser';

const widths = { wide: { width: 1280, height: 800 }, narrow: { width: 360, height: 740 } };

/** Pictures of every page: not a test of anything, but what a person looks at before a page counts as done. */
export default defineConfig({
  testDir: './pictures',
  timeout: 300_000,
  workers: 1,
  reporter: 'list',
  use: { browserName: 'chromium', launchOptions, actionTimeout: 15_000, locale: 'en-GB', timezoneId: 'UTC' },
  projects: Object.entries(widths).flatMap(([name, viewport]) =>
    (['light', 'dark'] as const).map((colorScheme) => ({
      name: `${colorScheme}-${name}`,
      use: { viewport, colorScheme },
    })),
  ),
});
