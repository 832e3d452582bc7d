// Starts, watches and ends the program in a clean clone, as a person or a supervisor would.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../src/platform/database';
import { freePort } from '../support/ports';

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

interface Where {
  readonly cwd: string;
  readonly user?: User | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

interface Running {
  readonly child: ChildProcess;
  /** Its exit code. */
  readonly ended: Promise<number>;
  output(): string;
  errors(): string;
}

export interface Started extends Running {
  readonly folder: string;
  readonly port: number;
  /** Seconds until the sign-in page was served. */
  readonly elapsed: number;
}

const SETTINGS =
  /^(npm_|PORT$|HOST$|PUBLIC_URL$|DATA|SMTP|MAIL|CLAMD|SECRET|TRUST|SEARCH|DEMO$|CHROMIUM|NODE_ENV$)/i;

/** A clone of the last commit, given to `user` when there is one. */
export function clone(folder: string, user?: User): void {
  const result = spawnSync('git', ['clone', '--quiet', '--no-hardlinks', projectRoot(), folder], {
    stdio: 'inherit',
  });
  if (result.status !== 0) throw new Error('git clone failed');
  if (user) spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
}

/** The environment of a fresh shell: no setting of ours, no Node of this project. */
function freshEnvironment(user: User | undefined, extra: Where['env']): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name));
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'));
  const home = user ? { HOME: user.home, USER: user.name, LOGNAME: user.name } : {};
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), ...home, ...extra };
}

/** Runs a command in a session of its own; `output()` is all that it has written so far. */
export function run(command: string, args: readonly string[], { cwd, user, env }: Where): Running {
  const child = spawn(command, [...args], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: freshEnvironment(user, env),
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  const chunks = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (chunk: Buffer) => {
      chunks[stream] += chunk;
    });
  }
  const ended = once(child, 'close').then(([code]) => Number(code));
  return { child, ended, output: () => chunks.stdout + chunks.stderr, errors: () => chunks.stderr };
}

/** `npm start` until the sign-in page is served; answers the seconds it took. */
export async function start(
  folder: string,
  { user, env, seconds = 300 }: Omit<Where, 'cwd'> & { seconds?: number } = {},
): Promise<Started> {
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
export async function stop(program: Started): Promise<{ code: number | 'never'; left: number }> {
  program.child.kill('SIGTERM');
  const code = await Promise.race([program.ended, sleep(30_000, 'never' as const, { ref: false })]);
  const left = databaseProcesses(program.folder).length;
  killEverything(program);
  return { code, left };
}

/** kill -9 of every process: npm's whole session, and the database that has one of its own. */
export function killEverything({ child, folder }: { child: ChildProcess; folder: string }): void {
  const victims = [-(child.pid ?? 0), ...databaseProcesses(folder)];
  for (const pid of victims) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended.
    }
  }
}

/** Every PostgreSQL process works in the folder of its cluster. */
function databaseProcesses(folder: string): number[] {
  const cluster = join(folder, 'data', 'postgresql');
  if (!existsSync(cluster)) return [];
  const place = realpathSync(cluster);
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && workingFolder(entry) === place)
    .map(Number);
}

function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
