import { z } from 'zod';
import { record } from '../journal';
import { type BehaviourContext, behaviour } from '../platform/behaviour';
import { type Chore, cronName, enqueueByName, type Job } from '../platform/jobs';
import { abandonJob as dropJob, relaunchJob as restartJob } from '../platform/jobs-waiting';
import { abandonMail as dropMail, replayMail } from '../platform/mail';
import { rescan, type scanPayload } from './scan-documents';

/** Those who help people with their accounts, and those who see everything. */
const who = { kind: 'agent', roles: ['account_manager', 'supervisor'] } as const;

const mail = z.object({ mailId: z.uuid() });
const job = z.object({ jobId: z.string().regex(/^\d{1,18}$/) });

const recordOf = (
  context: BehaviourContext,
  action: string,
  subjectKind: string,
  subjectId: string,
  details = {},
) => record(context, { action: `agents.${action}`, subjectKind, subjectId, details });

/** Sends a refused mail again, or tries a late one now. False: somebody already has, or it has left meanwhile. */
export const resendMail = behaviour({
  name: 'agents.resend-mail',
  input: mail,
  who,
  async run(context, { mailId }): Promise<boolean> {
    if (!(await replayMail(context.tx, mailId))) return false;
    await recordOf(context, 'mail-resent', 'mail', mailId);
    return true;
  },
});

/** Gives a refused mail up, for good. False: somebody already has, or has sent it again. */
export const abandonMail = behaviour({
  name: 'agents.abandon-mail',
  input: mail,
  who,
  async run(context, { mailId }): Promise<boolean> {
    if (!(await dropMail(context.tx, mailId))) return false;
    await recordOf(context, 'mail-abandoned', 'mail', mailId);
    return true;
  },
});

/** Starts a job anew. False: somebody already has, or it has succeeded meanwhile. */
export const relaunchJob = behaviour({
  name: 'agents.relaunch-job',
  input: job,
  who,
  async run(context, { jobId }): Promise<boolean> {
    const name = await restartJob(context.tx, jobId);
    if (name === null) return false;
    await recordOf(context, 'job-relaunched', 'job', jobId, { name });
    return true;
  },
});

/** Gives up a job that failed for good. False: somebody already has, or has started it anew. */
export const abandonJob = behaviour({
  name: 'agents.abandon-job',
  input: job,
  who,
  async run(context, { jobId }): Promise<boolean> {
    const name = await dropJob(context.tx, jobId);
    if (name === null) return false;
    await recordOf(context, 'job-abandoned', 'job', jobId, { name });
    return true;
  },
});

/** Runs a chore now instead of at its hour; asked twice before it runs, it runs once. */
export const runChoreNow = (chore: Chore) =>
  behaviour({
    name: 'agents.run-chore-now',
    input: z.object({}),
    who,
    async run(context): Promise<boolean> {
      const name = cronName(chore);
      await enqueueByName(context.tx, name, {}, `chore:${name}`);
      await recordOf(context, 'chore-run', 'chore', chore.name);
      return true;
    },
  });

/** Asks again for the scan of every document that waits for it. */
export const scanAgain = (scan: Job<typeof scanPayload>) =>
  behaviour({
    name: 'agents.scan-again',
    input: z.object({}),
    who,
    async run(context): Promise<boolean> {
      await rescan(context.tx, scan, context.now);
      await recordOf(context, 'scan-asked-again', 'chore', scan.name);
      return true;
    },
  });
