import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/database';

/** The product of an earlier commit, built in a folder of its own, on the packages of its time. */
export interface OlderProduct {
  readonly program: string;
  /** Its migrations, in order. */
  readonly migrations: readonly string[];
  /** Its commit, abbreviated. */
  readonly commit: string;
  remove(): void;
}

/** What ran before the newest migration was written: what a rolling deploy leaves running on its schema. */
export function buildBeforeNewestMigration(): OlderProduct {
  const root = projectRoot();
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const newest = migrationsIn(root).at(-1);
  const added = git('log', '-1', '--diff-filter=A', '--format=%H', '--', `migrations/${newest}`);
  if (added === '') throw new Error(`git does not know the commit of ${newest}`);
  const commit = git('rev-parse', '--short', `${added}^`);
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-lab-older-'));
  const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 2 ** 28 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  takePackages(root, folder);
  execFileSync(process.execPath, ['bin/build.mjs'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  return {
    program: join(folder, 'dist', 'main.js'),
    migrations: migrationsIn(folder),
    commit,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Those of today where they are the same; else they are installed, without running anything of theirs. */
function takePackages(root: string, folder: string) {
  const [ours, theirs] = [root, folder].map((one) => readFileSync(join(one, 'package-lock.json'), 'utf8'));
  if (ours === theirs) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  // As bin/install.mjs does, and for its reasons.
  else
    execFileSync(
      'npm',
      ['install', '--no-save', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'],
      {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
}

export const migrationsIn = (folder: string): string[] =>
  readdirSync(join(folder, 'migrations'))
    .filter((name) => name.endsWith('.sql'))
    .sort();
