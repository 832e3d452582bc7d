import { type Queryable, sql } from '../../../platform/database';
import { type Place, placeOf } from '../../place';
import { isUuid } from '../../store';
import type { MandateSide } from '../lifecycle';
import { type Mandate, type MandateCandidate, mandateColumns, peopleOfMandate } from '../store';

/** A mandate as its page shows it. */
export interface MandateView extends Mandate {
  readonly partner: Place;
  readonly client: Place;
  readonly askerName: string;
  readonly askerEmail: string;
  readonly acceptedAt: Date | null;
  readonly acceptedByName: string | null;
  readonly closedAt: Date | null;
  readonly closedAs: MandateSide | null;
  readonly reason: string | null;
  /** The partner's people who act, and some of those who may, among which a search finds the others. */
  readonly people: readonly MandateCandidate[];
}

type Row = Omit<MandateView, 'partner' | 'client' | 'people'>;

/** Null when it does not exist. */
export async function mandateView(
  db: Queryable,
  id: string,
  now: Date,
  search = '',
): Promise<MandateView | null> {
  if (!isUuid(id)) return null;
  const { rows } = await sql<Row>`
    select ${mandateColumns}, asker.email as "askerEmail",
      coalesce(nullif(concat_ws(' ', asker.first_name, asker.last_name), ''), asker.email) as "askerName",
      mandate.accepted_at as "acceptedAt",
      nullif(concat_ws(' ', giver.first_name, giver.last_name), '') as "acceptedByName",
      mandate.closed_at as "closedAt", mandate.closed_as as "closedAs", mandate.reason
    from mandate join account as asker on asker.id = mandate.asked_by
    left join account as giver on giver.id = mandate.accepted_by
    where mandate.id = ${id}`.execute(db);
  const [row] = rows;
  if (!row) return null;
  const partner = await placeOf(db, placeNames(row.partnerSiren, row.partnerSiret));
  const client = await placeOf(db, placeNames(row.siren, row.siret));
  if (!partner || !client) throw new Error(`mandate ${id}: a place is missing from the registry`);
  return { ...row, partner, client, people: await peopleOfMandate(db, row, now, search) };
}

const placeNames = (siren: string, siret: string | null): Record<string, string> =>
  siret === null ? { siren } : { siret };
