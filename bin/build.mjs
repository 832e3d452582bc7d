// Bundles src/main.ts and the files of the browser into dist/, when a source has changed since the last time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { launch, nodeProgram, Refusal, ROOT, toolEnvironment } from './install.mjs';

const DIST = join(ROOT, 'dist');
const STAMP = join(DIST, 'stamp');
const INPUTS = [
  'src',
  ...['build-assets.mjs', 'bundle.ts', 'precompile.ts', 'precompile-parts.ts'].map(
    (file) => `scripts/${file}`,
  ),
  'bin/build.mjs',
  'tsconfig.json',
  'package-lock.json',
];

/** Builds what is out of date. The stamp comes last, so that an interrupted build is done again. */
export function build() {
  const stamp = fingerprint();
  if (stamp === lastStamp()) return;
  console.log("Construction de l'application…");
  prepareDist();
  run(nodeProgram(), ['scripts/bundle.ts', 'src/main.ts', 'dist/main.js']);
  run(nodeProgram(), ['scripts/build-assets.mjs']);
  writeFileSync(STAMP, stamp);
}

function lastStamp() {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return undefined;
  }
}

/** The content of everything that goes into dist/, tests excepted. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap((input) => filesOf(join(ROOT, input)))) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(path) {
  try {
    return readdirSync(path)
      .sort()
      .flatMap((name) => filesOf(join(path, name)));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
}

function prepareDist() {
  try {
    mkdirSync(DIST, { recursive: true });
    accessSync(DIST, constants.W_OK);
    rmSync(STAMP, { force: true });
  } catch (error) {
    throw new Refusal(
      `Le dossier ${DIST} n'est pas accessible en écriture (${error.code}) : changez les droits du dossier du projet.`,
    );
  }
}

function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: toolEnvironment(),
  });
  if (status !== 0) throw new Refusal("La construction de l'application a échoué : le détail est ci-dessus.");
}

if (process.argv[1] === join(ROOT, 'bin', 'build.mjs')) await launch(() => build());
