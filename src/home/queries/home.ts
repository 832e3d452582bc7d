import {
  invitationsTo,
  mandatesToAnswer,
  membershipsOf,
  type RoleCode,
  requestsToConfirm,
  requestsToDecide,
  reviewsToDo,
  stillRuns,
  takeoversOf,
} from '../../access';
import type { Kernel } from '../../platform/behaviour';
import { type Database, sql } from '../../platform/database';
import type { Person } from '../../platform/who-may';
import { siteName } from '../../registry';

/** A request of mine that somebody else decides. */
export interface OwnPendingRequest {
  readonly id: string;
  readonly siteName: string;
  readonly siret: string;
  readonly role: RoleCode;
  readonly confirmedAt: Date;
  readonly byAgents: boolean;
}

/**
 * What waits on the agents' desk, a file each: a company or a site decided together with a request is not
 * counted again. `oldest` is null when nothing waits.
 */
export interface DeskCounts {
  readonly requests: number;
  readonly companies: number;
  readonly establishments: number;
  readonly takeovers: number;
  readonly oldest: Date | null;
}

export const deskTotal = ({ requests, companies, establishments, takeovers }: DeskCounts) =>
  requests + companies + establishments + takeovers;

/** Everything the home page shows to a company's person. */
export async function homeOf(kernel: Kernel, person: Person) {
  const { db, clock } = kernel;
  const [toDecide, toConfirm, toAccept, pending, memberships, takeovers, mandates, reviews] =
    await Promise.all([
      requestsToDecide(db, person.accountId, clock()),
      requestsToConfirm(db, person.email),
      invitationsTo(kernel, person.email),
      ownPendingRequests(db, person.email),
      membershipsOf(db, person.accountId, clock()),
      takeoversOf(db, person.accountId, clock()),
      mandatesToAnswer(db, person.accountId, clock()),
      reviewsToDo(db, person.accountId, clock()),
    ]);
  const toAnswer = takeovers.filter(({ part }) => part !== 'own');
  return { toDecide, toConfirm, toAccept, pending, memberships, takeovers, toAnswer, mandates, reviews };
}
export type Home = Awaited<ReturnType<typeof homeOf>>;

async function ownPendingRequests(db: Database, email: string): Promise<OwnPendingRequest[]> {
  const { rows } = await sql<OwnPendingRequest>`
    select request.id, ${siteName} as "siteName",
      request.siret, request.role, request.confirmed_at as "confirmedAt",
      coalesce(request.decided_by_agents, false) as "byAgents"
    from access_request as request
    left join company on company.siren = request.siren
    left join establishment on establishment.siret = request.siret
    where request.email = ${email} and request.state = 'pending'
    order by request.confirmed_at, request.id
  `.execute(db);
  return rows;
}

/** The requests that the agents decide: handed over to them, or without anybody else. */
export const askedOfAgents = (now: Date) => sql`
  select request.siren, request.siret, request.confirmed_at
  from access_request as request
  where request.state = 'pending' and (request.decided_by_agents or not exists (
    select 1 from membership join account on account.id = membership.account_id
    where membership.state = 'active' and account.state = 'active'
      and membership.role = 'establishment_administrator' and membership.siren = request.siren
      and (membership.siret is null or membership.siret = request.siret)
      and ${stillRuns(now)}))`;

export async function deskCounts(db: Database, now: Date): Promise<DeskCounts> {
  const { rows } = await sql<DeskCounts>`
    with asked as (${askedOfAgents(now)}), waiting as (
      select 'request' as kind, asked.confirmed_at as since from asked
      union all
      select 'company', company.declared_at from company
      where company.state = 'to_validate' and not exists (select 1 from asked where asked.siren = company.siren)
      union all
      select 'establishment', establishment.declared_at
      from establishment join company on company.siren = establishment.siren
      where establishment.state = 'to_validate' and company.state <> 'refused'
        and not exists (select 1 from asked where asked.siret = establishment.siret)
      union all
      select 'takeover', takeover.asked_at from takeover where takeover.state = 'with_agents'
    )
    select count(*) filter (where waiting.kind = 'request')::integer as requests,
      count(*) filter (where waiting.kind = 'company')::integer as companies,
      count(*) filter (where waiting.kind = 'establishment')::integer as establishments,
      count(*) filter (where waiting.kind = 'takeover')::integer as takeovers,
      min(waiting.since) as oldest
    from waiting
  `.execute(db);
  return rows[0] ?? { requests: 0, companies: 0, establishments: 0, takeovers: 0, oldest: null };
}
