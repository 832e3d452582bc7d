import { record } from '../journal';
import { type Queryable, sql } from '../platform/database';
import { queueMail } from '../platform/mail';
import { type ClosedPlace, closedPlacesToTell, markTold } from '../registry';
import { dueRequests } from './due-requests';
import { placeFactOf } from './mails/facts';
import { placeClosedMail } from './mails/place-closed';
import { stillRuns } from './store';

/**
 * An import of Sirene has found closed what people have rights on: they are told, with the establishment that follows
 * it. Nothing is taken from them: what was done stays readable, and what is under way is finished.
 */
export const tellClosedPlaces = dueRequests({
  name: 'access.tell-closed-places',
  every: '*/10 * * * *',
  read: (db, _now, batch) => closedPlacesToTell(db, batch),
  async settle(context, closed) {
    const { tx, now, kernel } = context;
    if (!(await markTold(tx, closed, now))) return;
    const { siren, siret, closedOn, successor } = closed;
    await record(context, {
      action: 'access.place-closed',
      ...(siret === null
        ? { subjectKind: 'company', subjectId: siren }
        : { subjectKind: 'establishment', subjectId: siret }),
      siren,
      siret,
      details: { closedOn, successor },
    });
    const place = await placeFactOf(tx, closed);
    const next =
      successor === null ? null : await placeFactOf(tx, { siren: successor.slice(0, 9), siret: successor });
    for (const person of await peopleOf(tx, closed, now)) {
      const facts = {
        ...person,
        changeId: closed.id,
        place,
        closedOn,
        successor: next,
        publicUrl: kernel.publicUrl,
      };
      await queueMail(tx, placeClosedMail(facts), now);
    }
  },
});

/**
 * Who has a right there: on the establishment, or on the whole company when it is the company that closed. Who has
 * rights on the whole company is not written to for each of its establishments.
 */
async function peopleOf(
  db: Queryable,
  { siren, siret }: ClosedPlace,
  now: Date,
): Promise<{ accountId: string; to: string; firstName: string | null }[]> {
  const { rows } = await sql<{ accountId: string; to: string; firstName: string | null }>`
    select distinct account.id as "accountId", account.email as "to", account.first_name as "firstName"
    from membership join account on account.id = membership.account_id
    where membership.siren = ${siren} and membership.siret is not distinct from ${siret}
      and membership.state = 'active' and account.state = 'active' and ${stillRuns(now)}
    order by account.id`.execute(db);
  return rows;
}
