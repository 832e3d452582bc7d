import { type Queryable, sql, type Transaction } from '../../platform/database';
import { isUuid } from './requests';

/** The refused request by which an address may not ask for an establishment any more; null when it may. */
export async function isBlocked(db: Queryable, email: string, siret: string): Promise<string | null> {
  const { rows } = await sql<{ requestId: string }>`
    select block.request_id as "requestId" from address_block as block
    where block.email = ${email} and block.siret = ${siret} and block.lifted_at is null
  `.execute(db);
  return rows[0]?.requestId ?? null;
}

export async function blockAddress(
  tx: Transaction,
  block: { email: string; siret: string; requestId: string; by: string | null; now: Date },
): Promise<void> {
  await sql`
    insert into address_block (email, siret, request_id, blocked_at, blocked_by)
    values (${block.email}, ${block.siret}, ${block.requestId}, ${block.now}, ${block.by})
    on conflict (email, siret) where lifted_at is null do nothing
  `.execute(tx);
}

export interface AddressBlock {
  readonly id: string;
  readonly siret: string;
  readonly requestId: string;
}

export async function findBlock(db: Queryable, id: string): Promise<AddressBlock | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<AddressBlock>`
    select block.id, block.siret, block.request_id as "requestId" from address_block as block
    where block.id = ${id}
  `.execute(db);
  return rows[0] ?? null;
}

/** Compare-and-set: false when it was lifted already. */
export async function liftBlock(tx: Transaction, id: string, by: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update address_block set lifted_at = ${now}, lifted_by = ${by} where id = ${id} and lifted_at is null
  `.execute(tx);
  return numAffectedRows === 1n;
}
