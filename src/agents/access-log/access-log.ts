import { typedAddress } from '../../journal';
import { type Queryable, sql } from '../../platform/database';
import { linesPerPage, type PageOf, pageOf } from '../../platform/paging';
import { type Period, within } from '../../platform/period';

/** "lus": who read or changed what concerns a person; "faits": what that person read or changed. */
export const accessViews = ['lus', 'faits'] as const;
export type AccessView = (typeof accessViews)[number];

/** One line of the access log; of a list that was read, as many lines as it showed people. */
export interface AccessLine {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly outcome: 'done' | 'failed' | 'refused';
  /** Null: nobody signed in. */
  readonly by: string | null;
  readonly byEmail: string | null;
  /** Network address. */
  readonly address: string | null;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Of the person that the line is about, where it is about one. */
  readonly name: string;
  readonly email: string | null;
  readonly siret: string | null;
  /** As whom the reader looked; null: as themselves. */
  readonly viewedAs: string | null;
  /** Address of the page read as somebody. */
  readonly page: string | null;
  /** Lines of the same list, this one included; 1 but in "faits". */
  readonly alike: number;
}

/** Somebody whom the product knows by their address. */
export interface KnownPerson {
  /** Null: they only ever asked, or were invited. */
  readonly accountId: string | null;
  readonly name: string;
  readonly email: string;
}

/** The person of an address; null when nothing is known of it. */
export async function personKnownBy(db: Queryable, email: string): Promise<KnownPerson | null> {
  const { rows } = await sql<KnownPerson>`
    select account.id as "accountId", concat_ws(' ', account.first_name, account.last_name) as name, account.email
    from account where account.email = ${email}
    union all
    (select null, concat_ws(' ', request.first_name, request.last_name), request.email
     from access_request as request where request.email = ${email} order by request.sent_at desc limit 1)
    union all
    (select null, '', invitation.email from invitation where invitation.email = ${email} limit 1)
    limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Everything that tells something of a person, as subjects of the access log. */
const subjectsOf = ({ accountId, email }: KnownPerson) => sql`
  select 'account' as kind, ${accountId}::text as id where ${accountId}::text is not null
  union select 'access-request', request.id::text from access_request as request
    where request.email = ${email} or request.account_id = ${accountId}
  union select 'document', request.document_id::text from access_request as request
    where (request.email = ${email} or request.account_id = ${accountId}) and request.document_id is not null
  union select 'invitation', invitation.id::text from invitation where invitation.email = ${email}
  union select 'membership', membership.id::text from membership where membership.account_id = ${accountId}
  union select 'takeover', takeover.id::text from takeover where takeover.account_id = ${accountId}
  union select 'address-block', block.id::text from address_block as block where block.email = ${email}
  union select 'mail-log', ${email}
  union select 'address', ${typedAddress(email).subjectId}`;

/** One page of the access log of a person, latest first. */
export function accessesOf(
  db: Queryable,
  person: KnownPerson,
  asked: { readonly view: AccessView; readonly period: Period; readonly page: number },
): Promise<PageOf<AccessLine>> {
  const { view, period } = asked;
  const inPeriod = within(sql`entry.at`, period);
  const chosen =
    view === 'lus'
      ? sql`select entry.id, entry.at, 1 as alike from access_log_entry as entry
          join subject on subject.kind = entry.subject_kind and subject.id = entry.subject_id
          where ${inPeriod} and (${person.accountId}::uuid is null or entry.actor_id is distinct from ${person.accountId}::uuid)`
      : sql`select max(entry.id) as id, max(entry.at) as at, count(*)::integer as alike from access_log_entry as entry
          where entry.actor_id = ${person.accountId}::uuid and ${inPeriod}
          group by coalesce(entry.request_id, entry.id::text), entry.action`;
  return pageOf(asked.page, async (before) => {
    const { rows } = await sql<AccessLine & { total: number }>`
      with subject as (${subjectsOf(person)}), chosen as (${chosen}),
      shown as (
        select chosen.id, chosen.alike, count(*) over ()::integer as total
        from chosen order by chosen.at desc, chosen.id desc limit ${linesPerPage} offset ${before}
      )
      select shown.total, shown.alike, entry.id::text as id, entry.at, entry.action, entry.outcome, entry.address,
        nullif(concat_ws(' ', actor.first_name, actor.last_name), '') as by, actor.email as "byEmail",
        nullif(concat_ws(' ', viewed.first_name, viewed.last_name), '') as "viewedAs", entry.page,
        entry.subject_kind as "subjectKind", entry.subject_id as "subjectId", entry.siret,
        concat_ws(' ', coalesce(request.first_name, concerned.first_name),
          coalesce(request.last_name, concerned.last_name)) as name,
        coalesce(request.email, invitation.email, concerned.email) as email
      from shown join access_log_entry as entry on entry.id = shown.id
      left join account as actor on actor.id = entry.actor_id
      left join account as viewed on viewed.id = entry.viewed_as
      left join access_request as request on request.id = ${subjectId('access-request')}
      left join invitation on invitation.id = ${subjectId('invitation')}
      left join membership on membership.id = ${subjectId('membership')}
      left join account as concerned on concerned.id = coalesce(membership.account_id, ${subjectId('account')})
      order by entry.at desc, entry.id desc`.execute(db);
    return rows;
  });
}

const subjectId = (kind: string) =>
  sql`case when entry.subject_kind = ${kind} then entry.subject_id::uuid end`;
