/**
 * Pictures of the pages, at three widths, into docs/screenshots, and those of the guide, into docs/guide/images:
 *   npm run screenshots
 * Walks the built product in its demonstration, on a free port and in a folder of its own. One walk: at each
 * stop the window takes each width in turn.
 */
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { emptyFolders, wideWindow, writeIndex } from './screenshots/camera.ts';
import { findBrowser, freePort, serve } from './screenshots/demonstration.ts';
import { stages } from './screenshots/stages.ts';

/** Each stage in a browser profile of its own, as different people. */
async function walk(browser: Browser, origin: string): Promise<void> {
  for (const stage of stages) {
    const context = await browser.newContext({
      baseURL: origin,
      viewport: wideWindow,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      reducedMotion: 'reduce',
    });
    await stage(await context.newPage());
    await context.close();
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'mc2i-screenshots-'));
// As root the database runs as another user, who must be able to get in.
chmodSync(dataDir, 0o711);
const port = await freePort();
const server = await serve(dataDir, port);
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  // What the browser itself writes, such as the button of a file, is in this language.
  env: { ...process.env, LANGUAGE: 'fr' },
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  emptyFolders();
  await walk(browser, `http://127.0.0.1:${port}`);
  writeIndex();
} finally {
  await browser.close();
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}
