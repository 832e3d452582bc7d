import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { projectRoot, sql } from '../../src/platform/database';
import { type TestDatabase, useDatabase } from './database';
import { freePort } from './ports';

export interface KeptMail {
  readonly subject: string;
  readonly text: string;
}

export interface Served {
  /** Where it answers, without final slash. */
  readonly origin: string;
  readonly database: TestDatabase;
  /** The mails to an address, oldest first, subjects with plain spaces and apostrophes, once there are at least `count` of this subject. */
  mailsTo(address: string, subject: string | RegExp, count?: number): Promise<KeptMail[]>;
}

/**
 * The built product as its users have it: a process of its own, with the demonstration loaded in an empty
 * database, on a free port. One for the test file; at the end it must stop cleanly when told to.
 */
export function useServed(): Served {
  // Said last, once everything has been cleared away: a hook that fails keeps the following from running.
  let end: { code: unknown; output: string } | undefined;
  afterAll(() => {
    expect(end?.code, end?.output).toBe(0);
    expect(end?.output).not.toMatch(errorLine);
  });
  const database = useDatabase({ empty: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'mc2i-served-'));
  let origin = '';
  let run: Run | undefined;

  beforeAll(async () => {
    const port = await freePort();
    // By its name: a passkey belongs to one, never to a number.
    origin = `http://localhost:${port}`;
    run = start({
      PORT: String(port),
      PUBLIC_URL: origin,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATA_DIR: dataDir,
      DEMO: '1',
    });
    await ready(run, origin);
  });
  afterAll(async () => {
    end = run && { code: await stop(run), output: run.output() };
    rmSync(dataDir, { recursive: true, force: true });
  });

  return {
    database,
    get origin() {
      return origin;
    },
    async mailsTo(address, subject, count = 1) {
      const read = async () => {
        const { rows } = await sql<KeptMail>`
          select mail.subject, mail.body_text as text from outgoing_mail as mail
          where mail.recipient = ${address} order by mail.created_at, mail.id`.execute(database.owner);
        return rows.map((mail) => ({
          ...mail,
          subject: mail.subject.replace(/\s/g, ' ').replaceAll('’', "'"),
        }));
      };
      return vi.waitFor(async () => {
        const mails = await read();
        const found = mails.filter((mail) =>
          subject instanceof RegExp ? subject.test(mail.subject) : mail.subject === subject,
        );
        expect(
          found.length,
          `« ${subject} » among ${mails.map((mail) => mail.subject)}`,
        ).toBeGreaterThanOrEqual(count);
        return mails;
      }, patience);
    },
  };
}

interface Run {
  readonly child: ChildProcess;
  output(): string;
}

function start(settings: Record<string, string>): Run {
  const child = spawn(process.execPath, ['dist/main.js', 'serve'], {
    cwd: projectRoot(),
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A run that is cut short skips its hooks: the product must not outlive it.
  process.once('exit', () => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return { child, output: () => output };
}

async function ready({ child, output }: Run, origin: string): Promise<void> {
  const isReady = () =>
    fetch(`${origin}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  await vi.waitUntil(async () => child.exitCode !== null || (await isReady()), patience);
  if (child.exitCode !== null) throw new Error(`the product ended: ${output()}`);
}

/** Far longer than anything takes, on a machine that does much else. */
const patience = { timeout: 60_000, interval: 50 };

/** An error in its log is somebody called out of bed: no journey of ours may cause one. */
const errorLine = /"level":[56]0/;

/** Its exit code, or the signal that it took. */
async function stop({ child }: Run): Promise<unknown> {
  const closed = once(child, 'close');
  if (!child.kill('SIGTERM')) return child.exitCode;
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const [code, signal] = await closed;
  clearTimeout(tooLong);
  return code ?? signal;
}
