import { type Queryable, sql, type Transaction } from '../../platform/database';
import type { RoleCode } from '../rules';

export type MembershipState = 'pending' | 'active' | 'suspended' | 'ended' | 'refused';

/** What the portal knows of an address already. */
export interface KnownAddress {
  accountId: string | null;
  /** By SIRET: the live membership, else the latest one that ended or was refused. */
  readonly memberships: Map<string, { role: RoleCode; state: MembershipState }>;
  /** SIRETs for which a decider blocked the address. */
  readonly blocked: Set<string>;
  /** SIRETs for which a request of the address waits for its decision. */
  readonly asked: Set<string>;
}

/** Of these SIRETs, those of open establishments that the OPCO has not refused. */
export async function openSites(
  db: Queryable,
  sirets: readonly string[],
): Promise<Map<string, 'open' | 'closed' | 'refused'>> {
  const { rows } = await sql<{ siret: string; active: boolean; state: string }>`
    select establishment.siret, establishment.active, establishment.state
    from establishment where establishment.siret = any(${sirets})`.execute(db);
  return new Map(
    rows.map(({ siret, active, state }) => [
      siret,
      state === 'refused' ? 'refused' : active ? 'open' : 'closed',
    ]),
  );
}

/** What is known of each address, read while nobody else sends, confirms or imports for them. */
export async function knownAddresses(
  tx: Transaction,
  emails: readonly string[],
): Promise<Map<string, KnownAddress>> {
  const known = new Map<string, KnownAddress>(
    emails.map((email) => [
      email,
      { accountId: null, memberships: new Map(), blocked: new Set(), asked: new Set() },
    ]),
  );
  const accounts = await sql<{ email: string; id: string }>`
    select account.email, account.id from account
    where account.email = any(${emails}) and account.state <> 'closed'`.execute(tx);
  for (const { email, id } of accounts.rows) {
    const address = known.get(email);
    if (address) address.accountId = id;
  }
  const held = await sql<{ email: string; siret: string; role: RoleCode; state: MembershipState }>`
    select account.email, membership.siret, membership.role, membership.state
    from membership join account on account.id = membership.account_id
    where account.email = any(${emails}) and account.state <> 'closed' and membership.siret is not null
    order by membership.state in ('pending', 'active', 'suspended'), membership.updated_at`.execute(tx);
  // The last row of an establishment wins: the live membership when there is one.
  for (const { email, siret, role, state } of held.rows) {
    known.get(email)?.memberships.set(siret, { role, state });
  }
  const blocks = await sql<{ email: string; siret: string }>`
    select block.email, block.siret from address_block as block
    where block.email = any(${emails}) and block.lifted_at is null`.execute(tx);
  for (const { email, siret } of blocks.rows) known.get(email)?.blocked.add(siret);
  const requests = await sql<{ email: string; siret: string }>`
    select request.email, request.siret from access_request as request
    where request.email = any(${emails}) and request.state = 'pending'`.execute(tx);
  for (const { email, siret } of requests.rows) known.get(email)?.asked.add(siret);
  return known;
}

/** Attaches a person to establishments; gives the SIRETs written, without those where they already were. */
export async function attach(
  tx: Transaction,
  accountId: string,
  memberships: readonly { siret: string; role: RoleCode }[],
  now: Date,
): Promise<Set<string>> {
  const { rows } = await sql<{ siret: string }>`
    insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
    select ${accountId}, left(added.siret, 9), added.siret, added.role, 'active', ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(memberships)}::jsonb) as added(siret text, role text)
    on conflict do nothing
    returning membership.siret`.execute(tx);
  return new Set(rows.map(({ siret }) => siret));
}
