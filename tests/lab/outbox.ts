import { setTimeout as sleep } from 'node:timers/promises';
import { inTransaction, openDatabase } from '../../src/platform/database';
import { queueMail } from '../../src/platform/mail';
import type { Cluster } from './cluster';

/** Waits until no mail waits and no job is left; answers the seconds it took. Fails after `most`. */
export async function drained(cluster: Cluster, most: number): Promise<number> {
  const began = Date.now();
  for (;;) {
    const [left] = await cluster.query<{ mails: number; jobs: number }>(
      `select (select count(*) from outgoing_mail where state = 'waiting')::int as mails,
         (select count(*) from graphile_worker._private_jobs as job
          join graphile_worker._private_tasks as task on task.id = job.task_id
          where task.identifier in ('send-mail', 'access.answer-request'))::int as jobs`,
    );
    const seconds = (Date.now() - began) / 1000;
    if (left?.mails === 0 && left.jobs === 0) return seconds;
    if (seconds > most) throw new Error(`after ${most} s: ${left?.mails} mails, ${left?.jobs} jobs left`);
    await sleep(100);
  }
}

/** As many mails in the outbox, each to its own address, written by the product's own code. */
export async function queueMany(cluster: Cluster, count: number): Promise<void> {
  const db = openDatabase(cluster.url('app'));
  const body = 'Bonjour, voici un message de la longueur habituelle. '.repeat(20);
  try {
    await inTransaction(db, async (tx) => {
      for (let index = 0; index < count; index++) {
        const to = `arriere${index}@courrier.example`;
        const mail = { kind: 'lab', to, subject: 'Arriéré', html: `<p>${body}</p>`, text: body };
        await queueMail(tx, mail, new Date());
      }
    });
  } finally {
    await db.destroy();
  }
}
