import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAssets } from '../../scripts/build-assets.mjs';
import { assetUrl, loadAssets } from './assets';

const outdir = mkdtempSync(join(tmpdir(), 'assets '));
let manifest: Record<string, string> = {};
let manifestPath = '';

const read = (name: string) => readFileSync(join(outdir, manifest[name] ?? ''));

beforeAll(async () => {
  ({ manifest, manifestPath } = await buildAssets({ outdir }));
});
afterAll(() => rmSync(outdir, { recursive: true }));

describe('assets', () => {
  it('have a content hash in their name, so that they can be kept for ever', () => {
    expect(Object.keys(manifest).sort()).toEqual([
      'app.js',
      'banniere.svg',
      'passkey.js',
      'police.woff2',
      'signe.svg',
      'style.css',
    ]);
    for (const url of Object.values(manifest)) expect(url).toMatch(/^\/assets\/[\w-]+-[A-Z0-9]{8}\.\w+$/);
  });

  it('stay light: style and script under 20 KB each once compressed', () => {
    expect(gzipSync(read('style.css')).length).toBeLessThan(20_000);
    expect(gzipSync(read('app.js')).length).toBeLessThan(20_000);
  });

  it('ask for nothing that the content security policy refuses', () => {
    const urls = read('style.css')
      .toString()
      .match(/url\([^)]*\)/g);
    expect(urls).toHaveLength(2);
    for (const url of urls ?? []) expect(url).toMatch(/^url\("?\/assets\//);
    expect(read('style.css').toString()).toContain(manifest['police.woff2']);
  });

  it('are found by their logical name, once the list is read', () => {
    expect(assetUrl('style.css')).toBe('/assets/style.css');
    loadAssets(manifestPath);
    expect(assetUrl('style.css')).toBe(manifest['style.css']);
  });

  it('a list that is absent or of another shape is refused', () => {
    expect(() => loadAssets(join(outdir, 'absent.json'))).toThrow();
    const wrong = join(outdir, 'wrong.json');
    writeFileSync(wrong, '{"style.css": 1}');
    expect(() => loadAssets(wrong)).toThrow('not a list of assets');
  });
});
