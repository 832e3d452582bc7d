import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  accessChores,
  inactiveChores,
  mandateChores,
  notificationChores,
  reviewChores,
  takeoverChores,
} from '../access';
import { record } from '../journal';
import { behaviour, type Kernel, perform } from '../platform/behaviour';
import { inTransaction, projectRoot, type Queryable, sql } from '../platform/database';
import type { FileStore } from '../platform/files';
import { systemActor } from '../platform/who-may';
import { importRegistry } from '../registry';
import { demonstrationPassword } from './accounts';
import { workOnAccounts } from './accounts-desk';
import { chooseDigest } from './choose-digest';
import { showFailures } from './failures';
import { fillIn } from './fill-in';
import { writeFirstAccounts } from './first-accounts';
import { giveMandates } from './mandates';
import { reviewPlaces } from './review-places';
import { runHouse } from './run-house';
import { stories } from './stories';
import { takeOver } from './take-over';
import { tellStory } from './tell-stories';

/** Said in the history: `started` before anything is written, `finished` once all is. */
const note = behaviour({
  name: 'demo.note',
  input: z.object({ step: z.enum(['started', 'finished']) }),
  who: { kind: 'system' },
  run: (context, { step }) =>
    record(context, { action: `demo.${step}`, subjectKind: 'demonstration', subjectId: '1' }),
});

async function noted(db: Queryable, step: 'started' | 'finished'): Promise<boolean> {
  const { rows } = await sql`
    select 1 from history_entry as entry
    where entry.subject_kind = 'demonstration' and entry.action = ${`demo.${step}`}`.execute(db);
  return rows.length > 0;
}

async function isEmpty(db: Queryable): Promise<boolean> {
  const { rows } = await sql`
    select 1 where exists (select 1 from account) or exists (select 1 from access_request)`.execute(db);
  return rows.length === 0;
}

/**
 * Loads the demonstration once, on a database where nobody has an account nor asked for one. Cut short by a
 * kill, the next call goes on where it stopped; two servers at once wait for one another. `finishJobs` does
 * the jobs that wait (mails to the mailbox). `files` keeps the proof document of one request.
 */
export async function loadDemonstration(
  kernel: Kernel,
  finishJobs: () => Promise<void>,
  files: FileStore,
): Promise<void> {
  if (await noted(kernel.db, 'finished')) return;
  const actor = systemActor('demonstration');
  await inTransaction(kernel.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('demonstration', 0))`.execute(tx);
    if (await noted(kernel.db, 'finished')) return;
    if (!(await noted(kernel.db, 'started'))) {
      if (!(await isEmpty(kernel.db))) return;
      await perform(kernel, note, actor, { step: 'started' });
    }
    await importRegistry(kernel.db, registryFiles());
    await writeFirstAccounts(kernel, demonstrationPassword);
    await chooseDigest(kernel);
    for (const story of stories) await tellStory(kernel, story, files);
    await runHouse(kernel);
    await takeOver(kernel, files);
    await giveMandates(kernel);
    await fillIn(kernel);
    await workOnAccounts(kernel);
    await importRegistry(kernel.db, registryFiles('changes'), { mode: 'changes' });
    await reviewPlaces(kernel);
    const chores = [
      ...accessChores,
      ...takeoverChores,
      ...mandateChores,
      ...notificationChores,
      ...inactiveChores,
      ...reviewChores,
    ];
    for (const chore of chores) await chore.run(kernel);
    await showFailures(kernel);
    await finishJobs();
    await perform(kernel, note, actor, { step: 'finished' });
  });
}

/** INSEE's files as the portal opened with them; those of its first month in `changes`. */
function registryFiles(...under: readonly string[]): string[] {
  const folder = join(projectRoot(), 'src', 'demo', 'registry', ...under);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => join(folder, name));
}
