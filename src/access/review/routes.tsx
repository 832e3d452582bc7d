import { logList, subjects } from '../../journal';
import { type FieldErrors, InvalidInput, Refusal } from '../../platform/errors';
import { type Answer, type Call, getViewable, page, post, type Route, redirect } from '../../platform/http';
import { mayThere } from '../../platform/who-may';
import { placeIn } from '../place';
import { attestedField, ReviewPage, type ReviewPageProps } from './pages/review';
import { fieldOf } from './pages/rights';
import { namesOfGone, rightsToReview } from './queries/rights-to-review';
import { reviewRights } from './review-rights';
import { readSeen, type SeenRights } from './seen-list';
import { reviewsOf } from './store';

const managers = mayThere('users.manage');
const places = ['/etablissements/:siret/utilisateurs/revue', '/entreprises/:siren/utilisateurs/revue'];

/** Each may write to many. */
const reviewLimit = { name: 'review-rights', tries: 30, seconds: 3600 };

/** "Revue des droits", of an establishment and of a company as a whole. */
export const reviewRoutes: readonly Route[] = places.flatMap((path) => [
  getViewable(path, managers, (call) => show(call, nothingSaid)),
  post(path, managers, answer),
]);

type Outcome = Pick<ReviewPageProps, 'errors' | 'refusal' | 'seen'>;
const nothingSaid: Outcome = { errors: {}, refusal: null, seen: null };

async function show(call: Call, outcome: Outcome, status = 200): Promise<Answer> {
  const { db, clock } = call.kernel;
  const now = clock();
  const place = await placeIn(call);
  const rights = await rightsToReview(db, place, now);
  const gone = [...(outcome.seen?.keys() ?? [])].filter(
    (id) => ![...rights.users, ...rights.mandates].some((one) => one.id === id),
  );
  const accountIds = rights.users.map(({ accountId }) => accountId);
  await logList(
    call,
    { action: 'read-rights-review', ...(place.siret && { siret: place.siret }) },
    subjects('account', accountIds),
  );
  const shown = {
    ...{ person: call.person(), place, now, typed: call.form, ...rights },
    ...(await reviewsOf(db, place)),
    gone: await namesOfGone(db, place, gone),
  };
  return page(<ReviewPage {...shown} {...outcome} />, status);
}

/** Whoever is not ticked keeps their access. What was ticked stays so, whatever stops it. */
async function answer(call: Call): Promise<Answer> {
  await call.count(reviewLimit, call.person().accountId);
  const { form } = call;
  const { siren, siret } = await placeIn(call);
  const users = readSeen(form.vus);
  const mandates = readSeen(form.mandats);
  const answersTo = (seen: SeenRights) =>
    [...seen].map(([id, { version }]) => ({ id, version, keep: form[fieldOf(id)] !== 'oui' }));
  const seen = new Map([...users, ...mandates]);
  try {
    await call.perform(reviewRights, {
      place: { siren, siret },
      lastSeen: form.derniere || null,
      memberships: answersTo(users),
      mandates: answersTo(mandates),
      reason: form.motif ?? '',
      attested: form[attestedField] === 'oui',
    });
    const place = await placeIn(call);
    return redirect(`${place.usersPath}?fait=revue`);
  } catch (error) {
    if (error instanceof InvalidInput)
      return show(call, { errors: inPage(error.fields), refusal: null, seen }, 422);
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    const { sentence, wayOn } = error;
    return show(call, { errors: {}, refusal: { sentence, wayOn }, seen }, 409);
  }
}

/** The errors by the names of the page's fields, in the order of the page. */
function inPage({ reason, attested, ...rights }: FieldErrors): FieldErrors {
  return {
    ...Object.fromEntries(Object.entries(rights).map(([id, sentence]) => [fieldOf(id), sentence])),
    ...(reason && { motif: reason }),
    ...(attested && { [attestedField]: attested }),
  };
}
