import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../src/platform/database';
import { startSmtp } from '../fakes/smtp';
import { freePort } from '../support/ports';
import { startCluster } from './cluster';

/** Events that the naive twin kept and whose mail never came, after this many kill -9 under six writers. */
export async function mailsLostByNaiveTwin(kills: number): Promise<number> {
  const cluster = await startCluster();
  const smtp = await startSmtp();
  let twin: ChildProcess | undefined;
  try {
    const port = await freePort();
    const start = async () => {
      twin = spawn(process.execPath, [join(projectRoot(), 'tests/lab/naive-mailer.ts')], {
        cwd: projectRoot(),
        env: { ...process.env, DATABASE_URL: cluster.url('owner'), SMTP_URL: smtp.url, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      if (twin.stdout) await once(twin.stdout, 'data');
    };
    const kill = async () => {
      if (!twin || twin.exitCode !== null || twin.signalCode !== null) return;
      const exited = once(twin, 'exit');
      twin.kill('SIGKILL');
      await exited;
    };
    let over = false;
    const write = async (writer: number) => {
      for (let round = 0; !over; round++) {
        await fetch(`http://127.0.0.1:${port}/w${writer}r${round}@naif.example`)
          .then((answer) => answer.text())
          .catch(() => sleep(20));
      }
    };
    await start();
    const writers = Promise.all([1, 2, 3, 4, 5, 6].map(write));
    for (let time = 0; time < kills; time++) {
      await sleep(300);
      await kill();
      await start();
    }
    over = true;
    await writers;
    const events = await cluster.query<{ email: string }>('select email from naive_event');
    const reached = () => new Set(smtp.received.flatMap(({ to }) => to));
    // What the last process still has in hand leaves within seconds.
    for (let before = -1; before !== smtp.received.length; await sleep(2000)) before = smtp.received.length;
    await kill();
    return events.filter(({ email }) => !reached().has(email)).length;
  } finally {
    twin?.kill('SIGKILL');
    await smtp.stop();
    await cluster.remove();
  }
}
