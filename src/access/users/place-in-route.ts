import { notFound } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { type Place, placeOf } from '../place';

/** The place that the address names. */
export async function placeIn(call: Call): Promise<Place> {
  const place = await placeOf(call.kernel.db, call.params);
  if (!place) throw notFound();
  return place;
}
