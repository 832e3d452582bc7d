import { type HeldMembership, mergePlan } from '../../access';
import { type AccountSummary, findAccount, mergeRefusal } from '../../accounts';
import { type Queryable, sql } from '../../platform/database';
import type { Refusal } from '../../platform/errors';
import { hashOfSecret } from '../../platform/links';
import { knownSiteName } from '../../registry';

interface Place {
  readonly siren: string;
  /** Null: the whole company. */
  readonly siret: string | null;
  readonly siteName: string;
}

export interface MergeMembership extends HeldMembership, Place {
  /** Without it, nobody administers the place. */
  readonly lastAdministrator: boolean;
  /** Clients for whom the person acts by it. */
  readonly mandates: readonly string[];
}

export interface MergeSide {
  readonly account: AccountSummary;
  readonly memberships: readonly MergeMembership[];
  /** What waits: account requests, invitations, takeovers of an administration. */
  readonly requests: readonly Place[];
  readonly invitations: readonly Place[];
  readonly takeovers: readonly Place[];
}

export interface MergeView {
  readonly kept: MergeSide;
  readonly merged: MergeSide;
  readonly steps: ReturnType<typeof mergePlan<MergeMembership>>;
  readonly refusal: Refusal | null;
  /** Says whether anything of both has changed since it was read. */
  readonly seen: string;
}

/** Two accounts side by side, and what bringing them together would do; null when one is unknown. */
export async function mergeView(
  db: Queryable,
  ids: { readonly kept: string; readonly merged: string },
  now: Date,
): Promise<MergeView | null> {
  const [kept, merged] = [await sideOf(db, ids.kept, now), await sideOf(db, ids.merged, now)];
  if (!kept || !merged) return null;
  const refusal = await mergeRefusal(db, { kept: kept.account, merged: merged.account, now });
  const seen = hashOfSecret(JSON.stringify([kept, merged, refusal?.sentence])).toString('hex');
  return { kept, merged, refusal, seen, steps: mergePlan(kept.memberships, merged.memberships) };
}

async function sideOf(db: Queryable, id: string, now: Date): Promise<MergeSide | null> {
  const account = await findAccount(db, id);
  if (!account) return null;
  const { email } = account;
  return {
    account,
    memberships: await membershipsOf(db, id, now),
    requests: await placesOf(
      db,
      sql`(select request.siren, request.siret from access_request as request
        where request.email = ${email} and request.state in ('to_confirm', 'pending'))`,
    ),
    invitations: await placesOf(
      db,
      sql`(select invitation.siren, invitation.siret from invitation
        where invitation.email = ${email} and invitation.state = 'sent')`,
    ),
    takeovers: await placesOf(
      db,
      sql`(select takeover.siren, takeover.siret from takeover
        where takeover.account_id = ${id} and takeover.state in ('open', 'with_agents'))`,
    ),
  };
}

async function membershipsOf(db: Queryable, id: string, now: Date): Promise<MergeMembership[]> {
  const { rows } = await sql<MergeMembership>`
    select membership.id, membership.version, membership.siren, membership.siret, membership.role, membership.state,
      membership.ends_on as "endsOn", coalesce(${knownSiteName}, company.siren) as "siteName",
      public.is_last_administrator(membership, ${now}) as "lastAdministrator",
      array(select client.name from mandate_member as member join mandate on mandate.id = member.mandate_id
        join company as client on client.siren = mandate.siren
        where member.membership_id = membership.id and mandate.state = 'accepted' order by client.name) as mandates
    from membership join company on company.siren = membership.siren
    left join establishment on establishment.siret = membership.siret
    where membership.account_id = ${id} and membership.state in ('active', 'suspended')
      and (membership.ends_on is null or membership.ends_on >= (${now}::timestamptz at time zone 'Europe/Paris')::date)
    order by membership.siren, membership.siret nulls first`.execute(db);
  return rows;
}

async function placesOf(db: Queryable, places: ReturnType<typeof sql>): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select place.siren, place.siret, coalesce(${knownSiteName}, place.siret, place.siren) as "siteName"
    from ${places} as place left join company on company.siren = place.siren
    left join establishment on establishment.siret = place.siret
    order by place.siren, place.siret nulls first`.execute(db);
  return rows;
}
