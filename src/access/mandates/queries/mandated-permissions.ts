import { type Queryable, sql } from '../../../platform/database';
import type { Permission, Reach } from '../../../platform/who-may';
import { dayInParis } from '../../../platform/working-days';
import { liveMembershipsOn, stillRuns } from '../../store';

/**
 * What an account may do on a place (an establishment by its SIRET, a whole company by its SIREN) by the mandates that
 * name it: accepted, between their days, by a membership in use of a partner whom the OPCO has validated.
 */
export async function mandatedPermissions(
  db: Queryable,
  accountId: string,
  place: string,
  now: Date,
): Promise<Permission[]> {
  const { rows } = await sql<{ permissions: Permission[] }>`
    select mandate.permissions from ${mandatesOpening(accountId, now)} and mandate.siren = ${place.slice(0, 9)}
      and (mandate.siret is null or mandate.siret = ${place})`.execute(db);
  return rows.flatMap(({ permissions }) => permissions);
}

/** The same on each part of a company; null: the whole of it. */
export async function mandatedWithin(
  db: Queryable,
  accountId: string,
  siren: string,
  now: Date,
): Promise<Reach[]> {
  const { rows } = await sql<{ siret: string | null; permissions: Permission[] }>`
    select mandate.siret, mandate.permissions from ${mandatesOpening(accountId, now)} and mandate.siren = ${siren}
      and not exists (select from establishment
        where establishment.siret = mandate.siret collate "C" and establishment.state = 'refused')
    order by mandate.siret nulls first`.execute(db);
  return rows.map(({ siret, permissions }) => ({
    siret,
    permissions: new Set(permissions),
    byMandate: true,
  }));
}

function mandatesOpening(accountId: string, now: Date) {
  const today = dayInParis(now);
  return sql`membership join mandate_member as member on member.membership_id = membership.id
    join mandate on mandate.id = member.mandate_id
    join company as partner on partner.siren = mandate.partner_siren
    left join establishment as office on office.siret = mandate.partner_siret
    where membership.account_id = ${accountId} and membership.state = 'active' and ${stillRuns(now)}
      and mandate.state = 'accepted'
      and mandate.starts_on <= ${today} and (mandate.ends_on is null or mandate.ends_on >= ${today})
      and partner.state = 'valid' and partner.active
      and coalesce(office.state, 'valid') = 'valid' and coalesce(office.active, true)`;
}

/** Whether somebody is attached to no part of an establishment: what they may do there comes from mandates. */
export async function actsByMandate(
  db: Queryable,
  accountId: string,
  siret: string,
  now: Date,
): Promise<boolean> {
  const held = await liveMembershipsOn(db, accountId, siret, now);
  return held.every(({ state }) => state !== 'active');
}
