import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { linksOf } from './forms';
import { open } from './verbs';
import { settle } from './watch';

/** Opens the newest mail to an address whose subject contains `subject`, and stays there. */
export async function readMail(page: Page, to: string, subject: string | RegExp): Promise<void> {
  const mail = page.getByRole('link', { name: subject }).first();
  await expect(async () => {
    await open(page, listOf(to));
    await expect(mail).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 10_000 });
  await mail.click();
  await page.waitForURL(/\/dev\/mail\/./);
  await settle(page);
}

/** Reads that mail and presses its button, as whoever got it does. */
export async function pressInMail(page: Page, to: string, subject: string | RegExp): Promise<void> {
  await readMail(page, to, subject);
  await page.frameLocator('iframe').locator('a[href*="token="]').first().click();
  await settle(page);
}

/** Opens what the main link of that mail leads to. */
export async function followMail(page: Page, to: string, subject: string | RegExp): Promise<void> {
  await open(page, await mailLink(page, to, subject));
}

/** The main link of that mail: the first that leads to a page rather than to the site itself. */
export async function mailLink(page: Page, to: string, subject: string | RegExp): Promise<string> {
  const mail = await newest(page.request, to, subject);
  const letter = linksOf(await textAt(page.request, `${mail}/letter`));
  const token = letter.find((link) => link.includes('token='));
  const place = letter.find((link) => /\/(applications|orgs|projects|admin\/applications)\/[\w-]+/.test(link));
  const link = token ?? place;
  if (!link) throw new Error(`no link in the mail "${subject}" to ${to}`);
  expect(linksOf(await textAt(page.request, mail)), 'the same as text').toContain(link);
  return link;
}

/** Where the newest mail to an address whose subject contains `subject` is shown. */
async function newest(browser: APIRequestContext, to: string, subject: string | RegExp): Promise<string> {
  let found: string | undefined;
  await expect(async () => {
    const list = await textAt(browser, listOf(to));
    const mails = [...list.matchAll(/<a href="(\/dev\/mail\/[\w-]+)"[^>]*>([^<]*)<\/a>/g)];
    found = mails.find(([, , about]) => isAbout(about, subject))?.[1];
    expect(found, `a mail "${subject}" to ${to}`).toBeDefined();
  }).toPass({ timeout: 10_000 });
  return found ?? '';
}

function isAbout(text: string, subject: string | RegExp): boolean {
  return typeof subject === 'string' ? text.toLowerCase().includes(subject.toLowerCase()) : subject.test(text);
}

function listOf(to: string): string {
  return `/dev/mail?to=${encodeURIComponent(to)}`;
}

async function textAt(browser: APIRequestContext, path: string): Promise<string> {
  const answer = await browser.get(path);
  const text = await answer.text();
  if (!answer.ok()) throw new Error(`${path} was answered with ${answer.status()}:\n${text}`);
  return text;
}
