import { type Queryable, sql } from '../../platform/database';
import { companyName, siteAddress, siteName } from '../../registry';
import type { RequestState } from '../lifecycle';
import type { RoleCode } from '../rules';

/** One request as its deciders see it: the person, the company, the establishment, the decision. */
export interface RequestView {
  readonly id: string;
  readonly state: RequestState;
  readonly email: string;
  readonly civility: 'M' | 'MME';
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
  readonly phone: string;
  /** An account that the person has opened: only they correct their details. */
  readonly hasAccount: boolean;
  readonly siren: string;
  readonly companyName: string;
  readonly companyState: 'valid' | 'to_validate' | 'refused';
  readonly siret: string;
  readonly siteName: string;
  readonly siteAddress: string;
  readonly establishmentState: 'valid' | 'to_validate' | 'refused';
  readonly establishmentActive: boolean;
  readonly role: RoleCode;
  readonly grantedRole: RoleCode | null;
  /** True when agents decide: no administrator at confirmation, or none answered. */
  readonly byAgents: boolean;
  readonly sentAt: Date;
  readonly confirmedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly decidedByName: string | null;
  readonly reason: string | null;
  readonly blocksAddress: boolean;
  /** The address's domain is that of no other member of the establishment, though there are some. */
  readonly otherDomain: boolean;
  readonly documentId: string | null;
  readonly documentName: string | null;
  readonly documentScan: 'waiting' | 'clean' | 'infected' | 'not_scanned' | null;
}

/** Null when unknown, or not confirmed yet: nobody decides before the address is proved. */
export async function requestForDecision(db: Queryable, id: string): Promise<RequestView | null> {
  const { rows } = await sql<RequestView>`
    select request.id, request.state, request.email, request.civility,
      coalesce(account.first_name, request.first_name) as "firstName",
      coalesce(account.last_name, request.last_name) as "lastName",
      coalesce(account.job_title, request.job_title) as "jobTitle",
      coalesce(account.phone, request.phone) as phone,
      coalesce(account.password_hash is not null, false) as "hasAccount",
      request.siren, ${companyName} as "companyName", company.state as "companyState",
      request.siret, ${siteName} as "siteName",
      ${siteAddress} as "siteAddress",
      establishment.state as "establishmentState", establishment.active as "establishmentActive",
      request.role, request.granted_role as "grantedRole",
      coalesce(request.decided_by_agents, false) as "byAgents",
      request.sent_at as "sentAt", request.confirmed_at as "confirmedAt", request.decided_at as "decidedAt",
      nullif(concat_ws(' ', decider.first_name, decider.last_name), '') as "decidedByName",
      request.reason, request.blocks_address as "blocksAddress",
      coalesce((
        select bool_and(split_part(colleague.email, '@', 2) <> split_part(request.email, '@', 2))
        from membership join account as colleague on colleague.id = membership.account_id
        where membership.siren = request.siren and membership.state = 'active'
          and (membership.siret is null or membership.siret = request.siret)
      ), false) as "otherDomain",
      document.id as "documentId", document.name as "documentName", document.scan as "documentScan"
    from access_request as request
    join company on company.siren = request.siren
    join establishment on establishment.siret = request.siret
    left join account on account.id = request.account_id
    left join account as decider on decider.id = request.decided_by
    left join stored_file as document on document.id = request.document_id
    where request.id::text = ${id} and request.confirmed_at is not null
  `.execute(db);
  return rows[0] ?? null;
}
