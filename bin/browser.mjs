// Finds the browser of the tests, or installs one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProgram, Refusal, ROOT, toolEnvironment } from './install.mjs';

const SYSTEM = '/usr/bin/chromium';

/** Path of a Chromium that runs: CHROMIUM_PATH, Playwright's own, the system's, or one installed now. */
export function browser() {
  const given = process.env.CHROMIUM_PATH?.trim();
  if (given) {
    if (runs(given)) return given;
    throw new Refusal(`CHROMIUM_PATH vaut « ${given} » : indiquez le programme d'un Chromium qui démarre.`);
  }
  return find() ?? installOne();
}

function find() {
  return [playwrightsOwn(), SYSTEM].find((path) => path && runs(path));
}

function playwrightsOwn() {
  const question = "process.stdout.write(require('playwright-core').chromium.executablePath())";
  return spawnSync(nodeProgram(), ['-e', question], { cwd: ROOT, encoding: 'utf8' }).stdout;
}

function installOne() {
  console.log("Installation d'un navigateur pour les tests…");
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    spawnSync('apt-get', ['update', '-q'], options);
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
  } else {
    spawnSync(join(ROOT, 'node_modules', '.bin', 'playwright-core'), ['install', 'chromium'], {
      stdio: 'inherit',
      env: toolEnvironment(),
      timeout: 300_000,
    });
  }
  const found = find();
  if (found) return found;
  throw new Refusal(
    "Aucun navigateur pour les tests, et aucun n'a pu être installé : tapez « sudo apt-get install chromium », ou indiquez un Chromium avec CHROMIUM_PATH.",
  );
}

function runs(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
