import type { BehaviourContext } from '../../platform/behaviour';
import { type Queryable, sql } from '../../platform/database';
import { queueMail } from '../../platform/mail';
import { administrationVacantMail } from '../mails/administration-vacant';
import { placeFactOf } from '../mails/facts';
import { holdAdministrations, type MembershipRow, stillRuns } from '../store';
import { noted } from '../users';

/** Where the memberships just ended leave nobody to administer: the history says it, and those who are there too. */
export async function tellVacancies(
  context: BehaviourContext,
  ended: readonly MembershipRow[],
): Promise<void> {
  const { tx, now, kernel } = context;
  const administrations = ended.filter(
    ({ role, state }) => role === 'establishment_administrator' && state === 'active',
  );
  for (const membership of administrations) {
    await holdAdministrations(tx, membership.siren);
    if (await isAdministered(tx, membership, now)) continue;
    await noted(context, membership, 'access.administration-vacant');
    const place = await placeFactOf(tx, membership);
    const { publicUrl } = kernel;
    for (const one of await thoseThere(tx, membership, now)) {
      const facts = { ...one, membershipId: membership.id, place, publicUrl };
      await queueMail(tx, administrationVacantMail(facts), now);
    }
  }
}

type Place = Pick<MembershipRow, 'siren' | 'siret'>;

/** Somebody administers a place (SIRET, or null: the whole company), with an account in use. */
const administered = (siren: string, siret: ReturnType<typeof sql>, now: Date) => sql`exists (
  select from membership join account on account.id = membership.account_id
  where membership.siren = ${siren} and (membership.siret is null or membership.siret = ${siret})
    and membership.role = 'establishment_administrator' and membership.state = 'active'
    and account.state = 'active' and ${stillRuns(now)})`;

async function isAdministered(db: Queryable, { siren, siret }: Place, now: Date): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`
    select ${administered(siren, sql`${siret}::text`, now)} as yes`.execute(db);
  return rows[0]?.yes === true;
}

/** Who may take the administration over: attached, in use, where nobody administers any more. */
async function thoseThere(
  db: Queryable,
  { siren, siret }: Place,
  now: Date,
): Promise<{ accountId: string; to: string; firstName: string | null }[]> {
  const { rows } = await sql<{ accountId: string; to: string; firstName: string | null }>`
    with there as (
      select membership.account_id, coalesce(membership.siret, ${siret}) as siret from membership
      where membership.siren = ${siren} and membership.state = 'active' and ${stillRuns(now)}
        and (membership.siret is null or ${siret}::text is null or membership.siret = ${siret})
    )
    select distinct account.id as "accountId", account.email as "to", account.first_name as "firstName"
    from there join account on account.id = there.account_id
    where account.state = 'active' and not ${administered(siren, sql`there.siret`, now)}
    order by account.id`.execute(db);
  return rows;
}
