import { everyWordIn, type Queryable, sql } from '../../../platform/database';
import { linesPerPage, pageWithin } from '../../../platform/paging';
import { hiddenCompanyName } from '../../../registry';
import type { Place } from '../../place';
import type { RoleCode } from '../../rules';
import { stillRuns } from '../../store';
import type { MembershipState } from '../lifecycle';

/** Which memberships the list shows: those that live ("en-cours"), those of one state, or all. */
export const userFilters = [
  'en-cours',
  'a-valider',
  'valide',
  'suspendu',
  'refuse',
  'termine',
  'tous',
] as const;
export type UserFilter = (typeof userFilters)[number];

const statesOf: Readonly<Record<UserFilter, readonly MembershipState[]>> = {
  'en-cours': ['pending', 'active', 'suspended'],
  'a-valider': ['pending'],
  valide: ['active'],
  suspendu: ['suspended'],
  refuse: ['refused'],
  termine: ['ended'],
  tous: ['pending', 'active', 'suspended', 'refused', 'ended'],
};

/** One membership of the list. */
export interface UserLine {
  readonly membershipId: string;
  readonly accountId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly role: RoleCode;
  /** 'ended' once its last day is over. */
  readonly state: MembershipState;
  readonly endsOn: string | null;
  /** Of a pending one: the request to decide. */
  readonly requestId: string | null;
  /** Null: the whole company. */
  readonly siret: string | null;
  readonly siteName: string | null;
  readonly town: string | null;
  readonly lastSignInAt: Date | null;
  /** Nobody else administers an establishment that it reaches. */
  readonly lastAdministrator: boolean;
}

export interface UserList {
  readonly lines: readonly UserLine[];
  readonly total: number;
  /** From 1, within what exists. */
  readonly page: number;
  readonly pages: number;
}

/** The state as of now: a membership whose last day is over has ended, though nobody has written so. */
export const stateNow = (now: Date) => sql`
  case when membership.state in ('active', 'suspended')
    and not ${stillRuns(now)} then 'ended'
  else membership.state end`;

/** Those on an establishment and on its whole company; of a company, all. */
const reaching = ({ siren, siret }: Place) =>
  siret === null
    ? sql`membership.siren = ${siren}`
    : sql`membership.siren = ${siren} and (membership.siret = ${siret} or membership.siret is null)`;

const nameAndAddress = sql`concat_ws(' ', account.first_name, account.last_name, account.email)`;

/** One page of the people attached to a place, by name. */
export async function usersOf(
  db: Queryable,
  place: Place,
  asked: { filter: UserFilter; search: string; page: number; now: Date },
): Promise<UserList> {
  const source = sql`
    from membership join account on account.id = membership.account_id
    where ${reaching(place)} and ${everyWordIn(nameAndAddress, asked.search)}
      and ${stateNow(asked.now)} = any(${statesOf[asked.filter]})`;
  const { rows: counted } = await sql<{ total: number }>`select count(*)::integer as total ${source}`.execute(
    db,
  );
  const total = counted[0]?.total ?? 0;
  const { page, pages, before } = pageWithin(asked.page, total);
  const { rows: lines } = await sql<UserLine>`
    with shown as (
      select membership.*, ${stateNow(asked.now)} as state_now, account.first_name, account.last_name,
        account.email, account.last_sign_in_at
      ${source}
      order by account.last_name, account.first_name, membership.id
      limit ${linesPerPage} offset ${before}
    )
    select shown.id as "membershipId", shown.account_id as "accountId",
      coalesce(shown.first_name, '') as "firstName", coalesce(shown.last_name, shown.email) as "lastName",
      shown.email, shown.role, shown.state_now as state, shown.ends_on as "endsOn",
      shown.request_id as "requestId", shown.siret,
      coalesce(establishment.sign, company.name, ${hiddenCompanyName}) as "siteName", establishment.town,
      shown.last_sign_in_at as "lastSignInAt",
      public.is_last_administrator(membership, ${asked.now}) as "lastAdministrator"
    from shown join membership on membership.id = shown.id
    join company on company.siren = shown.siren
    left join establishment on establishment.siret = shown.siret
    order by shown.last_name, shown.first_name, shown.id`.execute(db);
  return { lines, total, page, pages };
}

/** A request that waits for the administrators of a place. */
export interface WaitingLine {
  readonly id: string;
  readonly siret: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
  readonly role: RoleCode;
  readonly confirmedAt: Date;
}

/** The requests to decide on a place, oldest first, but that of the person who looks. */
export async function requestsWaitingOn(
  db: Queryable,
  place: Place,
  myEmail: string,
): Promise<WaitingLine[]> {
  const { rows } = await sql<WaitingLine>`
    select request.id, request.siret, request.first_name as "firstName", request.last_name as "lastName",
      request.job_title as "jobTitle", request.role, request.confirmed_at as "confirmedAt"
    from access_request as request
    where request.state = 'pending' and request.email <> ${myEmail}
      and ${place.siret === null ? sql`request.siren = ${place.siren}` : sql`request.siret = ${place.siret}`}
    order by request.confirmed_at, request.id limit 100`.execute(db);
  return rows;
}

/** An address that may not ask for an establishment any more. */
export interface BlockedAddress {
  readonly id: string;
  readonly email: string;
  readonly siret: string;
  readonly blockedAt: Date;
  readonly blockedBy: string | null;
  readonly reason: string | null;
}

export async function blockedAddressesOn(db: Queryable, place: Place): Promise<BlockedAddress[]> {
  const where =
    place.siret === null ? sql`left(block.siret, 9) = ${place.siren}` : sql`block.siret = ${place.siret}`;
  const { rows } = await sql<BlockedAddress>`
    select block.id, block.email, block.siret, block.blocked_at as "blockedAt", request.reason,
      nullif(concat_ws(' ', account.first_name, account.last_name), '') as "blockedBy"
    from address_block as block join access_request as request on request.id = block.request_id
    left join account on account.id = block.blocked_by
    where block.lifted_at is null and ${where} order by block.blocked_at desc, block.id limit 100`.execute(
    db,
  );
  return rows;
}
