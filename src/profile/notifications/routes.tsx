import {
  chooseNotifications,
  chosenBy,
  digestHour,
  fieldOf,
  membershipsOf,
  notificationOffers,
} from '../../access';
import { type FieldErrors, InvalidInput } from '../../platform/errors';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../../platform/http';
import { signedIn } from '../../platform/who-may';
import { nextWorkingDayAt } from '../../platform/working-days';
import { NotificationsPage, notificationsPath } from './page';

/** "Mes notifications": when to be told of what others wait for, place by place. */
export const notificationsRoutes: readonly Route[] = [
  get(notificationsPath, signedIn, (call) => show(call, {})),
  post(notificationsPath, signedIn, async (call) => {
    try {
      await call.perform(chooseNotifications, { choices: await answersOf(call) });
    } catch (error) {
      if (error instanceof InvalidInput) return show(call, error.fields, 422);
      throw error;
    }
    return redirect(`${notificationsPath}?fait=1`);
  }),
];

const offersTo = async (call: Call) => {
  const { db, clock } = call.kernel;
  const person = call.person();
  return notificationOffers(person, await membershipsOf(db, person.accountId, clock()));
};

/** What the form answers; a question that it did not ask yet stays as it is. */
const answersOf = async (call: Call) =>
  (await offersTo(call)).flatMap(({ place, kinds }) =>
    kinds.flatMap((kind) => {
      const choice = call.form[fieldOf(place, kind)];
      return choice === undefined ? [] : [{ ...place, kind, choice }];
    }),
  );

async function show(call: Call, errors: FieldErrors, status?: number): Promise<Answer> {
  const { db, clock } = call.kernel;
  const person = call.person();
  const chosen = new Map(
    (await chosenBy(db, person.accountId)).map((one) => [fieldOf(one, one.kind), one.choice]),
  );
  return page(
    <NotificationsPage
      person={person}
      offers={await offersTo(call)}
      answerOf={(field) => call.form[field] ?? chosen.get(field) ?? 'now'}
      nextDigest={nextWorkingDayAt(clock(), digestHour)}
      errors={errors}
      saved={call.query.fait === '1'}
    />,
    status,
  );
}
