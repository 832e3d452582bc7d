import { DeadLinkPage, emailSchema, findAccountByEmail, type Identity } from '../../accounts';
import { type FieldErrors, InvalidInput } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../../platform/http';
import { linkHolder, mayThere } from '../../platform/who-may';
import { grantableOn, inForm, readIdentity } from '../decide-from-form';
import { placeFactOf } from '../mails/facts';
import { placeIn } from '../place';
import type { Invitation } from '../store';
import { acceptInvitationByLink, acceptOwnInvitation, invitationOfLink } from './accept-invitation';
import { countSending } from './count-sending';
import { inviterOf, isUsable } from './invitation-rules';
import { invitePerson } from './invite-person';
import { InvitationPage, type WayToAccept } from './pages/invitation';
import { InvitePage } from './pages/invite';
import { renewByLink } from './renew-by-link';

const managers = mayThere('users.manage');
const places = ['/etablissements/:siret/utilisateurs/inviter', '/entreprises/:siren/utilisateurs/inviter'];
const path = '/invitation';

const acceptLimit = { name: 'accept-invitation', tries: 30, seconds: 900 };

/** Inviting somebody, and answering. */
export const invitationRoutes: readonly Route[] = [
  ...places.flatMap((address) => [
    get(address, managers, (call) => showInvite(call, {}, {})),
    post(address, managers, invite),
  ]),
  get(path, linkHolder, async (call) => {
    const secret = call.query.jeton ?? '';
    const invitation = await usableOfLink(call, secret);
    return invitation ? showInvitation(call, secret, invitation) : dead(secret);
  }),
  post(path, linkHolder, accept),
];

async function showInvite(call: Call, errors: FieldErrors, typed: Form, status = 200): Promise<Answer> {
  const place = await placeIn(call);
  const grantable = await grantableOn(call, place.siret ?? place.siren);
  const shown = { person: call.person(), place, grantable, errors, typed };
  return page(<InvitePage {...shown} />, status);
}

async function invite(call: Call): Promise<Answer> {
  const { siren, siret, usersPath } = await placeIn(call);
  try {
    const { email = '', role = '', fin: endsOn = '' } = call.form;
    const { data: address = email } = emailSchema.safeParse(email);
    await countSending(call, { siren, siret, email: address });
    await call.perform(invitePerson, { place: { siren, siret }, email, role, endsOn });
    return redirect(`${usersPath}?fait=invite`);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return showInvite(call, inForm(error.fields), call.form, 422);
  }
}

const dead = (secret: string, resent = false) =>
  page(<DeadLinkPage action={path} secret={secret} resent={resent} />, resent ? 200 : 410);

async function usableOfLink(call: Call, secret: string): Promise<Invitation | null> {
  const { db, clock } = call.kernel;
  const invitation = await invitationOfLink(db, secret, clock());
  return invitation && (await isUsable(call.kernel, db, invitation, clock())) ? invitation : null;
}

async function wayOf({ kernel, actor }: Call, { email }: Invitation): Promise<WayToAccept> {
  if (actor.kind === 'person') return actor.email === email ? 'accept' : 'other-account';
  const account = await findAccountByEmail(kernel.db, email);
  if (account?.state === 'active') return 'sign-in';
  if (account?.state === 'blocked') return 'blocked';
  return account ? 'choose-password' : 'open-account';
}

async function showInvitation(
  call: Call,
  secret: string,
  invitation: Invitation,
  failed: { errors: FieldErrors; typed: Form } | null = null,
): Promise<Answer> {
  const { db } = call.kernel;
  const { email, role, endsOn } = invitation;
  return page(
    <InvitationPage
      secret={secret}
      way={await wayOf(call, invitation)}
      place={await placeFactOf(db, invitation)}
      by={await inviterOf(db, invitation)}
      {...{ email, role, endsOn }}
      {...failed}
    />,
    failed ? 422 : 200,
  );
}

async function accept(call: Call): Promise<Answer> {
  const secret = (call.form.jeton ?? '').slice(0, 200);
  await call.count(acceptLimit, call.address);
  if (call.form.renvoyer !== undefined) {
    await call.perform(renewByLink, { secret });
    return dead(secret, true);
  }
  const invitation = await usableOfLink(call, secret);
  if (!invitation) return dead(secret);
  try {
    const acceptance = await answer(call, secret, invitation);
    if (acceptance.kind === 'dead') return dead(secret);
    if (acceptance.kind === 'joined')
      return redirect(acceptance.passwordPath ?? '/mes-etablissements?confirmee=rejoint');
    return showInvitation(call, secret, invitation);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return showInvitation(call, secret, invitation, { errors: inForm(error.fields), typed: call.form });
  }
}

async function answer(call: Call, secret: string, invitation: Invitation) {
  const way = await wayOf(call, invitation);
  if (way === 'accept') return call.perform(acceptOwnInvitation, { invitationId: invitation.id });
  if (way === 'other-account') return { kind: 'sign-in' } as const;
  const identity: Identity | null = way === 'open-account' ? readIdentity(call.form) : null;
  return call.perform(acceptInvitationByLink, { secret, identity });
}
