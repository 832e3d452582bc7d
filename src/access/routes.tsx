import { DeadLinkPage } from '../accounts';
import { logAccess } from '../journal';
import { notFound } from '../platform/errors';
import { type Call, get, getViewable, page, post, type Route, redirect } from '../platform/http';
import { isAlive, readLink } from '../platform/links';
import { everyone, linkHolder, mayThere, signedIn } from '../platform/who-may';
import { confirmLink } from './answer-request';
import { confirmAddress, confirmOwnRequest } from './confirm-account-request';
import { decideFromForm, grantableRoles } from './decide-from-form';
import { cancelAccountRequest, followedRequest } from './follow-account-request';
import { ConfirmedPage, SentPage } from './pages/after-sending';
import { ConfirmPage, FollowPage } from './pages/link-pages';
import { confirmations, MyEstablishmentsPage } from './pages/my-establishments';
import { RequestToDecidePage, type RequestToDecideProps } from './pages/request-to-decide';
import { membershipsOf, requestsToConfirm } from './queries/my-establishments';
import { invitationsTo } from './queries/my-invitations';
import { type RequestView, requestForDecision } from './queries/request-view';
import { resendRequestLink } from './resend-confirmation';
import { acceptOwnInvitation } from './users';

/** A dead link says nothing of what it was: one neutral page, with a button that writes to the address on file. */
const deadLink = (action: string, secret: string, resent: boolean) =>
  page(<DeadLinkPage action={action} secret={secret} resent={resent} />, resent ? 200 : 410);

const confirmPath = '/demande-de-compte/confirmer';
const followPath = '/demande-de-compte/suivi';
const decisionPath = '/etablissements/:siret/utilisateurs/demandes/:id';

async function resend(call: Call, action: string) {
  const secret = call.form.jeton ?? '';
  const limit = { name: 'resend-link', tries: 10, seconds: 900 };
  await call.count(limit, call.address);
  await call.perform(resendRequestLink, { secret: secret.slice(0, 200) });
  return deadLink(action, secret, true);
}

async function showFollowed(call: Call, secret: string) {
  const request = await followedRequest(call.kernel.db, secret, call.kernel.clock());
  if (!request) return deadLink(followPath, secret, false);
  return page(
    <FollowPage
      secret={secret}
      state={request.state}
      byAgents={request.decided_by_agents ?? false}
      sentAt={request.sent_at}
      confirmedAt={request.confirmed_at}
      decidedAt={request.decided_at}
    />,
  );
}

async function requestOf(call: Call) {
  const view = await requestForDecision(call.kernel.db, call.params.id ?? '');
  if (!view || view.siret !== call.params.siret) throw notFound();
  return view;
}

type Shown = Pick<RequestToDecideProps, 'correcting' | 'errors' | 'typed' | 'justDecided'>;

async function showRequest(call: Call, view: RequestView, shown: Shown, status = 200) {
  const { id: subjectId, siret } = view;
  await logAccess(call, { action: 'read-request', subjectKind: 'access-request', subjectId, siret });
  return page(
    <RequestToDecidePage
      {...shown}
      person={call.person()}
      view={view}
      grantable={await grantableRoles(call, siret)}
      correcting={shown.correcting && !view.hasAccount}
    />,
    status,
  );
}

export const accessRoutes: readonly Route[] = [
  get('/demande-de-compte/envoyee', everyone, () => page(<SentPage />)),

  get(confirmPath, linkHolder, async (call) => {
    const secret = call.query.jeton ?? '';
    const link = await readLink(call.kernel.db, confirmLink, secret);
    if (!link || !isAlive(link, call.kernel.clock())) return deadLink(confirmPath, secret, false);
    return page(<ConfirmPage secret={secret} />);
  }),
  post(confirmPath, linkHolder, async (call) => {
    if (call.form.renvoyer !== undefined) return resend(call, confirmPath);
    const secret = call.form.jeton ?? '';
    const confirmation = await call.perform(confirmAddress, { secret: secret.slice(0, 200) });
    if (!confirmation.done) return deadLink(confirmPath, secret, false);
    return page(<ConfirmedPage byAgents={confirmation.byAgents} />);
  }),

  get(followPath, linkHolder, (call) => showFollowed(call, call.query.jeton ?? '')),
  post(followPath, linkHolder, async (call) => {
    if (call.form.renvoyer !== undefined) return resend(call, followPath);
    const secret = (call.form.jeton ?? '').slice(0, 200);
    await call.perform(cancelAccountRequest, { secret });
    return showFollowed(call, secret);
  }),

  getViewable('/mes-etablissements', signedIn, async (call) => {
    const person = call.person();
    const { db } = call.kernel;
    const asked = call.query.confirmee;
    const confirmed = confirmations.find((one) => one === asked) ?? null;
    return page(
      <MyEstablishmentsPage
        person={person}
        establishments={await membershipsOf(db, person.accountId, call.kernel.clock())}
        toConfirm={await requestsToConfirm(db, person.email)}
        invitations={await invitationsTo(call.kernel, person.email)}
        confirmed={confirmed}
      />,
    );
  }),
  post('/mes-etablissements', signedIn, async (call) => {
    if (call.form.invitation !== undefined) {
      const { kind } = await call.perform(acceptOwnInvitation, { invitationId: call.form.invitation });
      return redirect(`/mes-etablissements?confirmee=${kind === 'joined' ? 'rejoint' : 'perimee'}`);
    }
    const confirmation = await call.perform(confirmOwnRequest, { requestId: call.form.demande ?? '' });
    const outcome = confirmation.done ? (confirmation.byAgents ? 'agents' : 'administrators') : 'dead';
    return redirect(`/mes-etablissements?confirmee=${outcome}`);
  }),

  getViewable(decisionPath, mayThere('users.manage'), async (call) => {
    const { corriger, fait } = call.query;
    return showRequest(call, await requestOf(call), {
      ...{ correcting: corriger === 'oui', justDecided: fait === 'oui' },
      ...{ errors: {}, typed: {} },
    });
  }),
  post(decisionPath, mayThere('users.manage'), async (call) => {
    const view = await requestOf(call);
    const read = await decideFromForm(call, view);
    if (read.ok) return redirect(`${call.path.split('?')[0]}?fait=oui`);
    const correcting = call.form.corriger === 'oui';
    return showRequest(call, view, { ...read, correcting, justDecided: false }, 422);
  }),
];
