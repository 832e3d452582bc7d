import { logAccess } from '../../journal';
import { type FieldErrors, InvalidInput, notFound, Refusal } from '../../platform/errors';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../../platform/http';
import { mayThere } from '../../platform/who-may';
import { mayGrant, type RoleCode, roleCodes, roleSchema } from '../rules';
import { changeMembershipOf } from './change-membership';
import { endMembership, restoreMembership, suspendMembership } from './end-membership';
import { liftAddressBlock } from './lift-block';
import { type DoneCode, doneCode } from './pages/frame';
import { UserPage, type UserPageProps } from './pages/user';
import { UsersPage } from './pages/users';
import { type Place, placeOf } from './place';
import { eventsOf, type UserView, userOf } from './queries/user';
import { blockedAddressesOn, requestsWaitingOn, userFilters, usersOf } from './queries/users';

const managers = mayThere('users.manage');
const places = ['/etablissements/:siret/utilisateurs', '/entreprises/:siren/utilisateurs'];

/** "Gestion des utilisateurs", of an establishment and of a company as a whole. */
export const usersRoutes: readonly Route[] = places.flatMap((path) => [
  get(path, managers, showUsers),
  post(path, managers, async (call) => {
    const place = await placeIn(call);
    await call.perform(liftAddressBlock, { blockId: call.form.blocage ?? '' });
    return redirect(`${place.usersPath}?fait=debloque`);
  }),
  get(`${path}/:id`, managers, async (call) => {
    const { place, user } = await userIn(call);
    await logAccess(call, {
      action: 'read-user',
      subjectKind: 'account',
      subjectId: user.accountId,
      ...(place.siret && { siret: place.siret }),
    });
    return showUser(call, place, user, { done: doneCode(call.query.fait) });
  }),
  post(`${path}/:id`, managers, changeUser),
]);

async function placeIn(call: Call): Promise<Place> {
  const place = await placeOf(call.kernel.db, call.params);
  if (!place) throw notFound();
  return place;
}

async function showUsers(call: Call): Promise<Answer> {
  const { db, clock } = call.kernel;
  const place = await placeIn(call);
  const person = call.person();
  const filter = userFilters.find((one) => one === call.query.etat) ?? 'en-cours';
  const search = (call.query.q ?? '').slice(0, 100).trim();
  const asked = { filter, search, page: Number.parseInt(call.query.page ?? '1', 10) || 1, now: clock() };
  const [list, waiting, blocked] = await Promise.all([
    usersOf(db, place, asked),
    requestsWaitingOn(db, place, person.email),
    blockedAddressesOn(db, place),
  ]);
  await logAccess(call, {
    action: 'read-users',
    subjectKind: place.siret === null ? 'company' : 'establishment',
    subjectId: place.siret ?? place.siren,
    ...(place.siret && { siret: place.siret }),
  });
  const done = doneCode(call.query.fait);
  const shown = { person, place, list, filter, search, waiting, blocked, now: asked.now, done };
  return page(<UsersPage {...shown} />);
}

async function userIn(call: Call): Promise<{ place: Place; user: UserView }> {
  const place = await placeIn(call);
  const user = await userOf(call.kernel.db, place, call.params.id ?? '', call.kernel.clock());
  if (!user) throw notFound();
  return { place, user };
}

type Outcome = Partial<Pick<UserPageProps, 'errors' | 'typed' | 'refusal' | 'done'>>;

async function showUser(call: Call, place: Place, user: UserView, outcome: Outcome, status = 200) {
  const { db } = call.kernel;
  const nothing = { errors: {}, typed: {}, refusal: null, done: null };
  return page(
    <UserPage
      person={call.person()}
      place={place}
      user={user}
      events={await eventsOf(db, user.membershipId)}
      grantable={await grantableOn(call, user.siret ?? place.siren)}
      {...nothing}
      {...outcome}
    />,
    status,
  );
}

/** The roles that the signed-in person may grant on a place: none where they do not manage users. */
async function grantableOn(call: Call, place: string): Promise<RoleCode[]> {
  const { db, rights } = call.kernel;
  const held = await rights.permissionsOn(db, call.person().accountId, place);
  return held.has('users.manage') ? roleCodes.filter((code) => mayGrant(held, code)) : [];
}

const fieldNames: Readonly<Record<string, string>> = { endsOn: 'fin', reason: 'motif', role: 'role' };
const inForm = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).map(([name, sentence]) => [fieldNames[name] ?? name, sentence]));

/** What was typed stays on the page, beside what is in force, whatever stops it. */
async function changeUser(call: Call): Promise<Answer> {
  const { place, user } = await userIn(call);
  try {
    const done = await take(call, user);
    // Whoever has just left sees this place no more.
    if (done === 'retire' && user.accountId === call.person().accountId)
      return redirect('/mes-etablissements');
    return redirect(
      `${done === 'retire' ? place.usersPath : `${place.usersPath}/${user.membershipId}`}?fait=${done}`,
    );
  } catch (error) {
    const typed = call.form;
    if (error instanceof InvalidInput) {
      return showUser(call, place, user, { errors: inForm(error.fields), typed }, 422);
    }
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    const { sentence, wayOn } = error;
    const { user: now } = await userIn(call);
    return showUser(call, place, now, { refusal: { sentence, wayOn }, typed }, 409);
  }
}

async function take(call: Call, { membershipId }: UserView): Promise<DoneCode> {
  const { form } = call;
  const seen = { membershipId, version: Number(form.version) || 0 };
  const reason = form.motif ?? '';
  switch (form.geste) {
    case 'modifier': {
      const role = roleSchema.safeParse(form.role);
      if (!role.success) throw new InvalidInput({ role: 'Choisissez un rôle.' });
      await call.perform(changeMembershipOf, { ...seen, role: role.data, endsOn: form.fin ?? '' });
      return 'modifie';
    }
    case 'suspendre':
      await call.perform(suspendMembership, { ...seen, reason });
      return 'suspendu';
    case 'retablir':
      await call.perform(restoreMembership, seen);
      return 'retabli';
    case 'retirer':
      await call.perform(endMembership, { ...seen, reason });
      return 'retire';
    default:
      throw new InvalidInput({ '': 'Choisissez ce que vous voulez faire.' });
  }
}
