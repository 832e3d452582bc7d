import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const UI = join(ROOT, 'src/ui');

/** Logical name -> source file. Bundled ones, then those copied as they are. */
const BUNDLED = {
  'style.css': 'styles/index.css',
  'app.js': 'islands/index.ts',
  'passkey.js': 'islands/passkey.ts',
};
const COPIED = { 'banniere.svg': 'brand/banniere.svg', 'signe.svg': 'brand/signe.svg' };

/** Files that the style sheet brings in and that pages also name. */
const NAMED_INPUTS = { 'hanken-grotesk-latin-wght-normal.woff2': 'police.woff2' };

/**
 * Builds style, script, font and pictures into `outdir/assets`, their names carrying a hash of their content,
 * and writes `outdir/manifest.json` (logical name -> URL).
 *
 * @param {{ outdir: string }} options
 * @returns {Promise<{ manifestPath: string, manifest: Record<string, string> }>}
 */
export async function buildAssets({ outdir }) {
  const assets = join(outdir, 'assets');
  await rm(assets, { recursive: true, force: true });
  await mkdir(assets, { recursive: true });
  const common = {
    absWorkingDir: ROOT,
    outdir: assets,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    metafile: true,
    logLevel: 'warning',
  };
  const bundled = await build({
    ...common,
    entryPoints: entryPoints(BUNDLED),
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome111', 'firefox115', 'safari16.4'],
    publicPath: '/assets',
    loader: { '.woff2': 'file', '.svg': 'file' },
  });
  const copied = await build({ ...common, entryPoints: entryPoints(COPIED), loader: { '.svg': 'copy' } });

  const manifest = {};
  for (const [file, { entryPoint, inputs }] of outputs(bundled, copied)) {
    const [source = ''] = entryPoint ? [entryPoint] : Object.keys(inputs);
    const name = logicalName(source);
    if (name) manifest[name] = `/assets/${basename(file)}`;
  }
  const missing = [...Object.keys({ ...BUNDLED, ...COPIED }), ...Object.values(NAMED_INPUTS)].filter(
    (name) => !manifest[name],
  );
  if (missing.length > 0) throw new Error(`Assets not built: ${missing.join(', ')}`);
  const manifestPath = join(outdir, 'manifest.json');
  await writeFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
  return { manifestPath, manifest };
}

function entryPoints(sources) {
  return Object.entries(sources).map(([name, source]) => ({
    in: join(UI, source),
    out: name.replace(/\.\w+$/, ''),
  }));
}

function outputs(...results) {
  return results.flatMap(({ metafile }) => Object.entries(metafile.outputs));
}

function logicalName(source) {
  const path = relative(UI, resolve(ROOT, source));
  const entry = Object.entries({ ...BUNDLED, ...COPIED }).find(([, file]) => file === path);
  return entry?.[0] ?? NAMED_INPUTS[basename(source)];
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { manifest } = await buildAssets({ outdir: join(ROOT, 'dist/public') });
  for (const [name, url] of Object.entries(manifest)) console.log(`${name} ${url}`);
}
