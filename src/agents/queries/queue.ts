import { type RoleCode, stillRuns } from '../../access';
import { type Database, everyWordIn, sql } from '../../platform/database';
import { linesPerPage, type PageOf, pageOf } from '../../platform/paging';
import { companyName, siteName } from '../../registry';

/** The two views of the desk. */
export const queueViews = ['a-decider', 'decidees'] as const;
export type QueueView = (typeof queueViews)[number];

export type QueueKind = 'request' | 'company' | 'establishment' | 'takeover';

/** One line of the desk: a request, or a company or a site that no request of the desk brings along. */
export interface QueueLine {
  readonly kind: QueueKind;
  /** Id of the request, SIREN or SIRET. */
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly role: RoleCode | null;
  readonly companyName: string;
  readonly siren: string;
  readonly siteName: string | null;
  readonly siret: string | null;
  readonly town: string | null;
  readonly companyToValidate: boolean;
  readonly siteToValidate: boolean;
  /** In the view "decidees": approved, valid or refused. */
  readonly state: 'pending' | 'to_validate' | 'with_agents' | 'approved' | 'valid' | 'granted' | 'refused';
  /** When it came (view "a-decider") or was decided (view "decidees"). */
  readonly at: Date;
  readonly decidedBy: string | null;
}

export type Queue = PageOf<QueueLine>;

/** Who decides: the agents from the start or since the delay, or because nobody administers the site any more. */
const isTheAgents = (now: Date) => sql`(request.decided_by_agents or not exists (
  select 1 from membership join account on account.id = membership.account_id
  where membership.state = 'active' and account.state = 'active'
    and membership.role = 'establishment_administrator' and membership.siren = request.siren
    and (membership.siret is null or membership.siret = request.siret)
    and ${stillRuns(now)}))`;

const requestColumns = sql`
  'request' as kind, request.id::text as id, request.first_name, request.last_name, request.email, request.role,
  ${companyName} as company_name, request.siren,
  ${siteName} as site_name, request.siret, establishment.town,
  coalesce(company.state = 'to_validate', false) as company_to_validate,
  coalesce(establishment.state = 'to_validate', false) as site_to_validate, request.state`;

const companyColumns = sql`
  'company' as kind, company.siren as id, null as first_name, null as last_name, null as email, null as role,
  company.name as company_name, company.siren, null as site_name, null as siret, site.town,
  company.state = 'to_validate' as company_to_validate, false as site_to_validate, company.state`;

const establishmentColumns = sql`
  'establishment' as kind, establishment.siret as id, null as first_name, null as last_name, null as email,
  null as role, ${companyName} as company_name, establishment.siren,
  ${siteName} as site_name, establishment.siret, establishment.town,
  false as company_to_validate, establishment.state = 'to_validate' as site_to_validate, establishment.state`;

const takeoverColumns = sql`
  'takeover' as kind, takeover.id::text as id, account.first_name, account.last_name, account.email, null as role,
  ${companyName} as company_name, takeover.siren,
  ${siteName} as site_name, takeover.siret, establishment.town,
  false as company_to_validate, false as site_to_validate, takeover.state`;

const takeovers = sql`
  takeover join account on account.id = takeover.account_id
  join company on company.siren = takeover.siren
  join establishment on establishment.siret = takeover.siret`;

const headOffice = sql`left join establishment as site on site.siren = company.siren and site.head_office`;

/**
 * A company or a site whose request is on the desk is decided on that request's page. The site of a company
 * that was refused waits for nothing.
 */
const toDecide = (now: Date) => sql`
  with asked as (
    select request.* from access_request as request where request.state = 'pending' and ${isTheAgents(now)}
  )
  select ${requestColumns}, request.confirmed_at as at, null as decided_by
  from asked as request
  left join company on company.siren = request.siren
  left join establishment on establishment.siret = request.siret
  union all
  select ${companyColumns}, company.declared_at, null from company ${headOffice}
  where company.state = 'to_validate' and not exists (select 1 from asked where asked.siren = company.siren)
  union all
  select ${establishmentColumns}, establishment.declared_at, null
  from establishment join company on company.siren = establishment.siren
  where establishment.state = 'to_validate' and company.state <> 'refused'
    and not exists (select 1 from asked where asked.siret = establishment.siret)
  union all
  select ${takeoverColumns}, takeover.asked_at, null from ${takeovers} where takeover.state = 'with_agents'`;

const decider = (column: string) => sql`
  (select concat_ws(' ', account.first_name, account.last_name) from account
   where account.id = ${sql.ref(column)})`;

/** What the desk has decided. */
const decided = sql`
  select ${requestColumns}, request.decided_at as at, ${decider('request.decided_by')} as decided_by
  from access_request as request
  left join company on company.siren = request.siren
  left join establishment on establishment.siret = request.siret
  where request.state in ('approved', 'refused')
    and exists (select 1 from agent_role where agent_role.account_id = request.decided_by)
  union all
  select ${companyColumns}, company.decided_at, ${decider('company.decided_by')} from company ${headOffice}
  where company.decided_at is not null
  union all
  select ${establishmentColumns}, establishment.decided_at, ${decider('establishment.decided_by')}
  from establishment join company on company.siren = establishment.siren
  where establishment.decided_at is not null
  union all
  select ${takeoverColumns}, takeover.settled_at, ${decider('takeover.settled_by')}
  from ${takeovers} where takeover.settled_as = 'agent'`;

const whoAndWhere = sql`public.search_text(concat_ws(' ', line.first_name, line.last_name, line.email,
  line.company_name, line.site_name))`;

/** Every word typed is found in a name, an address or a company; a number may be typed with spaces. */
function matching(typed: string) {
  const digits = typed.replace(/\s/gu, '');
  if (/^\d{3,14}$/.test(digits)) {
    return sql`(line.siren like ${`${digits}%`} or line.siret like ${`${digits}%`})`;
  }
  return everyWordIn(whoAndWhere, typed);
}

/** One page of the desk: what waits, oldest first, or what was decided, latest first. */
export function queueOf(
  db: Database,
  asked: { view: QueueView; search: string; page: number; now: Date },
): Promise<Queue> {
  const source = asked.view === 'a-decider' ? toDecide(asked.now) : decided;
  const order = asked.view === 'a-decider' ? sql`asc` : sql`desc`;
  const where = matching(asked.search);
  return pageOf(asked.page, async (before) => {
    const { rows } = await sql<QueueLine & { total: number }>`
      select count(*) over ()::integer as total, line.kind, line.id, line.first_name as "firstName",
        line.last_name as "lastName", line.email, line.role, line.company_name as "companyName", line.siren,
        line.site_name as "siteName", line.siret, line.town, line.company_to_validate as "companyToValidate",
        line.site_to_validate as "siteToValidate", line.state, line.at, line.decided_by as "decidedBy"
      from (${source}) as line where ${where}
      order by line.at ${order}, line.id limit ${linesPerPage} offset ${before}`.execute(db);
    return rows;
  });
}

/** Whether the access asked by a pending request is the agents' to decide now. */
export async function isAgentsToDecide(db: Database, requestId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select 1 from access_request as request
    where request.id::text = ${requestId} and request.state = 'pending' and ${isTheAgents(now)}`.execute(db);
  return rows.length > 0;
}
