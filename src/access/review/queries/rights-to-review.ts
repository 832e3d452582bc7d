import { type Queryable, sql } from '../../../platform/database';
import { siteAddress, siteName } from '../../../registry';
import type { RoleCode } from '../../rules';
import { type ReviewedPlace, reviewed } from '../store';

/** Somebody who has access to a place by a right held there. */
export interface ReviewedUser {
  readonly id: string;
  readonly version: number;
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly role: RoleCode;
  readonly state: 'active' | 'suspended';
  readonly endsOn: string | null;
  /** Since when they hold this role there. */
  readonly since: Date;
  readonly account: 'to_activate' | 'migrated' | 'active' | 'blocked';
  readonly lastSignInAt: Date | null;
  readonly lastAdministrator: boolean;
}

/** A partner who acts there, or will, by a mandate. */
export interface ReviewedMandate {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly detail: string;
  readonly permissions: readonly string[];
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** How many people act by it. */
  readonly people: number;
}

/** Everything to review, by name: one list, since it is answered at once. */
export async function rightsToReview(
  db: Queryable,
  place: ReviewedPlace,
  now: Date,
): Promise<{ users: ReviewedUser[]; mandates: ReviewedMandate[] }> {
  const { rows: users } = await sql<ReviewedUser>`
    select membership.id, membership.version, account.id as "accountId", account.email,
      coalesce(nullif(concat_ws(' ', account.first_name, account.last_name), ''), account.email) as name,
      membership.role, membership.state, membership.ends_on as "endsOn",
      coalesce(membership.role_since, membership.created_at) as since, account.state as account,
      account.last_sign_in_at as "lastSignInAt", public.is_last_administrator(membership, ${now}) as "lastAdministrator"
    from membership join account on account.id = membership.account_id
    where ${reviewed.memberships(place, now)}
    order by account.last_name, account.first_name, membership.id`.execute(db);
  const { rows: mandates } = await sql<ReviewedMandate>`
    select mandate.id, mandate.version, ${siteName} as name, mandate.permissions,
      case when mandate.partner_siret is null then concat('SIREN ', mandate.partner_siren)
        else concat_ws(', ', concat('SIRET ', mandate.partner_siret), nullif(${siteAddress}, '')) end as detail,
      mandate.starts_on as "startsOn", mandate.ends_on as "endsOn",
      (select count(*)::integer from mandate_member as member where member.mandate_id = mandate.id) as people
    from mandate join company on company.siren = mandate.partner_siren
    left join establishment on establishment.siret = mandate.partner_siret
    where ${reviewed.mandates(place, now)}
    order by name, mandate.id`.execute(db);
  return { users, mandates };
}

/** Of the rights that an earlier list showed, the names of those that are no longer to review. */
export async function namesOfGone(
  db: Queryable,
  { siren, siret }: ReviewedPlace,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select coalesce(nullif(concat_ws(' ', account.first_name, account.last_name), ''), account.email) as name
    from membership join account on account.id = membership.account_id
    where membership.siren = ${siren} and membership.siret is not distinct from ${siret}
      and membership.id::text = any(${[...ids]})
    union all
    select ${siteName} from mandate join company on company.siren = mandate.partner_siren
    left join establishment on establishment.siret = mandate.partner_siret
    where mandate.siren = ${siren} and mandate.siret is not distinct from ${siret}
      and mandate.id::text = any(${[...ids]})
    order by name`.execute(db);
  return rows.map(({ name }) => name);
}
