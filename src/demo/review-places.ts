import { reviewChores, reviewRights } from '../access';
import { type Kernel, perform } from '../platform/behaviour';
import { sql } from '../platform/database';
import { morvan, solene } from './people';
import { kernelAt, personOf } from './tell-stories';

/**
 * The yearly review of rights in every state: late in Paris, to do in Belfort, done at the accounting firm, nobody to
 * do it where nobody administers. Through the behaviours of the product, each at its date; done twice, it changes
 * nothing.
 */
export async function reviewPlaces(today: Kernel): Promise<void> {
  await ask(kernelAt(today, 40.6));
  await keepEverybody(kernelAt(today, 33.4));
  await ask(kernelAt(today, 10.5));
}

async function ask(kernel: Kernel): Promise<void> {
  for (const chore of reviewChores) await chore.run(kernel);
}

async function keepEverybody(kernel: Kernel): Promise<void> {
  const place = { siren: morvan.slice(0, 9), siret: morvan };
  const { rows: done } = await sql`
    select from rights_review as review where review.siret = ${morvan} and review.done_at is not null`.execute(
    kernel.db,
  );
  if (done.length > 0) return;
  const { rows } = await sql<{ id: string; version: number }>`
    select membership.id, membership.version from membership where membership.siret = ${morvan}`.execute(
    kernel.db,
  );
  const memberships = rows.map((one) => ({ ...one, keep: true }));
  const answer = { place, lastSeen: null, memberships, mandates: [], reason: '', attested: true };
  await perform(kernel, reviewRights, await personOf(kernel, solene), answer);
}
