import { logList, subjects } from '../../journal';
import { type FieldErrors, InvalidInput, Refusal } from '../../platform/errors';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../../platform/http';
import { mayThere } from '../../platform/who-may';
import { placeIn } from '../place';
import { fieldOf, ReviewPage, type ReviewPageProps, restField } from './pages/review';
import { type ReviewedUser, usersToReview } from './queries';
import { reviewRights } from './review-rights';
import { reviewsOf } from './store';

const managers = mayThere('users.manage');
const places = ['/etablissements/:siret/utilisateurs/revue', '/entreprises/:siren/utilisateurs/revue'];

/** Each may write to many. */
const reviewLimit = { name: 'review-rights', tries: 30, seconds: 3600 };

/** "Revue des droits", of an establishment and of a company as a whole. */
export const reviewRoutes: readonly Route[] = places.flatMap((path) => [
  get(path, managers, (call) => show(call, {})),
  post(path, managers, answer),
]);

type Outcome = Partial<Pick<ReviewPageProps, 'errors' | 'refusal' | 'seen'>>;

async function show(call: Call, outcome: Outcome, status = 200): Promise<Answer> {
  const { db, clock } = call.kernel;
  const place = await placeIn(call);
  const users = await usersToReview(db, place, clock());
  const { open, lastDone } = await reviewsOf(db, place);
  await logList(
    call,
    { action: 'read-rights-review', ...(place.siret && { siret: place.siret }) },
    subjects(
      'account',
      users.map(({ accountId }) => accountId),
    ),
  );
  const shown = {
    person: call.person(),
    place,
    users,
    dueAt: open?.dueAt ?? null,
    lastDone,
    typed: call.form,
  };
  return page(<ReviewPage {...shown} {...{ errors: {}, refusal: null, seen: null }} {...outcome} />, status);
}

/** The list as the form showed it. */
const seenIn = ({ form }: Call) =>
  new Map(
    (form.vus ?? '')
      .split(' ')
      .filter(Boolean)
      .map((one) => {
        const [id = '', version] = one.split(':');
        return [id, Number(version) || 0] as const;
      }),
  );

async function answer(call: Call): Promise<Answer> {
  await call.count(reviewLimit, call.person().accountId);
  const place = await placeIn(call);
  const { db, clock } = call.kernel;
  const users = new Map((await usersToReview(db, place, clock())).map((one) => [one.membershipId, one]));
  const seen = seenIn(call);
  const errors: Record<string, string> = {};
  const answers = [...seen].map(([membershipId, version]) => {
    const said = call.form[fieldOf(membershipId)];
    const user = users.get(membershipId);
    const keep =
      said === 'finir' ? false : said === 'garder' || call.form[restField] === 'oui' || mustStay(call, user);
    if (!keep && said !== 'finir')
      errors[fieldOf(membershipId)] =
        `Répondez pour ${user?.name ?? 'cette personne'}, ou gardez toutes les personnes sans réponse.`;
    return { membershipId, version, keep };
  });
  try {
    if (Object.keys(errors).length > 0) throw new InvalidInput(errors);
    const { siren, siret } = place;
    const input = { place: { siren, siret }, lastSeen: call.form.derniere || null, answers };
    await call.perform(reviewRights, { ...input, reason: call.form.motif ?? '' });
    return redirect(`${place.usersPath}?fait=revue`);
  } catch (error) {
    if (error instanceof InvalidInput) return show(call, { errors: inPage(error.fields) }, 422);
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    const { sentence, wayOn } = error;
    return show(call, { refusal: { sentence, wayOn }, seen }, 409);
  }
}

const mustStay = (call: Call, user: ReviewedUser | undefined) =>
  user === undefined || user.lastAdministrator || user.accountId === call.person().accountId;

const inPage = ({ reason, ...rest }: FieldErrors): FieldErrors => ({
  ...rest,
  ...(reason && { motif: reason }),
});
