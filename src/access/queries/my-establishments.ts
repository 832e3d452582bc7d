import { type Queryable, sql } from '../../platform/database';
import { companyName, hiddenCompanyName, knownSiteName, siteAddress, siteName } from '../../registry';
import type { RoleCode } from '../rules';
import { stillRuns } from '../store';

export interface MyEstablishment {
  readonly siren: string;
  readonly companyName: string;
  /** Null: the whole company, its present and future establishments. */
  readonly siret: string | null;
  readonly siteName: string;
  readonly siteAddress: string;
  readonly role: RoleCode;
  readonly state: 'pending' | 'active' | 'suspended';
  /** Last day (YYYY-MM-DD); null: none. */
  readonly endsOn: string | null;
  readonly establishmentState: 'valid' | 'to_validate' | 'refused';
  readonly establishmentActive: boolean;
  readonly mayManageUsers: boolean;
}

/**
 * The perimeter of an account, with the two axes: the establishment's state and the membership's. What has reached
 * its last day is no longer in it.
 */
export async function membershipsOf(db: Queryable, accountId: string, now: Date): Promise<MyEstablishment[]> {
  const { rows } = await sql<MyEstablishment>`
    select membership.siren, ${companyName} as "companyName", membership.siret,
      ${siteName} as "siteName",
      ${siteAddress} as "siteAddress",
      membership.role, membership.state, membership.ends_on as "endsOn",
      coalesce(establishment.state, company.state) as "establishmentState",
      coalesce(establishment.active, company.active) as "establishmentActive",
      (membership.role = 'establishment_administrator' and membership.state = 'active') as "mayManageUsers"
    from membership
    join company on company.siren = membership.siren
    left join establishment on establishment.siret = membership.siret
    where membership.account_id = ${accountId} and membership.state in ('pending', 'active', 'suspended')
      and ${stillRuns(now)}
    order by company.name, membership.siret nulls first
  `.execute(db);
  return rows;
}

export interface RequestToConfirm {
  readonly id: string;
  readonly siret: string;
  readonly siteLabel: string;
  readonly role: RoleCode;
  readonly sentAt: Date;
}

/** Requests sent with the address of an account: one button confirms them. */
export async function requestsToConfirm(db: Queryable, email: string): Promise<RequestToConfirm[]> {
  const { rows } = await sql<RequestToConfirm>`
    select request.id, request.siret, request.role, request.sent_at as "sentAt",
      concat_ws(' – ', coalesce(${knownSiteName},
          request.proposed_establishment ->> 'sign', request.proposed_company ->> 'name',
          ${hiddenCompanyName}),
        request.siret, nullif(${siteAddress}, '')) as "siteLabel"
    from access_request as request
    left join establishment on establishment.siret = request.siret
    left join company on company.siren = request.siren
    where request.email = ${email} and request.state = 'to_confirm'
    order by request.sent_at
  `.execute(db);
  return rows;
}

export interface RequestToDecide {
  readonly id: string;
  readonly siret: string;
  readonly siteName: string;
  readonly town: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: RoleCode;
  readonly confirmedAt: Date;
}

/** The pending requests that an account decides as an administrator, oldest first. Never its own. */
export async function requestsToDecide(
  db: Queryable,
  accountId: string,
  now: Date,
): Promise<RequestToDecide[]> {
  const { rows } = await sql<RequestToDecide>`
    select request.id, request.siret, ${siteName} as "siteName",
      establishment.town, request.first_name as "firstName", request.last_name as "lastName", request.role,
      request.confirmed_at as "confirmedAt"
    from access_request as request
    join establishment on establishment.siret = request.siret
    join company on company.siren = request.siren
    join account as me on me.id = ${accountId}
    where request.state = 'pending' and request.email <> me.email and exists (
      select 1 from membership
      where membership.account_id = me.id and membership.state = 'active'
        and membership.role = 'establishment_administrator' and membership.siren = request.siren
        and (membership.siret is null or membership.siret = request.siret)
        and ${stillRuns(now)}
    )
    order by request.confirmed_at
  `.execute(db);
  return rows;
}
