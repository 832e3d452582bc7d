import type { FieldErrors } from '../platform/errors';
import {
  type Call,
  get,
  ownPath,
  page,
  post,
  postAsOneself,
  type Route,
  redirect,
  sessionCookie,
} from '../platform/http';
import { everyone, linkHolder } from '../platform/who-may';
import { canonicalEmail } from './email';
import { letIn } from './entry';
import { newPasswordLimit, recoveryLimits } from './limits';
import { activationLink, firstPasswordLink, type LinkKind, resetLink } from './links';
import { DeadLinkPage } from './pages/dead-link-page';
import { ForgottenPasswordPage } from './pages/forgotten-password-page';
import { NewPasswordPage } from './pages/new-password-page';
import { SignInPage } from './pages/sign-in-page';
import { maxLength } from './password-rules';
import type { AccountsPorts } from './ports';
import { recoverAccess } from './recover-access';
import { objectionRoutes } from './second-factor/objection';
import { secondStepRoutes } from './second-factor/routes';
import { accountOfLink, choosePassword, findLiveLink, hasJustSetPassword } from './set-password';
import { signIn } from './sign-in';
import { signOut } from './sign-out';

const home = '/accueil';

/** One sentence for every reason: it must not tell which addresses have an account. */
const signInFailed: FieldErrors = {
  '': 'Adresse email ou mot de passe incorrect. Vérifiez votre saisie, ou choisissez un nouveau mot de passe par « mot de passe oublié ».',
};

export function accountsRoutes(ports: AccountsPorts): Route[] {
  return [
    ...signInRoutes(ports),
    ...secondStepRoutes(),
    ...objectionRoutes,
    ...forgottenPasswordRoutes(),
    ...mailedLinkRoutes('/mot-de-passe/nouveau', [resetLink, firstPasswordLink], ports),
    ...mailedLinkRoutes('/activation', [activationLink], ports),
  ];
}

function signInRoutes(ports: AccountsPorts): Route[] {
  const demonstration = ports.demonstration ?? null;
  return [
    get('/connexion', everyone, (call) => {
      const comeBack = ownPath(call.query.retour, home);
      if (call.actor.kind === 'person') return redirect(comeBack);
      return page(
        <SignInPage
          comeBack={comeBack}
          sessionEnded={call.query.fin === '1'}
          passwordSet={call.query.cree === '1'}
          accountClosed={call.query.ferme === '1'}
          demonstration={demonstration}
        />,
      );
    }),
    post('/connexion', everyone, async (call) => {
      const { email = '', password = '' } = call.form;
      const comeBack = ownPath(call.form.retour, home);
      const address = canonicalEmail(email);
      const entry = address.ok ? await signIn(call, address.email, password) : null;
      if (entry) return letIn(call, entry, comeBack);
      const errors = address.ok ? signInFailed : { email: address.reason };
      return page(
        <SignInPage comeBack={comeBack} email={email} errors={errors} demonstration={demonstration} />,
        password.length > maxLength ? 400 : 422,
      );
    }),
    postAsOneself('/deconnexion', everyone, async (call) => {
      await call.perform(signOut, { session: call.sessionSecret });
      call.clearCookie(sessionCookie);
      call.setHeader('clear-site-data', '"cache", "storage"');
      return redirect('/connexion');
    }),
  ];
}

function forgottenPasswordRoutes(): Route[] {
  const path = '/mot-de-passe-oublie';
  return [
    get(path, everyone, (call) => page(<ForgottenPasswordPage demonstration={call.kernel.demonstration} />)),
    post(path, everyone, async (call) => {
      const { email = '' } = call.form;
      const { demonstration } = call.kernel;
      const address = canonicalEmail(email);
      if (!address.ok) {
        const errors = { email: address.reason };
        return page(
          <ForgottenPasswordPage email={email} errors={errors} demonstration={demonstration} />,
          422,
        );
      }
      await call.count(recoveryLimits.perAddress, call.address);
      await recoverAccess(call, address.email);
      return page(<ForgottenPasswordPage email={address.email} sent demonstration={demonstration} />);
    }),
  ];
}

function mailedLinkRoutes(path: string, kinds: readonly LinkKind[], ports: AccountsPorts): Route[] {
  const dead = (secret: string) => page(<DeadLinkPage action={path} secret={secret} />, 410);
  const usedOrDead = async (call: Call, secret: string) =>
    (await hasJustSetPassword(call.kernel.db, kinds, secret, call.kernel.clock()))
      ? redirect('/connexion?cree=1')
      : dead(secret);
  return [
    get(path, linkHolder, async (call) => {
      const secret = call.query.jeton ?? '';
      const live = await findLiveLink(call.kernel.db, kinds, secret, call.kernel.clock());
      if (!live) return dead(secret);
      return page(<NewPasswordPage link={live.link} secret={secret} email={live.account.email} />);
    }),
    post(path, linkHolder, async (call) => {
      const { jeton: secret = '', password = '', renvoyer } = call.form;
      if (renvoyer !== undefined) return renew(call, path, secret);
      await call.count(newPasswordLimit, call.address);
      const live = await findLiveLink(call.kernel.db, kinds, secret, call.kernel.clock());
      if (!live) return usedOrDead(call, secret);
      const choice = await choosePassword(call, live, secret, password, ports.companyWords);
      if (choice.kind === 'dead') return usedOrDead(call, secret);
      if (choice.kind === 'refused') {
        const { email } = live.account;
        const errors = { password: choice.reason };
        return page(
          <NewPasswordPage link={live.link} secret={secret} email={email} errors={errors} />,
          password.length > maxLength ? 400 : 422,
        );
      }
      return letIn(call, choice.entry, home);
    }),
  ];
}

/** Sends a new link to the address that a dead one was sent to; the same answer whatever happens. */
async function renew(call: Call, path: string, secret: string) {
  await call.count(recoveryLimits.perAddress, call.address);
  const account = await accountOfLink(call.kernel.db, secret);
  if (account && account.state !== 'closed') await recoverAccess(call, account.email);
  return page(<DeadLinkPage action={path} secret={secret} resent />);
}
