import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { smallPng } from '../small-png.mjs';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const folder = join(docs, 'screenshots');
const guideFolder = join(docs, 'guide', 'images');
const windows = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 320, height: 640 },
];
export const wideWindow = { width: 1440, height: 900 };
/** Narrow enough for the words of a picture to be read where the guide shows it. */
const guideWindow = { width: 1024, height: 900 };
const margin = 12;

const taken: { name: string; what: string }[] = [];

/** Clears the pictures of the former run away. */
export function emptyFolders(): void {
  for (const one of [folder, guideFolder]) {
    mkdirSync(one, { recursive: true });
    for (const name of readdirSync(one)) if (name.endsWith('.png')) rmSync(join(one, name));
  }
}

/** One stop of the walk: the page as it is now, from top to bottom. `what` names it in the index. */
export async function take(page: Page, name: string, what: string): Promise<void> {
  for (const window of windows) {
    await page.setViewportSize(window);
    await page.evaluate(() => document.fonts.ready);
    const picture = await page.screenshot({ fullPage: true });
    writeFileSync(join(folder, `${name}-${window.width}.png`), smallPng(picture));
  }
  await page.setViewportSize(wideWindow);
  taken.push({ name, what });
  console.log(name);
}

/** A picture of the guide: the part of the page that holds all of `parts`. */
export async function show(page: Page, name: string, ...parts: Locator[]): Promise<void> {
  await page.setViewportSize(guideWindow);
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => window.scrollTo(0, 0));
  const boxes = await Promise.all(parts.map((part) => part.first().boundingBox()));
  const found = boxes.filter((box) => box !== null);
  if (found.length < parts.length || found.length === 0)
    throw new Error(`${name}: a part is not on the page`);
  const x = Math.max(0, Math.min(...found.map((box) => box.x)) - margin);
  const y = Math.max(0, Math.min(...found.map((box) => box.y)) - margin);
  const right = Math.min(guideWindow.width, Math.max(...found.map((box) => box.x + box.width)) + margin);
  const bottom = Math.max(...found.map((box) => box.y + box.height)) + margin;
  const clip = { x, y, width: right - x, height: bottom - y };
  writeFileSync(join(guideFolder, `${name}.png`), smallPng(await page.screenshot({ fullPage: true, clip })));
  await page.setViewportSize(wideWindow);
}

export function writeIndex(): void {
  const widths = windows.map(({ width }) => width);
  const link = (name: string, width: number) => `[${width}](${name}-${width}.png)`;
  const lines = taken.map(
    ({ name, what }) => `| ${what} | ${widths.map((width) => link(name, width)).join(' · ')} |`,
  );
  const text = [
    '# Screenshots',
    '',
    'Every page of the demonstration in its main states, made by `npm run screenshots`.',
    '',
    '| Page | Width |',
    '|---|---|',
    ...lines,
    '',
  ].join('\n');
  writeFileSync(join(folder, 'README.md'), text);
}
