import type { Kernel } from '../platform/behaviour';
import { after, days } from '../platform/clock';
import { inTransaction, sql } from '../platform/database';
import { enqueueByName } from '../platform/jobs';
import { PermanentMailError, sendMailJob } from '../platform/mail';
import { hugo, rachel } from './people';

/** What the agents have to start again: a mail refused for good, and a job that failed at each of its tries. */
export async function showFailures(kernel: Kernel): Promise<void> {
  await refuseMail(kernel, rachel.email, "550 5.1.1 Cette boîte aux lettres n'existe pas");
  await failJob(kernel, hugo.email);
}

/** As the mail server would, the day after it was written. */
async function refuseMail(kernel: Kernel, recipient: string, answer: string): Promise<void> {
  const { rows } = await sql<{ id: string; createdAt: Date }>`
    select mail.id, mail.created_at as "createdAt" from outgoing_mail as mail
    where mail.recipient = ${recipient} and mail.state = 'waiting' order by mail.created_at limit 1
  `.execute(kernel.db);
  const mail = rows[0];
  if (!mail) return;
  const refuse = sendMailJob(() => Promise.reject(new PermanentMailError(answer)));
  const then = { ...kernel, clock: () => after(mail.createdAt, days(1)) };
  await refuse.run(then, { mailId: mail.id });
}

async function failJob(kernel: Kernel, email: string): Promise<void> {
  const key = 'demonstration:failed';
  await inTransaction(kernel.db, async (tx) => {
    await enqueueByName(tx, 'accounts.recover', { email }, key);
    await sql`
      select graphile_worker.permanently_fail_jobs(array_agg(job.id), 'Connection terminated unexpectedly')
      from graphile_worker._private_jobs as job where job.key = ${key}`.execute(tx);
  });
}
