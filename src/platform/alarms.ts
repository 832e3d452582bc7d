import type { Kernel } from './behaviour';
import { after, hours, minutes } from './clock';
import { sql } from './database';
import type { Chore, JobLog } from './jobs';
import { queueFigures } from './jobs-waiting';
import { mailIsStuck } from './mail';
import { messageOf } from './redact';

/** Something that goes wrong without anybody in front of a screen. */
export interface Alarm {
  readonly name: string;
  /** What is told to whoever must get up. */
  readonly message: string;
  isRaised(kernel: Kernel): Promise<boolean>;
}

/** How long a job that could run may wait: all workers are dead, or too few. */
const patience = minutes(3);

export const platformAlarms: readonly Alarm[] = [
  {
    name: 'mail',
    message: 'mails wait and none leaves: see the mail server',
    isRaised: ({ db, clock }) => mailIsStuck(db, clock()),
  },
  {
    name: 'jobs-failed',
    message: 'jobs failed for good: see the page of the agents',
    isRaised: async ({ db }) => (await queueFigures(db)).failed > 0,
  },
  {
    name: 'jobs-late',
    message: 'jobs wait for a worker',
    async isRaised({ db }) {
      const { oldest } = await queueFigures(db);
      return oldest !== null && Date.now() - oldest.getTime() > patience;
    },
  },
];

const repeatedAfter = hours(1);

/**
 * Looks every minute whether something goes wrong, and writes an error in the log: at the beginning, then once
 * an hour while it lasts, whatever the number of servers.
 */
export const watchChore = (alarms: readonly Alarm[], log: JobLog): Chore => ({
  name: 'platform.watch',
  every: '* * * * *',
  async run(kernel) {
    const failures: string[] = [];
    for (const alarm of alarms) {
      try {
        await watch(kernel, alarm, log);
      } catch (error) {
        failures.push(`${alarm.name}: ${messageOf(error)}`);
      }
    }
    if (failures.length > 0) throw new Error(failures.join('; '));
  },
});

async function watch(kernel: Kernel, { name, message, isRaised }: Alarm, log: JobLog): Promise<void> {
  const { db, clock } = kernel;
  if (!(await isRaised(kernel))) {
    const { rows } = await sql`delete from alarm where name = ${name} returning name`.execute(db);
    if (rows.length > 0) log.warn({ alarm: name }, 'alarm over');
    return;
  }
  const now = clock();
  const { rows } = await sql`
    insert into alarm (name, raised_at) values (${name}, ${now})
    on conflict (name) do update set raised_at = excluded.raised_at
      where alarm.raised_at <= ${after(now, -repeatedAfter)}
    returning name
  `.execute(db);
  if (rows.length > 0) log.error({ alarm: name }, message);
}
