import type { APIRequestContext } from '@playwright/test';

/** A form of a page, as the server wrote it. */
interface Form {
  action: string;
  hidden: Record<string, string>;
}

/**
 * Opens a page, fills in its form that asks for `act` and sends it, all by plain HTTP as a browser without script does.
 * Returns the path that the answer leads to.
 */
export async function send(
  browser: APIRequestContext,
  page: string,
  act: string,
  fields: Record<string, string>,
): Promise<string> {
  const shown = await browser.get(page);
  const html = await shown.text();
  const form = formsOf(html).find(({ action }) => action.endsWith(`/${act}`));
  if (!shown.ok() || !form) throw new Error(`${page} (${shown.status()}) has no form for ${act}:\n${html}`);
  const origin = new URL(shown.url()).origin;
  const answer = await browser.post(form.action, {
    form: { ...form.hidden, ...fields },
    headers: { accept: 'text/html', origin },
    maxRedirects: 0,
  });
  if (answer.status() !== 303) throw new Error(`${act} was answered with ${answer.status()}:\n${await answer.text()}`);
  return new URL(answer.headers().location, origin).pathname;
}

/** The addresses that the links of a piece of HTML lead to. */
export function linksOf(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*? href="([^"]*)"/g)].map(([, href]) => unescaped(href));
}

function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form method="post" action="([^"]*)".*?<\/form>/gs)].map(([form, action]) => {
    const hidden = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    return { action, hidden: Object.fromEntries(hidden.map(([, name, value]) => [name, unescaped(value)])) };
  });
}

const characters: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&amp;': '&',
};

function unescaped(html: string): string {
  return html.replace(/&[#\w]+;/g, (reference) => characters[reference] ?? reference);
}
