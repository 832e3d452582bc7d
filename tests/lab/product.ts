import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { frugalMalloc, nodeOptions } from '../../bin/runtime.mjs';
import { projectRoot } from '../../src/platform/database';
import { freePort } from '../support/ports';
import type { Cluster } from './cluster';

/** The built product, in a process of its own, as those who run it have it. */
export interface Product {
  readonly origin: string;
  readonly port: number;
  /** Its folder of documents. */
  readonly dataDir: string;
  pid(): number;
  /** Everything it has written to its two outputs since the beginning. */
  output(): string;
  /** Resident memory, in bytes. */
  residentBytes(): number;
  /** Starts it again after an end; waits until it is ready. */
  start(): Promise<void>;
  /** SIGTERM; answers its exit code. */
  stop(): Promise<number | null>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Whether the process lives. */
  alive(): boolean;
  /** Another of its commands beside it, with the same settings. */
  launch(...command: readonly string[]): Launched;
  /** Ends it and clears its folder away. */
  remove(): Promise<void>;
}

/** A command of the product, in a process of its own. */
export interface Launched {
  /** Its exit code, null when it was killed, and everything it wrote. */
  readonly ended: Promise<{ code: number | null; output: string }>;
  readonly pid: number;
  /** kill -9. */
  kill(): void;
}

/** Of what the products of the laboratory seal. */
export const secretKey = '00'.repeat(32);

/**
 * Starts the product on a cluster. Without other settings it is a demonstration, with its people and mails
 * kept on a page; `DEMO: '0'` with SMTP_URL makes it what an OPCO runs. `command` is 'serve' or 'work';
 * `program` another build's main.js; `core` the processor that it may use, where the figure asks for it.
 */
export async function startProduct(
  cluster: Pick<Cluster, 'url'>,
  options: {
    settings?: Readonly<Record<string, string>>;
    command?: 'serve' | 'work';
    program?: string;
    dataDir?: string;
    core?: number;
  } = {},
): Promise<Product> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'mc2i-lab-data-'));
  const command = options.command ?? 'serve';
  const settings = {
    PORT: String(port),
    PUBLIC_URL: origin,
    DATABASE_URL: cluster.url('app'),
    DATABASE_OWNER_URL: cluster.url('owner'),
    DATA_DIR: dataDir,
    DEMO: '1',
    // The laboratory's agents sign in with their password alone, but in the world of `startWorld`.
    SECOND_FACTOR: 'offered',
    MAIL_FROM: 'mon compte 2i <ne-pas-repondre@mon-compte-2i.example>',
    SECRET_KEY: secretKey,
    ...options.settings,
  };
  let child: ChildProcess | undefined;
  let output = '';
  const endWithUs = () => child?.kill('SIGKILL');
  process.once('exit', endWithUs);

  const alive = () => child !== undefined && child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (!child || !alive()) return child?.exitCode ?? null;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
    return child.exitCode;
  };
  const ready = async () => {
    if (command === 'work') return /"level"|travaille/.test(output) || alive();
    const answer = await fetch(`${origin}/readyz`).catch(() => null);
    await answer?.arrayBuffer();
    return answer?.ok === true;
  };
  const run = (...args: readonly string[]) => {
    const main = options.program ?? join(projectRoot(), 'dist', 'main.js');
    const program = [process.execPath, ...nodeOptions(projectRoot(), args[0] ?? ''), main, ...args];
    const [file = '', ...rest] =
      options.core === undefined ? program : ['taskset', '-c', String(options.core), ...program];
    return spawn(file, rest, {
      cwd: projectRoot(),
      env: { ...frugalMalloc, PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  };
  const start = async () => {
    child = run(command);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(50)) {
      if (await ready()) return;
      if (!alive()) throw new Error(`the product ended: ${output.slice(-3000)}`);
    }
    throw new Error(`the product is not ready: ${output.slice(-3000)}`);
  };
  const pid = () => child?.pid ?? 0;

  await start();
  return {
    origin,
    port,
    dataDir,
    pid,
    output: () => output,
    residentBytes() {
      const status = readFileSync(`/proc/${pid()}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
    },
    start,
    stop: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
    alive,
    launch(...args) {
      const launched = run(...args);
      let said = '';
      for (const stream of [launched.stdout, launched.stderr]) {
        stream.on('data', (chunk: Buffer) => {
          said += chunk.toString();
        });
      }
      return {
        ended: once(launched, 'close').then(() => ({ code: launched.exitCode, output: said })),
        pid: launched.pid ?? 0,
        kill: () => void launched.kill('SIGKILL'),
      };
    },
    async remove() {
      await end('SIGTERM');
      process.off('exit', endWithUs);
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * What an OPCO runs, mails sent to `smtpUrl`, with the people of the demonstration: loaded first, by a start
 * that is over.
 */
export async function startOperated(
  cluster: Pick<Cluster, 'url'>,
  smtpUrl: string,
  options: Parameters<typeof startProduct>[1] = {},
): Promise<Product> {
  await (await startProduct(cluster, options)).remove();
  return startProduct(cluster, operated(smtpUrl, options));
}

/** The options of a process that shares the database of an operated product. */
export const operated = (smtpUrl: string, options: Parameters<typeof startProduct>[1] = {}) => ({
  ...options,
  settings: { ...options.settings, DEMO: '0', SMTP_URL: smtpUrl },
});
