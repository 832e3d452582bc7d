// Brings node_modules to what package-lock.json says, and finds the Node that the program runs on.
// Plain JavaScript, built-ins only: this runs before anything is installed, on Node 20 or later.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MODULES = join(ROOT, 'node_modules');
const NODE = join(MODULES, 'node', 'bin', 'node');
const NEEDED_NODE = 24;

/** Told to the person who typed the command, as one sentence and without a stack. */
export class Refusal extends Error {}

/** Runs a launcher to its exit code; a Refusal becomes one sentence and exit code 1. */
export async function launch(work) {
  try {
    if (nodeMajor() < 20)
      throw new Refusal(`Il faut Node 20 ou plus récent ; celui-ci est ${process.version}.`);
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * Installs what is missing or out of date.
 * @param {{ dev: boolean }} options dev: the tools of the tests too
 */
export function install({ dev }) {
  if (isInstalled(dev)) return;
  console.log('Installation des dépendances…');
  const { status, error } = spawnSync(
    'npm',
    // Not npm ci: it empties node_modules before it knows that the registry answers, and refuses a lock file
    // made where the optional packages of other systems could not be seen. Without saving, versions and
    // checksums are those of the lock file all the same, and the lock file stays as it is.
    [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...(dev ? ['--include=dev'] : []),
    ],
    // Packages may be replaced, the Node in there included: npm must run on another one.
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, PATH: pathWithout(join(MODULES, '.bin')) } },
  );
  if (status !== 0 || error) {
    throw new Refusal(
      "Les dépendances n'ont pas pu être installées (le détail est ci-dessus) : vérifiez l'accès au registre npm et les droits sur le dossier, puis relancez la commande.",
    );
  }
}

/** Compares the lock file with the copy that npm leaves in node_modules at the end of an installation. */
function isInstalled(dev) {
  const wanted = readLock(join(ROOT, 'package-lock.json'));
  const present = readLock(join(MODULES, '.package-lock.json'));
  if (!wanted)
    throw new Refusal(
      'Le fichier package-lock.json est absent ou illisible : reprenez une copie complète du projet.',
    );
  if (!present) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      entry.optional ||
      entry.devOptional ||
      (entry.dev && !dev) ||
      present[path]?.version === entry.version,
  );
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The Node 24 among the dependencies, or the one running now when it is recent enough. */
export function nodeProgram() {
  if (existsSync(NODE)) return NODE;
  if (nodeMajor() >= NEEDED_NODE) return process.execPath;
  throw new Refusal(
    `Node ${NEEDED_NODE} manque dans node_modules (son script d'installation a été empêché) : tapez « npm rebuild node », puis relancez la commande.`,
  );
}

/** Environment in which the commands of node_modules run, on their own Node. */
export function toolEnvironment() {
  const own = existsSync(NODE) ? [dirname(NODE)] : [];
  return { ...process.env, PATH: [...own, join(MODULES, '.bin'), process.env.PATH].join(delimiter) };
}

function pathWithout(folder) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((entry) => entry !== folder)
    .join(delimiter);
}

const nodeMajor = () => Number(process.versions.node.split('.')[0]);
