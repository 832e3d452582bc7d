import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VNode } from 'preact';
import { expect, it } from 'vitest';
import { projectRoot } from '../platform/database';
import type { Call } from '../platform/http';
import { renderDocument } from '../ui';
import { contentRoutes } from './index';

const addresses = [
  '/mentions-legales',
  '/donnees-personnelles',
  '/conditions-generales',
  '/accessibilite',
  '/aide',
  '/cookies',
];

/** These pages ask nothing of the request. */
const show = async (path: string): Promise<string> => {
  const answer = await contentRoutes()
    .find((route) => route.path === path)
    ?.handle({} as Call);
  if (answer?.kind !== 'page') throw new Error(`${path} gives no page`);
  return renderDocument(answer.content as VNode);
};

it('serves the six footer pages to everyone', () => {
  expect(contentRoutes().map((route) => route.path)).toEqual(addresses);
  expect(contentRoutes().every((route) => route.method === 'GET' && route.who.kind === 'everyone')).toBe(
    true,
  );
});

it.each(addresses)('%s has one title, sections, and French typography', async (path) => {
  const html = await show(path);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html.match(/<h2/g)?.length).toBeGreaterThan(3);
  expect(html).not.toContain('{{');
  const words = html.replace(/<[^>]*>/g, ' ');
  expect(words).not.toMatch(/\p{L}'\p{L}/u);
  expect(words).not.toMatch(/ [;!?»]|« | :(?!\/\/)/);
});

it("leaves nothing of the operator's facts unused", () => {
  const folder = join(projectRoot(), 'content');
  const texts = addresses.map((path) => readFileSync(join(folder, `${path}.md`), 'utf8')).join('\n');
  const facts = Object.keys(JSON.parse(readFileSync(join(folder, 'operateur.json'), 'utf8')));
  expect(facts.length).toBeGreaterThan(5);
  expect(facts.filter((name) => !texts.includes(`{{${name}}}`))).toEqual([]);
});

it('names every cookie that the product sets', () => {
  const sources = globSync('src/**/*.{ts,tsx}', { cwd: projectRoot() });
  const names = sources.flatMap((file) => {
    const source = readFileSync(join(projectRoot(), file), 'utf8');
    return [...source.matchAll(/\w*[cC]ookie = '([\w-]+)'/g)].map((found) => found[1]);
  });
  const text = readFileSync(join(projectRoot(), 'content', 'cookies.md'), 'utf8');
  expect(names).toContain('mc2i');
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
