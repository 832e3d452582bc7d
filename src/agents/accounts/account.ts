import type { RequestState, RoleCode } from '../../access';
import { openRemoval, passkeysOf, type Removal, recoveryCodesLeft, totpSince } from '../../accounts';
import { type SignIn, signInsOf } from '../../journal';
import { type Queryable, sql } from '../../platform/database';
import { type MailToPerson, mailsOfPerson } from '../../platform/mail';
import { countOpenSessions } from '../../platform/sessions';
import type { AgentRole } from '../../platform/who-may';
import { knownSiteName } from '../../registry';
import { type AccountState, deskActions } from './words';

const most = 20;

export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly state: AccountState;
  readonly phone: string;
  readonly jobTitle: string;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
  readonly lastSignInAt: Date | null;
  readonly passwordSetAt: Date | null;
  readonly secondFactorAt: Date | null;
  readonly agentRoles: readonly AgentRole[];
}

export interface Attachment {
  readonly id: string;
  readonly siren: string;
  /** Null: the whole company. */
  readonly siret: string | null;
  readonly siteName: string;
  readonly role: RoleCode;
  readonly state: 'pending' | 'active' | 'suspended' | 'ended' | 'refused';
  readonly since: Date;
  readonly endsOn: string | null;
  /** Without this account, nobody administers the place. */
  readonly lastAdministrator: boolean;
}

export interface AskedAccess {
  readonly id: string;
  readonly siret: string;
  readonly siteName: string;
  readonly role: RoleCode;
  readonly state: RequestState;
  readonly sentAt: Date;
}

/** What agents did to the account. */
export interface DeskEvent {
  readonly at: Date;
  readonly action: string;
  readonly by: string | null;
  readonly reason: string | null;
  /** Before two accounts were brought together. */
  readonly checked: string | null;
  /** The other of the two. */
  readonly otherId: string | null;
}

export interface AccountView {
  readonly account: Account;
  readonly attachments: readonly Attachment[];
  readonly requests: readonly AskedAccess[];
  readonly events: readonly DeskEvent[];
  readonly signIns: readonly SignIn[];
  readonly mails: readonly MailToPerson[];
  readonly openSessions: number;
  readonly totpSince: Date | null;
  readonly passkeysSince: readonly Date[];
  readonly recoveryCodesLeft: number;
  readonly removal: Removal | null;
}

/** Everything that an agent is shown of an account, never a secret nor the text of a mail; null when unknown. */
export async function accountView(db: Queryable, id: string, now: Date): Promise<AccountView | null> {
  const account = await accountOf(db, id);
  if (!account) return null;
  const { email } = account;
  return {
    account,
    attachments: await attachmentsOf(db, id, now),
    requests: await requestsOf(db, account),
    events: await eventsOf(db, id),
    signIns: email === '' ? [] : await signInsOf(db, { accountId: id, email }, 10),
    mails: email === '' ? [] : await mailsOfPerson(db, email, most),
    openSessions: await countOpenSessions(db, id, now),
    totpSince: await totpSince(db, id),
    passkeysSince: (await passkeysOf(db, id)).map(({ addedAt }) => addedAt),
    recoveryCodesLeft: await recoveryCodesLeft(db, id),
    removal: await openRemoval(db, id, now),
  };
}

async function accountOf(db: Queryable, id: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select account.id, account.email, account.state,
      coalesce(nullif(concat_ws(' ', account.first_name, account.last_name), ''), account.email) as name,
      coalesce(account.phone, '') as phone, coalesce(account.job_title, '') as "jobTitle",
      account.created_at as "createdAt", account.activated_at as "activatedAt",
      account.last_sign_in_at as "lastSignInAt", account.password_set_at as "passwordSetAt",
      account.second_factor_at as "secondFactorAt",
      array(select agent_role.role::text from agent_role where agent_role.account_id = account.id) as "agentRoles"
    from account where account.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

async function attachmentsOf(db: Queryable, id: string, now: Date): Promise<Attachment[]> {
  const { rows } = await sql<Attachment>`
    select membership.id, membership.siren, membership.siret, coalesce(${knownSiteName}, company.siren) as "siteName",
      membership.role, membership.state, membership.created_at as since, membership.ends_on as "endsOn",
      public.is_last_administrator(membership, ${now}) as "lastAdministrator"
    from membership join company on company.siren = membership.siren
    left join establishment on establishment.siret = membership.siret
    where membership.account_id = ${id}
    order by membership.state = 'active' desc, membership.created_at desc, membership.id limit 200`.execute(
    db,
  );
  return rows;
}

async function requestsOf(db: Queryable, { id, email }: Account): Promise<AskedAccess[]> {
  const { rows } = await sql<AskedAccess>`
    select request.id, request.siret, request.role, request.state, request.sent_at as "sentAt",
      coalesce(${knownSiteName}, request.siret) as "siteName"
    from access_request as request
    left join establishment on establishment.siret = request.siret
    left join company on company.siren = request.siren
    where request.account_id = ${id} or (${email} <> '' and request.email = ${email})
    order by request.sent_at desc, request.id limit ${most}`.execute(db);
  return rows;
}

async function eventsOf(db: Queryable, id: string): Promise<DeskEvent[]> {
  const { rows } = await sql<DeskEvent>`
    select entry.at, entry.action, entry.details->>'reason' as reason,
      nullif(concat_ws(' ', agent.first_name, agent.last_name), '') as by, nullif(merge.checked, '') as checked,
      case merge.kept_id when ${id} then merge.closed_id else merge.kept_id end as "otherId"
    from history_entry as entry left join account as agent on agent.id = entry.actor_id
    left join account_merge as merge on merge.id::text = entry.details->>'merge'
    where entry.subject_kind = 'account' and entry.subject_id = ${id} and entry.action = any(${deskActions})
    order by entry.id desc limit ${most}`.execute(db);
  return rows;
}
