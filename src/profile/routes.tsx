import { inForm, readIdentity } from '../access';
import {
  askNewEmail,
  type CompanyWords,
  changeOwnIdentity,
  changeOwnPassword,
  closeOwnSessions,
  findAccount,
  findEmailChange,
  giveCookies,
  giveUpNewEmail,
  maxLength,
  newEmailOfLink,
  newEmailPath,
} from '../accounts';
import { signInsOf } from '../journal';
import { type FieldErrors, InvalidInput } from '../platform/errors';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../platform/http';
import { openSessionsOf } from '../platform/sessions';
import { signedIn } from '../platform/who-may';
import { closingRoutes } from './closing/routes';
import { confirmNewEmail } from './confirm-email';
import { notificationsRoutes } from './notifications/routes';
import { ownDataRoute } from './own-data/route';
import { ConfirmEmailPage } from './pages/confirm-email';
import { type DoneCode, doneWords, ProfilePage } from './pages/profile';
import { profilePath } from './path';

interface ProfilePorts {
  readonly companyWords: CompanyWords;
}

/** Sign-ins shown. */
const mostSignIns = 10;

/** "Mon profil": who one is, one's password, where one's account is open. */
export const profileRoutes = (ports: ProfilePorts): Route[] => [
  get(profilePath, signedIn, (call) => {
    const { fait = '' } = call.query;
    return showProfile(call, {}, Object.hasOwn(doneWords, fait) ? (fait as DoneCode) : null);
  }),
  post(profilePath, signedIn, async (call) => {
    const outcome = await take(call, ports);
    if (typeof outcome === 'string') return done(outcome);
    const tooLong = (call.form.nouveau ?? '').length > maxLength;
    return showProfile(call, outcome, null, tooLong ? 400 : 422);
  }),
  get(newEmailPath, signedIn, async (call) => {
    const { jeton: secret = '' } = call.query;
    const person = call.person();
    const email = await newEmailOfLink(call.kernel.db, person.accountId, secret, call.kernel.clock());
    if (email === null) return showProfile(call, deadLink, null, 410);
    return page(<ConfirmEmailPage {...{ person, email, secret }} />);
  }),
  post(newEmailPath, signedIn, async (call) => {
    const { jeton: secret = '' } = call.form;
    const confirmed = await call.perform(confirmNewEmail, { secret, session: call.sessionSecret ?? '' });
    return confirmed ? done('adresse-changee') : showProfile(call, deadLink, null, 410);
  }),
  ownDataRoute,
  ...notificationsRoutes,
  ...closingRoutes,
];

const done = (code: DoneCode) => redirect(`${profilePath}?fait=${code}`);

const deadLink: FieldErrors = {
  nouvelle:
    "Ce lien ne sert plus : il a déjà servi, il est trop ancien, ou il a été demandé depuis un autre compte. Saisissez de nouveau l'adresse pour en recevoir un autre.",
};

/** Does what the pressed button says; gives what is done, or what is wrong by field. */
async function take(call: Call, { companyWords }: ProfilePorts): Promise<DoneCode | FieldErrors> {
  const { form, sessionSecret } = call;
  switch (form.geste) {
    case 'informations':
      return changeIdentity(call);
    case 'mot-de-passe': {
      const typed = { current: form.actuel ?? '', wanted: form.nouveau ?? '' };
      const changed = await changeOwnPassword(call, typed, companyWords);
      if ('errors' in changed) return changed.errors;
      giveCookies(call, changed.issued);
      return 'mot-de-passe';
    }
    case 'adresse': {
      const typed = { email: form.nouvelle ?? '', password: form.preuve ?? '' };
      return (await askNewEmail(call, typed)) ?? 'adresse-demandee';
    }
    case 'garder-adresse':
      await call.perform(giveUpNewEmail, {});
      return 'adresse-gardee';
    case 'fermer':
    case 'fermer-les-autres': {
      const id = form.geste === 'fermer' ? (form.session ?? '') : null;
      await call.perform(closeOwnSessions, { session: sessionSecret ?? '', id });
      return form.geste;
    }
    default:
      throw new InvalidInput({ geste: 'Choisissez ce que vous voulez faire.' });
  }
}

async function changeIdentity(call: Call): Promise<DoneCode | FieldErrors> {
  try {
    await call.perform(changeOwnIdentity, readIdentity(call.form));
    return 'informations';
  } catch (error) {
    if (error instanceof InvalidInput) return inForm(error.fields);
    throw error;
  }
}

async function showProfile(
  call: Call,
  errors: FieldErrors,
  done: DoneCode | null,
  status?: number,
): Promise<Answer> {
  const { db, clock } = call.kernel;
  const person = call.person();
  const account = await findAccount(db, person.accountId);
  if (!account) throw new Error(`no account ${person.accountId}, which is signed in`);
  const now = clock();
  return page(
    <ProfilePage
      person={person}
      account={account}
      asked={await findEmailChange(db, account.id, now)}
      sessions={await openSessionsOf(db, account.id, call.sessionSecret ?? '', now)}
      signIns={await signInsOf(db, person, mostSignIns)}
      typed={call.form}
      {...{ errors, done }}
    />,
    status,
  );
}
