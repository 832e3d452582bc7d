import { type Browser, chromium } from 'playwright-core';

/** A real Chromium: the one of CHROMIUM_PATH, or the system's. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    chromiumSandbox: process.getuid?.() !== 0,
  });
