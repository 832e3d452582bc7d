import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** A real Chromium: the one of CHROMIUM_PATH, or the system's. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    chromiumSandbox: process.getuid?.() !== 0,
  });

/**
 * Everything that text taken for something else would do in these pages: dialogs, scripts that fail, the
 * content security policy at work, other servers called. An answer 4xx to the page itself is no event.
 */
export function watch(context: BrowserContext, origin: string): string[] {
  const events: string[] = [];
  const asked = new Set<string>();
  context.on('dialog', (dialog) => {
    events.push(`dialog « ${dialog.message()} »`);
    void dialog.dismiss();
  });
  context.on('weberror', (error) => void events.push(`script: ${error.error().message}`));
  context.on('request', (request) => {
    if (request.isNavigationRequest()) asked.add(request.url());
    const { protocol, origin: from } = new URL(request.url());
    if (protocol.startsWith('http') && from !== origin) events.push(`request: ${request.url()}`);
  });
  context.on('console', (message) => {
    const ofThePage = asked.has(message.location().url) && /status of 4\d\d/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !ofThePage)
      events.push(`console: ${message.text()}`);
  });
  return events;
}
