// What a browser downloads for a page, compressed, in its first visit: Chromium's own count.
import type { BrowserContext } from 'playwright-core';
import { startBrowser } from '../lab/browser';
import { atMost, type Experiment } from '../lab/rows';
import { cookieHeader, pageNames, pages, prepareGround } from './ground';

/** Compressed bytes a page, by what the browser takes them for. */
const most = { Script: 20_000, Stylesheet: 20_000, Font: 60_000 } as const;
type Kind = keyof typeof most;

export const sizesBench: Experiment = async function* () {
  const ground = await prepareGround();
  const browser = await startBrowser();
  const largest: Record<Kind | 'Document', number> = { Script: 0, Stylesheet: 0, Font: 0, Document: 0 };
  try {
    for (const name of pageNames) {
      // Nothing kept from the page before.
      const context = await browser.newContext();
      const header = cookieHeader(ground, name);
      await context.addCookies(
        header.split('; ').map((pair) => {
          const [cookie = '', value = ''] = pair.split('=');
          return { name: cookie, value, url: ground.product.origin };
        }),
      );
      const bytes = await downloaded(context, ground.product.origin + pages[name]);
      for (const kind of Object.keys(largest) as (keyof typeof largest)[]) {
        largest[kind] = Math.max(largest[kind], bytes.get(kind) ?? 0);
      }
      await context.close();
    }
    for (const kind of Object.keys(most) as Kind[]) {
      if (largest[kind] === 0) throw new Error(`no page has a ${kind}: nothing was measured`);
      yield atMost(`${kind}, the page that has most`, largest[kind], most[kind], ' bytes');
    }
    // Nothing is asked of it: what an answer of the form weighs is good to know.
    console.log(`… the largest page itself: ${largest.Document} bytes`);
  } finally {
    await browser.close();
    await ground.remove();
  }
};

/** Bytes that came over the network, answers' headers included, by kind. */
async function downloaded(context: BrowserContext, url: string): Promise<Map<string, number>> {
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  const kinds = new Map<string, string>();
  const bytes = new Map<string, number>();
  network.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (response.status !== 200) throw new Error(`${response.url} answered ${response.status}`);
    kinds.set(requestId, type);
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'Other';
    bytes.set(kind, (bytes.get(kind) ?? 0) + encodedDataLength);
  });
  await network.send('Network.enable');
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return bytes;
}
