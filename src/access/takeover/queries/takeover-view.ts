import { type Queryable, sql } from '../../../platform/database';
import { companyName, siteAddress, siteName } from '../../../registry';
import type { RoleCode } from '../../rules';
import { isUuid, stillRuns } from '../../store';
import type { Settler, TakeoverState } from '../lifecycle';

/** A takeover as its pages show it. */
export interface TakeoverView {
  readonly id: string;
  readonly accountId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string | null;
  readonly email: string;
  readonly siren: string;
  readonly companyName: string;
  readonly siret: string;
  readonly siteName: string;
  readonly siteAddress: string;
  readonly reason: string;
  readonly state: TakeoverState;
  readonly askedAt: Date;
  readonly administratorsTold: number;
  readonly confirmableAt: Date;
  readonly settledAt: Date | null;
  readonly settledAs: Settler | null;
  readonly settledById: string | null;
  /** By name. */
  readonly settledBy: string | null;
  readonly refusalReason: string | null;
  readonly documentId: string | null;
  readonly documentName: string | null;
  readonly documentScan: 'waiting' | 'clean' | 'infected' | 'not_scanned' | null;
}

export async function takeoverView(db: Queryable, id: string): Promise<TakeoverView | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<TakeoverView>`
    select takeover.id, takeover.account_id as "accountId", coalesce(account.first_name, '') as "firstName",
      coalesce(account.last_name, account.email) as "lastName", account.job_title as "jobTitle", account.email,
      takeover.siren, ${companyName} as "companyName", takeover.siret,
      ${siteName} as "siteName",
      ${siteAddress} as "siteAddress",
      takeover.reason, takeover.state, takeover.asked_at as "askedAt",
      takeover.administrators_told as "administratorsTold", takeover.confirmable_at as "confirmableAt",
      takeover.settled_at as "settledAt", takeover.settled_as as "settledAs",
      takeover.settled_by as "settledById", nullif(concat_ws(' ', settler.first_name, settler.last_name), '') as "settledBy",
      takeover.refusal_reason as "refusalReason",
      document.id as "documentId", document.name as "documentName", document.scan as "documentScan"
    from takeover join account on account.id = takeover.account_id
    join company on company.siren = takeover.siren
    join establishment on establishment.siret = takeover.siret
    left join account as settler on settler.id = takeover.settled_by
    left join stored_file as document on document.id = takeover.document_id
    where takeover.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** A running takeover, in the list of somebody who has a part in it. */
export interface MyTakeover {
  readonly id: string;
  /** `own`: I asked. `answer`: I administer the establishment. `confirm`: I am a colleague, and it is time. */
  readonly part: 'own' | 'answer' | 'confirm';
  readonly firstName: string;
  readonly lastName: string;
  readonly siteName: string;
  readonly siret: string;
  readonly state: TakeoverState;
  readonly askedAt: Date;
  readonly confirmableAt: Date;
}

/** The running takeovers in which an account has a part, oldest first. */
export async function takeoversOf(db: Queryable, accountId: string, now: Date): Promise<MyTakeover[]> {
  const { rows } = await sql<MyTakeover & { part: MyTakeover['part'] | null }>`
    with held as (
      select membership.siren, membership.siret, membership.role, membership.updated_at from membership
      where membership.account_id = ${accountId} and membership.state = 'active' and ${stillRuns(now)}
    ), mine as (
      select takeover.*, (
        select bool_or(held.role = ${'establishment_administrator' satisfies RoleCode}) from held
        where held.siren = takeover.siren and (held.siret is null or held.siret = takeover.siret)) as administers,
        (select min(held.updated_at) from held
        where held.siren = takeover.siren and (held.siret is null or held.siret = takeover.siret)) as since
      from takeover
      where takeover.state in ('open', 'with_agents')
        and (takeover.account_id = ${accountId} or takeover.siren in (select held.siren from held))
    )
    select mine.id, case
        when mine.account_id = ${accountId} then 'own'
        when mine.administers then 'answer'
        when mine.state = 'open' and mine.since < mine.asked_at and mine.administrators_told > 0 and mine.confirmable_at <= ${now}
          then 'confirm' end as part,
      coalesce(account.first_name, '') as "firstName", coalesce(account.last_name, account.email) as "lastName",
      ${siteName} as "siteName", mine.siret, mine.state,
      mine.asked_at as "askedAt", mine.confirmable_at as "confirmableAt"
    from mine join account on account.id = mine.account_id
    join company on company.siren = mine.siren
    join establishment on establishment.siret = mine.siret
    order by mine.asked_at, mine.id`.execute(db);
  return rows.filter((row) => row.part !== null);
}
