import { everyWordIn, type Queryable, sql } from '../../../platform/database';
import { linesPerPage, type PageOf, pageOf } from '../../../platform/paging';
import { siteName } from '../../../registry';
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

const statesOf: Readonly<Record<Exclude<UserFilter, 'tous'>, readonly MembershipState[]>> = {
  'en-cours': ['pending', 'active', 'suspended'],
  'a-valider': ['pending'],
  valide: ['active'],
  suspendu: ['suspended'],
  refuse: ['refused'],
  termine: ['ended'],
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

export type UserList = PageOf<UserLine>;

/** The state as of now: a membership whose last day is over has ended, though nobody has written so. */
export const stateNow = (now: Date) => sql`
  case when membership.state in ('active', 'suspended')
    and not ${stillRuns(now)} then 'ended'
  else membership.state end`;

/** Those that a filter shows, as of now; written so that an index on the state serves. */
function filtered(filter: UserFilter, now: Date) {
  if (filter === 'tous') return sql`true`;
  const states = sql`membership.state = any(${statesOf[filter]})`;
  const isOver = sql`(membership.state in ('active', 'suspended') and not ${stillRuns(now)})`;
  return filter === 'termine' ? sql`(${states} or ${isOver})` : sql`${states} and not ${isOver}`;
}

/** Those on an establishment and on its whole company; of a company, all. */
const reaching = ({ siren, siret }: Place) =>
  siret === null
    ? sql`membership.siren = ${siren}`
    : sql`membership.siren = ${siren} and (membership.siret = ${siret} or membership.siret is null)`;

/** As the index on accounts is built. */
const nameAndAddress = sql`public.person_search_text(account.first_name, account.last_name, account.email)`;

/** One page of the people attached to a place, by name. */
export function usersOf(
  db: Queryable,
  place: Place,
  asked: { filter: UserFilter; search: string; page: number; now: Date },
): Promise<UserList> {
  return pageOf(asked.page, async (before) => {
    const { rows } = await sql<UserLine & { total: number }>`
      with shown as (
        select membership.id, count(*) over ()::integer as total
        from membership join account on account.id = membership.account_id
        where ${reaching(place)} and ${everyWordIn(nameAndAddress, asked.search)}
          and ${filtered(asked.filter, asked.now)}
        order by account.last_name, account.first_name, membership.id
        limit ${linesPerPage} offset ${before}
      )
      select shown.total, membership.id as "membershipId", membership.account_id as "accountId",
        coalesce(account.first_name, '') as "firstName", coalesce(account.last_name, account.email) as "lastName",
        account.email, membership.role, ${stateNow(asked.now)} as state, membership.ends_on as "endsOn",
        membership.request_id as "requestId", membership.siret,
        ${siteName} as "siteName", establishment.town,
        account.last_sign_in_at as "lastSignInAt",
        public.is_last_administrator(membership, ${asked.now}) as "lastAdministrator"
      from shown join membership on membership.id = shown.id
      join account on account.id = membership.account_id
      join company on company.siren = membership.siren
      left join establishment on establishment.siret = membership.siret
      order by account.last_name, account.first_name, membership.id`.execute(db);
    return rows;
  });
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
