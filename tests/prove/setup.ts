// The set-up in every place it must work in, each from a clean clone of the last commit. To be run as root,
// on Linux. Parts: root, closed, user, refusals, browser, tests (all of them when none is named).
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clone, killEverything, run, type Started, start, stop, type User } from '../lab/clean-clone';
import type { Experiment, Row } from '../lab/rows';
import { freePort } from '../support/ports';

const USER = 'mc2i-prove';
const FIRST_START = 180;
const LATER_START = 5;
const TESTS = 12 * 60;
/** A registry that nobody listens on. */
const OFFLINE = { npm_config_registry: 'http://127.0.0.1:9' };
const PARTS: Readonly<Record<string, (folder: string) => AsyncGenerator<Row>>> = {
  root: asRoot,
  closed: fromClosedFolder,
  user: asUser,
  refusals,
  browser: withoutBrowser,
  tests,
};

export const prove: Experiment = async function* (parts) {
  const unknown = parts.find((part) => !(part in PARTS));
  if (unknown) throw new Error(`Unknown part ${unknown}; known: ${Object.keys(PARTS).join(', ')}`);
  if (process.getuid?.() !== 0) throw new Error('To be run as root: it needs to create a user.');
  const place = mkdtempSync(join(tmpdir(), 'mc2i prove '));
  chmodSync(place, 0o755);
  try {
    for (const [name, part] of Object.entries(PARTS)) {
      if (parts.length > 0 && !parts.includes(name)) continue;
      yield* part(join(place, `${name} clone`));
    }
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
    spawnSync('userdel', ['--remove', USER], { stdio: 'ignore' });
  }
};

async function* asRoot(folder: string) {
  clone(folder);
  yield* starts('root, spaces in the path', folder);
  yield await seconds('root, start after kill -9 of everything', LATER_START, async () => {
    killEverything(await start(folder));
    return endOf(await start(folder));
  });
}

async function* fromClosedFolder(folder: string) {
  mkdirSync(folder, { mode: 0o700 });
  const inside = join(folder, 'clone');
  clone(inside);
  yield* starts('root, closed folder', inside);
  const cluster = join(inside, 'data', 'postgresql');
  if (existsSync(cluster)) rmSync(realpathSync(cluster), { recursive: true });
}

async function* asUser() {
  const user = makeUser();
  const folder = join(user.home, 'my clone');
  clone(folder, user);
  yield* starts('ordinary user, closed home', folder, user);
}

/** The first start, a later one, one without network, and what a stop leaves. */
async function* starts(name: string, folder: string, user?: User): AsyncGenerator<Row> {
  const stops: { code: number | 'never'; left: number }[] = [];
  const measured = async (env: Record<string, string>) => {
    const program = await start(folder, { user, env });
    stops.push(await stop(program));
    return program.elapsed;
  };
  yield await seconds(`${name}: first start`, FIRST_START, () => measured({}));
  yield await seconds(`${name}: second start`, LATER_START, () => measured({}));
  yield await seconds(`${name}: start offline`, LATER_START, () => measured(OFFLINE));
  const clean = stops.filter(({ code, left }) => code === 0 && left === 0).length;
  yield { name: `${name}: clean stops`, figure: `${clean}`, bound: '3', ok: clean === 3 };
}

async function* refusals(folder: string) {
  clone(folder);
  await endOf(await start(folder));
  const takenPort = await freePort();
  const taken = createServer().listen(takenPort, '127.0.0.1');
  await once(taken, 'listening');
  writeFileSync(`${folder} file`, '');
  const url = (role: string) => `postgres://${role}:x@127.0.0.1:9/mc2i`;
  const cases: Record<string, [env: Record<string, string>, sentence: string]> = {
    'wrong setting': [{ PORT: 'trois' }, 'PORT vaut « trois »'],
    'taken port': [{ PORT: String(takenPort) }, 'est déjà pris'],
    'unwritable folder': [{ DATA_DIR: `${folder} file/data` }, "n'est pas accessible en écriture"],
    'database that does not answer': [
      { DEMO: '1', DATABASE_URL: url('app'), DATABASE_OWNER_URL: url('owner') },
      'ne répond pas',
    ],
  };
  for (const [name, [env, sentence]] of Object.entries(cases)) {
    const program = run('npm', ['start', '--silent'], {
      cwd: folder,
      env: { PORT: String(await freePort()), ...env },
    });
    const code = await program.ended;
    // npm itself may warn about its own settings.
    const lines = program
      .errors()
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('npm warn'));
    const ok = code === 1 && lines.length === 1 && lines[0]?.includes(sentence) === true;
    yield { name, figure: `exit ${code}, ${lines.length} line`, bound: 'exit 1, 1 line', ok };
  }
  taken.close();
}

/** Chromium is hidden in a mount namespace, and Playwright's downloads lead nowhere. */
async function* withoutBrowser() {
  const user = makeUser();
  const folder = join(user.home, 'without browser');
  clone(folder, user);
  await endOf(await start(folder, { user }));
  yield await seconds('ordinary user without browser: stop with the command to type', 30, async () => {
    const began = Date.now();
    const hide =
      'mount --bind /dev/null /usr/bin/chromium; exec setpriv --reuid "$0" --regid "$1" --clear-groups npm test';
    const program = run(
      'unshare',
      [
        '--mount',
        'sh',
        '-c',
        existsSync('/usr/bin/chromium') ? hide : (hide.split('; ')[1] ?? ''),
        user.uid,
        user.gid,
      ].map(String),
      {
        cwd: folder,
        env: { HOME: user.home, USER: user.name, PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:9' },
      },
    );
    const code = await program.ended;
    const elapsed = (Date.now() - began) / 1000;
    if (code !== 1 || !program.output().includes('sudo apt-get install chromium'))
      throw new Error(program.output());
    return elapsed;
  });
}

async function* tests(folder: string) {
  clone(folder);
  yield await seconds('npm test, root, clean clone', TESTS, () => testsIn(folder));
  const user = makeUser();
  const home = join(user.home, 'tests clone');
  clone(home, user);
  yield await seconds('npm test, ordinary user, closed home', TESTS, () => testsIn(home, user));
}

async function testsIn(folder: string, user?: User): Promise<number> {
  const began = Date.now();
  const program = run('npm', ['test'], { cwd: folder, user });
  const code = await program.ended;
  const last = program
    .output()
    .trim()
    .split('\n')
    .findLast((line) => /^\d+ passed, /.test(line));
  console.log(`… ${last}`);
  if (code !== 0) throw new Error(program.output().slice(-5_000));
  return (Date.now() - began) / 1000;
}

async function seconds(name: string, bound: number, measure: () => Promise<number>): Promise<Row> {
  try {
    const figure = await measure();
    return { name, figure: `${figure.toFixed(1)} s`, bound: `${bound} s`, ok: figure <= bound };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { name, figure: 'failed', bound: `${bound} s`, ok: false };
  }
}

async function endOf(program: Started): Promise<number> {
  const { code } = await stop(program);
  if (code !== 0) throw new Error(`exit code ${code}:\n${program.output()}`);
  return program.elapsed;
}

function makeUser(): User {
  spawnSync('useradd', ['--create-home', '--user-group', USER], { stdio: 'ignore' });
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${USER}:`));
  const [name, , uid, gid, , home] = line?.split(':') ?? [];
  if (!name || !home) throw new Error(`the user ${USER} could not be made`);
  chmodSync(home, 0o700);
  return { name, uid: Number(uid), gid: Number(gid), home };
}
