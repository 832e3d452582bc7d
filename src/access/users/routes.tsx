import { logAccess, logList, subjects } from '../../journal';
import { InvalidInput, notFound, Refusal } from '../../platform/errors';
import { type Answer, type Call, getViewable, page, post, type Route, redirect } from '../../platform/http';
import { listAsked } from '../../platform/paging';
import { mayThere } from '../../platform/who-may';
import { grantableOn, inForm } from '../decide-from-form';
import { mandatesActedBy, mandatesOn } from '../mandates';
import { type Place, placeIn } from '../place';
import { reviewsOf } from '../review/store';
import { findInvitation } from '../store';
import { changeMembershipOf } from './change-membership';
import { countSending } from './count-sending';
import { endMembership } from './end-membership';
import { liftAddressBlock } from './lift-block';
import { type DoneCode, doneCode } from './pages/frame';
import { UserPage, type UserPageProps } from './pages/user';
import { UsersPage } from './pages/users';
import { openInvitationsOn } from './queries/invitations';
import { eventsOf, type UserView, userOf } from './queries/user';
import { blockedAddressesOn, requestsWaitingOn, userFilters, usersOf } from './queries/users';
import { resendInvitation } from './resend-invitation';
import { restoreMembership, suspendMembership } from './suspend-membership';
import { withdrawInvitation } from './withdraw-invitation';

const managers = mayThere('users.manage');
const places = ['/etablissements/:siret/utilisateurs', '/entreprises/:siren/utilisateurs'];

/** "Gestion des utilisateurs", of an establishment and of a company as a whole. */
export const usersRoutes: readonly Route[] = places.flatMap((path) => [
  getViewable(path, managers, showUsers),
  post(path, managers, async (call) => {
    const { usersPath } = await placeIn(call);
    await call.count(gestures, call.person().accountId);
    return redirect(`${usersPath}?fait=${await settle(call)}`);
  }),
  getViewable(`${path}/:id`, managers, async (call) => {
    const { place, user } = await userIn(call);
    return showUser(call, place, user, { done: doneCode(call.query.fait) });
  }),
  post(`${path}/:id`, managers, changeUser),
]);

/** Each writes to somebody: so many that no administrator at work meets it. */
const gestures = { name: 'manage-users', tries: 300, seconds: 3600 };

/** The buttons beside the lines of the list. */
async function settle(call: Call): Promise<DoneCode> {
  const { form, perform } = call;
  const invitationId = form.invitation ?? '';
  if (form.geste === 'renvoyer') {
    const invitation = await findInvitation(call.kernel.db, invitationId);
    const here = await placeIn(call);
    if (invitation?.siren !== here.siren || (here.siret && invitation.siret !== here.siret)) throw notFound();
    await countSending(call, invitation);
    await perform(resendInvitation, { invitationId });
    return 'renvoye';
  }
  if (form.geste === 'annuler') {
    await perform(withdrawInvitation, { invitationId });
    return 'annule';
  }
  if (form.geste !== 'debloquer') throw new InvalidInput({ geste: 'Choisissez ce que vous voulez faire.' });
  await perform(liftAddressBlock, { blockId: form.blocage ?? '' });
  return 'debloque';
}

async function showUsers(call: Call): Promise<Answer> {
  const { db, clock } = call.kernel;
  const place = await placeIn(call);
  const person = call.person();
  const filter = userFilters.find((one) => one === call.query.etat) ?? 'en-cours';
  const asked = { filter, ...listAsked(call.query), now: clock() };
  const [list, waiting, invitations, blocked, mandates, { open }] = await Promise.all([
    usersOf(db, place, asked),
    requestsWaitingOn(db, place, person.email),
    openInvitationsOn(db, place),
    blockedAddressesOn(db, place),
    mandatesOn(db, place, asked.now),
    reviewsOf(db, place),
  ]);
  await logList(call, { action: 'read-users', ...(place.siret && { siret: place.siret }) }, [
    ...subjects('account', [...new Set(list.lines.map(({ accountId }) => accountId))]),
    ...subjects('access-request', idsOf(waiting)),
    ...subjects('invitation', idsOf(invitations)),
    ...subjects('address-block', idsOf(blocked)),
  ]);
  const done = doneCode(call.query.fait);
  const reviewBy = open?.dueAt ?? null;
  const shown = { person, place, list, waiting, invitations, blocked, mandates, reviewBy, done };
  return page(<UsersPage {...shown} {...asked} />);
}

const idsOf = (lines: readonly { readonly id: string }[]) => lines.map(({ id }) => id);

async function userIn(call: Call): Promise<{ place: Place; user: UserView }> {
  const place = await placeIn(call);
  const user = await userOf(call.kernel.db, place, call.params.id ?? '', call.kernel.clock());
  if (!user) throw notFound();
  return { place, user };
}

type Outcome = Partial<Pick<UserPageProps, 'errors' | 'typed' | 'refusal' | 'done'>>;

async function showUser(call: Call, place: Place, user: UserView, outcome: Outcome, status = 200) {
  const { db, clock } = call.kernel;
  const nothing = { errors: {}, typed: {}, refusal: null, done: null };
  await logAccess(call, {
    action: 'read-user',
    subjectKind: 'account',
    subjectId: user.accountId,
    ...(place.siret && { siret: place.siret }),
  });
  const { siren } = place;
  const { siret } = user;
  const grantable = await grantableOn(call, siret ?? siren);
  const wholeCompany = (await grantableOn(call, siren)).length > 0;
  const held = { siren, siret, wholeCompany };
  const acted = grantable.length > 0 ? await mandatesActedBy(db, user.accountId, held, clock()) : [];
  return page(
    <UserPage
      person={call.person()}
      place={place}
      user={user}
      events={await eventsOf(db, user.membershipId)}
      grantable={grantable}
      acted={acted}
      {...nothing}
      {...outcome}
    />,
    status,
  );
}

/** What was typed stays on the page, beside what is in force, whatever stops it. */
async function changeUser(call: Call): Promise<Answer> {
  await call.count(gestures, call.person().accountId);
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
      const { role = '', fin: endsOn = '' } = form;
      await call.perform(changeMembershipOf, { ...seen, role, endsOn });
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
