import { notFound } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { type Place, placeOf } from '../place';
import { mayGrant, type RoleCode, roleCodes } from '../rules';

/** The place that the address names. */
export async function placeIn(call: Call): Promise<Place> {
  const place = await placeOf(call.kernel.db, call.params);
  if (!place) throw notFound();
  return place;
}

/** The roles that the signed-in person may grant on a place (SIRET or SIREN): none where they do not manage users. */
export async function grantableOn(call: Call, place: string): Promise<RoleCode[]> {
  const { db, rights } = call.kernel;
  const held = await rights.permissionsOn(db, call.person().accountId, place);
  return held.has('users.manage') ? roleCodes.filter((code) => mayGrant(held, code)) : [];
}
