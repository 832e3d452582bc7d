// Starts, watches and ends the program in a clean clone, as a person or a supervisor would.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const SETTINGS =
  /^(npm_|PORT$|HOST$|PUBLIC_URL$|DATA|SMTP|MAIL|CLAMD|SECRET|TRUST|SEARCH|DEMO$|CHROMIUM|NODE_ENV$)/i;

/** A clone of the last commit, given to `user` ({ uid, gid }) when there is one. */
export function clone(folder, user) {
  const result = spawnSync('git', ['clone', '--quiet', '--no-hardlinks', ROOT, folder], { stdio: 'inherit' });
  if (result.status !== 0) throw new Error('git clone failed');
  if (user) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
}

/** The environment of a fresh shell: no setting of ours, no Node of this project. */
function freshEnvironment(user, extra) {
  const kept = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name));
  const path = process.env.PATH.split(delimiter).filter((entry) => !entry.includes('node_modules'));
  const home = user ? { HOME: user.home, USER: user.name, LOGNAME: user.name } : {};
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), ...home, ...extra };
}

/** Runs a command in a session of its own; `output()` is all that it has written so far. */
export function run(command, args, { cwd, user, env }) {
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: freshEnvironment(user, env),
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  const chunks = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    child[stream].on('data', (chunk) => {
      chunks[stream] += chunk;
    });
  }
  const ended = once(child, 'close').then(([code]) => code);
  return { child, ended, output: () => chunks.stdout + chunks.stderr, errors: () => chunks.stderr };
}

/** `npm start` until the sign-in page is served; answers the seconds it took. */
export async function start(folder, { user, env, seconds = 300 } = {}) {
  const port = await freePort();
  const began = Date.now();
  const program = run('npm', ['start'], { cwd: folder, user, env: { PORT: String(port), ...env } });
  for (;;) {
    const status = await fetch(`http://127.0.0.1:${port}/connexion`).then(
      (answer) => answer.status,
      () => 0,
    );
    const elapsed = (Date.now() - began) / 1000;
    if (status === 200) return { ...program, folder, port, elapsed };
    if (program.child.exitCode !== null || elapsed > seconds) {
      killEverything({ ...program, folder });
      throw new Error(`not served after ${elapsed.toFixed(1)} s:\n${program.output()}`);
    }
    await sleep(50);
  }
}

/** SIGTERM to npm alone, as a supervisor sends it; answers the exit code and whether the database ended. */
export async function stop(program) {
  program.child.kill('SIGTERM');
  const code = await Promise.race([program.ended, sleep(30_000, 'never', { ref: false })]);
  const left = databaseProcesses(program.folder).length;
  killEverything(program);
  return { code, left };
}

/** kill -9 of every process: npm's whole session, and the database that has one of its own. */
export function killEverything({ child, folder }) {
  const victims = [-child.pid, ...databaseProcesses(folder)];
  for (const pid of victims) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/** Every PostgreSQL process works in the folder of its cluster. */
function databaseProcesses(folder) {
  const cluster = join(folder, 'data', 'postgresql');
  if (!existsSync(cluster)) return [];
  const place = realpathSync(cluster);
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && workingFolder(entry) === place)
    .map(Number);
}

function workingFolder(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** A port of the loopback that nothing listens on now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
