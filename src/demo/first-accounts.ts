import { createAgent } from '../access';
import { hashPassword, insertAccount } from '../accounts';
import { type Kernel, perform } from '../platform/behaviour';
import { after, days } from '../platform/clock';
import { inTransaction, sql, type Transaction } from '../platform/database';
import { type AgentRole, systemActor } from '../platform/who-may';
import { agents, type Holding, heldDays, type Member, members, type Someone } from './people';

/** Longer than anything that is told of them. */
const openDays = 90;
/** Of who comes back often. */
const lastDays = 4;

/**
 * The people who were there before the portal opened: accounts with their password and memberships that no
 * behaviour of the product makes (first administrators, migrated, suspended). Everything else of
 * the demonstration goes through the behaviours. Doing it twice changes nothing.
 */
export async function writeFirstAccounts(kernel: Kernel, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  const now = kernel.clock();
  const opened = after(now, -days(openDays));
  await inTransaction(kernel.db, async (tx) => {
    for (const member of members) await insertMember(tx, member, passwordHash, now);
    for (const { person } of agents) await insertPerson(tx, person, 'active', passwordHash, opened);
  });
  for (const { person, role } of agents) {
    if (await holdsRole(kernel, person, role)) continue;
    await perform({ ...kernel, clock: () => opened }, createAgent, systemActor('demonstration'), {
      email: person.email,
      role,
      session: null,
    });
  }
}

/** Nothing, when somebody has this address already. */
export async function insertMember(
  tx: Transaction,
  { person, state, holds, idleDays = lastDays }: Member,
  passwordHash: string,
  now: Date,
): Promise<void> {
  const ago = (count: number) => after(now, -days(count));
  const held = holds.map(({ siret }) => Math.max(heldDays[siret ?? ''] ?? openDays, idleDays));
  const hash = state === 'migrated' ? null : passwordHash;
  const accountId = await insertPerson(tx, person, state, hash, ago(Math.max(...held)));
  if (accountId === null) return;
  if (state === 'active') await noteLastSignIn(tx, accountId, ago(idleDays));
  for (const [index, holding] of holds.entries())
    await insertHolding(tx, accountId, holding, ago(held[index] ?? openDays));
}

async function holdsRole({ db }: Kernel, { email }: Someone, role: AgentRole): Promise<boolean> {
  const { rows } = await sql`
    select 1 from agent_role join account on account.id = agent_role.account_id
    where account.email = ${email} and agent_role.role = ${role}`.execute(db);
  return rows.length > 0;
}

const insertPerson = (
  tx: Transaction,
  { email, ...person }: Someone,
  state: 'active' | 'migrated',
  passwordHash: string | null,
  now: Date,
) => insertAccount(tx, { email, identity: { ...person, phone: fictionalPhone }, state, passwordHash, now });

const noteLastSignIn = (tx: Transaction, accountId: string, at: Date) =>
  sql`update account set last_sign_in_at = ${at} where id = ${accountId}`.execute(tx);

/** In the range kept for works of fiction. Source: Arcep, décision 2018-0881. */
export const fictionalPhone = '+33199001234';

async function insertHolding(tx: Transaction, accountId: string, holding: Holding, now: Date) {
  const { siren, siret, role, state = 'active', endReason = null } = holding;
  await sql`
    insert into membership (account_id, siren, siret, role, state, end_reason, created_at, updated_at)
    values (${accountId}, ${siren}, ${siret}, ${role}, ${state}, ${endReason}, ${now}, ${now})
  `.execute(tx);
}
