import { expect, test } from '../fixtures';
import { setUpByHand } from '../entrance';
import { Server } from '../server';
import { arrive, open, refuse } from '../verbs';
import { expectQuiet, watch } from '../watch';
import { heading, problem } from '../words';

test('the link that an empty server prints makes the first site admin, once', async ({
  browser,
  database,
  javaScriptEnabled,
}) => {
  const server = await Server.start(database);
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled });
  const page = await context.newPage();
  watch(page, !javaScriptEnabled);
  try {
    const admin = await setUpByHand(page, server);
    await arrive(page, heading.queue);
    await open(page, `/@${admin.name}`);
    await arrive(page, admin.name);
    await refuse(page, async () => {
      expect((await page.goto(server.setupLink()))?.status()).toBe(410);
      await expect(page.getByRole('main')).toContainText(problem.setUpAlready);
    });
    expectQuiet(page);
  } finally {
    await context.close();
    await server.stop();
  }
});
