import { everyWordIn, type Queryable, sql, type Transaction } from '../../platform/database';
import type { Permission } from '../../platform/who-may';
import { type Batch, isUuid, stillRuns } from '../store';
import { type MandateSide, type MandateState, type MandateStep, mandateTransitions } from './lifecycle';

export interface Mandate {
  readonly id: string;
  readonly partnerSiren: string;
  /** Null: the partner's whole company. */
  readonly partnerSiret: string | null;
  /** The client. */
  readonly siren: string;
  /** Null: its whole company. */
  readonly siret: string | null;
  readonly permissions: readonly Permission[];
  /** YYYY-MM-DD, in Paris. */
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly state: MandateState;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly version: number;
}

export const mandateColumns = sql`
  mandate.id, mandate.partner_siren as "partnerSiren", mandate.partner_siret as "partnerSiret", mandate.siren,
  mandate.siret, mandate.permissions, mandate.starts_on as "startsOn", mandate.ends_on as "endsOn", mandate.state,
  mandate.asked_by as "askedBy", mandate.asked_at as "askedAt", mandate.version`;

type Sides = Pick<Mandate, 'partnerSiren' | 'partnerSiret' | 'siren' | 'siret'>;

const between = ({ partnerSiren, partnerSiret, siren, siret }: Sides) => sql`
  mandate.partner_siren = ${partnerSiren} and mandate.partner_siret is not distinct from ${partnerSiret}
  and mandate.siren = ${siren} and mandate.siret is not distinct from ${siret}`;

/** Writes one that is asked; false when the same runs already. One whose last day is over makes room for it. */
export async function insertMandate(
  tx: Transaction,
  one: Omit<Mandate, 'state' | 'version'>,
  today: string,
): Promise<boolean> {
  await sql`
    update mandate set state = 'ended', closed_at = ${one.askedAt}, version = mandate.version + 1
    where ${between(one)} and mandate.state = 'accepted' and mandate.ends_on < ${today}`.execute(tx);
  const { numAffectedRows } = await sql`
    insert into mandate (id, partner_siren, partner_siret, siren, siret, permissions, starts_on, ends_on, state,
      asked_by, asked_at)
    values (${one.id}, ${one.partnerSiren}, ${one.partnerSiret}, ${one.siren}, ${one.siret},
      ${[...one.permissions]}, ${one.startsOn}, ${one.endsOn}, 'asked', ${one.askedBy}, ${one.askedAt})
    on conflict (partner_siren, coalesce(partner_siret, ''), siren, coalesce(siret, ''))
      where state in ('asked', 'accepted') do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function findMandate(db: Queryable, id: string): Promise<Mandate | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Mandate>`
    select ${mandateColumns} from mandate where mandate.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/**
 * Whether the client's company has refused the partner's since an instant, whatever the establishments: another door is
 * not another question.
 */
export async function wasMandateRefused(
  db: Queryable,
  { partnerSiren, siren }: Pick<Mandate, 'partnerSiren' | 'siren'>,
  since: Date,
): Promise<boolean> {
  const { rows } = await sql`
    select from mandate where mandate.partner_siren = ${partnerSiren} and mandate.siren = ${siren}
      and mandate.state = 'refused' and mandate.closed_at > ${since}
    limit 1`.execute(db);
  return rows.length > 0;
}

type Seen = Pick<Mandate, 'id' | 'version'>;

/** Compare-and-set: gives it these rights and days; false when it is not as it was seen. */
export async function giveMandate(
  tx: Transaction,
  { id, version }: Seen,
  step: Extract<MandateStep, 'accept' | 'change'>,
  given: Pick<Mandate, 'permissions' | 'startsOn' | 'endsOn'>,
  by: { accountId: string; now: Date },
): Promise<boolean> {
  const { from, to } = mandateTransitions[step];
  const { numAffectedRows } = await sql`
    update mandate set state = ${to}, permissions = ${[...given.permissions]}, starts_on = ${given.startsOn},
      ends_on = ${given.endsOn}, accepted_at = coalesce(mandate.accepted_at, ${by.now}),
      accepted_by = coalesce(mandate.accepted_by, ${by.accountId}), version = mandate.version + 1
    where mandate.id = ${id} and mandate.version = ${version} and mandate.state = any(${from})`.execute(tx);
  return numAffectedRows === 1n;
}

export interface Closing {
  readonly by: string | null;
  /** Null: time. */
  readonly as: MandateSide | null;
  readonly reason: string | null;
  readonly now: Date;
}

/**
 * Compare-and-set: closes it, once; false for every other caller. By its state alone: nothing that the other side
 * does meanwhile keeps anybody from ending it.
 */
export async function closeMandate(
  tx: Transaction,
  { id }: Pick<Mandate, 'id'>,
  step: Exclude<MandateStep, 'accept' | 'change'>,
  { by, as, reason, now }: Closing,
): Promise<boolean> {
  const { from, to } = mandateTransitions[step];
  const { numAffectedRows } = await sql`
    update mandate set state = ${to}, closed_at = ${now}, closed_by = ${by}, closed_as = ${as}, reason = ${reason},
      version = mandate.version + 1
    where mandate.id = ${id} and mandate.state = any(${from})`.execute(tx);
  return numAffectedRows === 1n;
}

/** Takes a mandate that runs for this transaction; false when it does not any more. */
export async function holdMandate(tx: Transaction, { id }: Pick<Mandate, 'id'>): Promise<boolean> {
  const { rows } = await sql`
    select from mandate where mandate.id = ${id} and mandate.state in ('asked', 'accepted') for update`.execute(
    tx,
  );
  return rows.length === 1;
}

/** Those that run by or for a place that the OPCO refuses, oldest first. */
export async function runningMandatesOn(
  db: Queryable,
  what: { siren: string } | { siret: string },
): Promise<Mandate[]> {
  const reached =
    'siret' in what
      ? sql`(mandate.siret = ${what.siret} or mandate.partner_siret = ${what.siret})`
      : sql`(mandate.siren = ${what.siren} or mandate.partner_siren = ${what.siren})`;
  const { rows } = await sql<Mandate>`
    select ${mandateColumns} from mandate where mandate.state in ('asked', 'accepted') and ${reached}
    order by mandate.asked_at, mandate.id`.execute(db);
  return rows;
}

/** Those that run by a partner who is closed, or whose establishment is, oldest first. */
export async function mandatesOfClosedPartners(db: Queryable, batch: Batch): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`
    select ${mandateColumns} from mandate join company as partner on partner.siren = mandate.partner_siren
    left join establishment as office on office.siret = mandate.partner_siret
    where mandate.state in ('asked', 'accepted') and not (partner.active and coalesce(office.active, true))
      and mandate.id <> all(${batch.except})
    order by mandate.asked_at, mandate.id limit ${batch.limit}`.execute(db);
  return rows;
}

/** Asked before an instant, and not answered. */
export async function mandatesAskedBefore(db: Queryable, before: Date, batch: Batch): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`
    select ${mandateColumns} from mandate
    where mandate.state = 'asked' and mandate.asked_at < ${before} and mandate.id <> all(${batch.except})
    order by mandate.asked_at limit ${batch.limit}`.execute(db);
  return rows;
}

/** The memberships by which people may act for a partner: those that reach its place, and are in use. */
const actingFor = (
  { partnerSiren, partnerSiret }: Pick<Mandate, 'partnerSiren' | 'partnerSiret'>,
  now: Date,
) => sql`
  membership.siren = ${partnerSiren} and membership.state = 'active' and ${stillRuns(now)}
  and (membership.siret is null or ${partnerSiret}::text is null or membership.siret = ${partnerSiret})`;

/** Who may be named: `chosen` when they are. */
export interface MandateCandidate {
  readonly membershipId: string;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly jobTitle: string | null;
  readonly chosen: boolean;
  /** Named, but suspended there, or their account blocked: does not act for now. */
  readonly paused: boolean;
}

/** As many as a page can bear; a search finds the others. */
const mostCandidates = 50;

/** As the index on accounts is built. */
const nameAndAddress = sql`public.person_search_text(account.first_name, account.last_name, account.email)`;

/** The people of a partner, by name: all who act for a client, who asked, and some of those who may. */
export async function peopleOfMandate(
  db: Queryable,
  mandate: Pick<Mandate, 'id' | 'partnerSiren' | 'partnerSiret' | 'askedBy'>,
  now: Date,
  search = '',
): Promise<MandateCandidate[]> {
  const { rows } = await sql<MandateCandidate>`
    select membership.id as "membershipId", account.id as "accountId", account.email,
      account.job_title as "jobTitle", member.membership_id is not null as chosen,
      membership.state <> 'active' or account.state <> 'active' as paused,
      coalesce(nullif(concat_ws(' ', account.first_name, account.last_name), ''), account.email) as name
    from membership join account on account.id = membership.account_id
    left join mandate_member as member
      on member.mandate_id = ${mandate.id} and member.membership_id = membership.id
    where (member.membership_id is not null and membership.state in ('active', 'suspended')
        and account.state in ('active', 'blocked') and ${stillRuns(now)})
      or (${actingFor(mandate, now)} and account.state = 'active' and (account.id = ${mandate.askedBy} or ${everyWordIn(nameAndAddress, search)}))
    order by chosen desc, account.id = ${mandate.askedBy} desc, account.last_name, account.first_name, membership.id
    limit ${mostCandidates} + (select count(*) from mandate_member as every where every.mandate_id = ${mandate.id})`.execute(
    db,
  );
  return rows;
}

/** Of some memberships, those by which somebody may act for a partner. */
export async function mayActFor(
  db: Queryable,
  mandate: Pick<Mandate, 'partnerSiren' | 'partnerSiret'>,
  membershipIds: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select membership.id from membership join account on account.id = membership.account_id
    where membership.id::text = any(${[...membershipIds]}::text[]) and ${actingFor(mandate, now)}
      and account.state = 'active'`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Who was named to act by a mandate. */
export async function membersOf(db: Queryable, { id }: Pick<Mandate, 'id'>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select member.membership_id as id from mandate_member as member where member.mandate_id = ${id}`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** Names who acts by a mandate, instead of who did. */
export async function setMandateMembers(
  tx: Transaction,
  { id }: Pick<Mandate, 'id'>,
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
): Promise<void> {
  await sql`
    delete from mandate_member where mandate_member.mandate_id = ${id}
      and mandate_member.membership_id = any(${[...removed]}::uuid[])`.execute(tx);
  await sql`
    insert into mandate_member (mandate_id, membership_id)
    select ${id}::uuid, one from unnest(${[...added]}::uuid[]) as one`.execute(tx);
}
