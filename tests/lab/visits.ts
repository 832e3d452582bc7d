// Pages opened in a real browser, and what their texts did there.
import { parse } from 'csv-parse/sync';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { watch } from './browser';
import { product as workedOut } from './markers';
import type { Reply } from './visitor';

/** What the browser met. */
export interface Met {
  pages: number;
  /** Pages of ours, 200 or a form shown again, on which the text was read as it was written. */
  shown: number;
  /** Their addresses, without what names somebody. */
  readonly screens: Set<string>;
  failed: number;
  readonly events: string[];
  /** Answers that a spreadsheet would open. */
  readonly sheets: Set<string>;
  /** Of these, the first characters of the cells that it would work out, with the address. */
  readonly formulas: Set<string>;
}

export const nothingMet = (): Met => ({
  pages: 0,
  shown: 0,
  screens: new Set(),
  failed: 0,
  events: [],
  sheets: new Set(),
  formulas: new Set(),
});

/** Opens addresses as somebody; `cookies` are theirs. */
export const visit = (
  browser: Browser,
  origin: string,
  cookies: ReadonlyMap<string, string>,
  paths: readonly string[],
  text: string,
  met: Met,
): Promise<void> =>
  inBrowser(browser, origin, met, async (context, look) => {
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: origin })));
    for (const path of paths) await look(path, text);
  });

/** Opens answers that were given to forms, as a browser would have: with their headers, under their address. */
export const openAnswers = (
  browser: Browser,
  origin: string,
  answers: readonly (readonly [path: string, answer: Reply])[],
  text: string,
  met: Met,
): Promise<void> =>
  inBrowser(browser, origin, met, async (context, look) => {
    for (const [path, { status, headers, body }] of answers) {
      const given = Object.entries(headers).flatMap(([name, value]) =>
        typeof value === 'string' && !/^(content-length|transfer-encoding|connection)$/.test(name)
          ? [[name, value] as const]
          : [],
      );
      const address = `${origin}${path}`;
      await context.route(address, (route) =>
        route.fulfill({ status, headers: Object.fromEntries(given), body }),
      );
      await look(path, text);
      await context.unroute(address);
    }
  });

type Look = (path: string, text: string) => Promise<void>;

async function inBrowser(
  browser: Browser,
  origin: string,
  met: Met,
  work: (context: BrowserContext, look: Look) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext();
  const events = watch(context, origin);
  context.on('response', (response) => {
    const { 'content-type': type = '', 'content-disposition': name = '' } = response.headers();
    if (/csv|tab-sep|excel|spreadsheet/i.test(type) || /\.(csv|tsv|xlsx?|ods)\b/i.test(name))
      met.sheets.add(new URL(response.url()).pathname);
  });
  const page = await context.newPage();
  await work(context, async (path, text) => {
    const answer = await page.goto(`${origin}${path}`).catch(() => null);
    // A download: uploads proves those, but for what a spreadsheet makes of them.
    if (answer === null) return readSheet(context, origin, path, met);
    met.pages += 1;
    const status = answer.status();
    if (status >= 500) {
      met.failed += 1;
      console.log(`    ${path} answers ${status}`);
    }
    const read = await textOf(page);
    if ([200, 422].includes(status) && flat(read).includes(flat(text))) {
      met.shown += 1;
      met.screens.add(path.replace(/\?.*/, '').replace(/\/(\d{9,}|[\da-f-]{36})(?=\/|$)/g, '/:id'));
    }
    if (read.includes(workedOut)) met.events.push(`${path} works a template out`);
    met.events.push(...events.splice(0).map((event) => `${path}: ${event}`));
  });
  await context.close();
}

async function readSheet(context: BrowserContext, origin: string, path: string, met: Met): Promise<void> {
  if (!met.sheets.has(path.replace(/\?.*/, ''))) return;
  const answer = await context.request.get(`${origin}${path}`);
  const text = (await answer.text()).replace(/^\ufeff/, '');
  const rows: string[][] = parse(text, { delimiter: [';', ','], relaxColumnCount: true });
  for (const cell of rows.flat())
    if (/^[=+\-@\t\r]/.test(cell)) met.formulas.add(`${path}: ${cell.slice(0, 20)}`);
}

/** What is read on a page, in its title and in its fields. */
export const textOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
    return [document.title, document.body.textContent ?? '', ...fields.map((field) => field.value)].join(
      '\n',
    );
  });

/** Spaces, apostrophes and the places where long words may break are the typography's. */
const flat = (text: string) =>
  text
    .replace(/[\s\u200b\u202f\u00a0\u00ad]/g, '')
    .replaceAll('’', "'")
    .toLowerCase();
