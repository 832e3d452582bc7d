import { type Queryable, sql, type Transaction } from '../../platform/database';
import type { RoleCode } from '../rules';
import { isUuid } from './requests';

export type InvitationState = 'sent' | 'accepted' | 'withdrawn' | 'replaced';

export interface Invitation {
  readonly id: string;
  /** Canonical. */
  readonly email: string;
  readonly siren: string;
  /** Null: the whole company. */
  readonly siret: string | null;
  readonly role: RoleCode;
  /** Last day of the membership that it gives (YYYY-MM-DD); null: none. */
  readonly endsOn: string | null;
  readonly state: InvitationState;
  readonly invitedBy: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

const columns = sql`
  invitation.id, invitation.email, invitation.siren, invitation.siret, invitation.role,
  invitation.ends_on as "endsOn", invitation.state, invitation.invited_by as "invitedBy",
  invitation.sent_at as "sentAt", invitation.expires_at as "expiresAt"`;

/** Writes an invitation; false when one to the same address for the same place is open. */
export async function insertInvitation(tx: Transaction, one: Omit<Invitation, 'state'>): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into invitation (id, email, siren, siret, role, ends_on, state, invited_by, sent_at, expires_at)
    values (${one.id}, ${one.email}, ${one.siren}, ${one.siret}, ${one.role}, ${one.endsOn}, 'sent',
      ${one.invitedBy}, ${one.sentAt}, ${one.expiresAt})
    on conflict (email, siren, coalesce(siret, '')) where state = 'sent' do nothing
  `.execute(tx);
  return numAffectedRows === 1n;
}

export async function findInvitation(db: Queryable, id: string): Promise<Invitation | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Invitation>`
    select ${columns} from invitation where invitation.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** The same, as it now is, and nobody else settles it until the end of the transaction. */
export async function lockInvitation(tx: Transaction, id: string): Promise<Invitation | null> {
  const { rows } = await sql<Invitation>`
    select ${columns} from invitation where invitation.id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

/** The open invitations of an address, oldest first. */
export async function openInvitationsTo(db: Queryable, email: string): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`
    select ${columns} from invitation where invitation.email = ${email} and invitation.state = 'sent'
    order by invitation.sent_at, invitation.id`.execute(db);
  return rows;
}

/** Sent again, by somebody who answers for it from now on; as it then is, null when it is no longer open. */
export async function renewInvitation(
  tx: Transaction,
  id: string,
  { invitedBy, sentAt, expiresAt }: Pick<Invitation, 'invitedBy' | 'sentAt' | 'expiresAt'>,
): Promise<Invitation | null> {
  const { rows } = await sql<Invitation>`
    update invitation set invited_by = ${invitedBy}, sent_at = ${sentAt}, expires_at = ${expiresAt}
    where id = ${id} and state = 'sent' returning ${columns}`.execute(tx);
  return rows[0] ?? null;
}

/** Compare-and-set: an open invitation is settled once; false for every other caller. */
export async function settleInvitation(
  tx: Transaction,
  id: string,
  settled: { state: Exclude<InvitationState, 'sent'>; accountId: string | null; now: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update invitation set state = ${settled.state}, account_id = ${settled.accountId}, settled_at = ${settled.now}
    where id = ${id} and state = 'sent'`.execute(tx);
  return numAffectedRows === 1n;
}

/** Closes those that would bring back to a place somebody who has just been taken from it; gives their ids. */
export async function withdrawInvitationsTo(
  tx: Transaction,
  email: string,
  place: { siren: string; siret: string | null },
  now: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update invitation set state = 'withdrawn', settled_at = ${now}
    where email = ${email} and siren = ${place.siren} and state = 'sent'
      and (${place.siret}::text is null or siret is null or siret = ${place.siret})
    returning invitation.id`.execute(tx);
  return rows.map(({ id }) => id);
}
