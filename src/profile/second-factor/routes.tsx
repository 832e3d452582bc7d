import {
  type Added,
  addOwnPasskey,
  askOwnPasskey,
  askOwnTotp,
  checkOwnPassword,
  creationOptions,
  findAccount,
  firstCodeLimit,
  giveCookies,
  giveUpTotp,
  passkeysOf,
  proveOwnTotp,
  recoveryCodesLeft,
  removeOwnFactor,
  renewOwnCodes,
  totpKey,
  totpSince,
  totpToProve,
} from '../../accounts';
import { type FieldErrors, InvalidInput } from '../../platform/errors';
import {
  type Answer,
  type Call,
  get,
  page,
  post,
  type Route,
  redirect,
  secondFactorPath,
  whileSecuring,
} from '../../platform/http';
import { isFreshSession } from '../../platform/sessions';
import { signedIn } from '../../platform/who-may';
import { CodesPage } from './codes-page';
import { PasskeyPage } from './passkey-page';
import { type DoneCode, doneWords, SecondFactorPage } from './second-factor-page';

/** "Double authentification": what is asked beside the password. Open to who must set it up before all else. */
export const secondFactorRoutes: readonly Route[] = [
  get(secondFactorPath, signedIn, (call) => {
    const { fait = '' } = call.query;
    return show(call, {}, Object.hasOwn(doneWords, fait) ? (fait as DoneCode) : null);
  }),
  post(secondFactorPath, signedIn, async (call) => {
    const outcome = await take(call);
    if (outcome.kind === 'page') return outcome.answer;
    if (outcome.kind === 'done') return redirect(`${secondFactorPath}?fait=${outcome.code}`);
    return show(call, outcome.errors, null, 422);
  }),
].map(whileSecuring);

type Outcome =
  | { readonly kind: 'done'; readonly code: DoneCode }
  | { readonly kind: 'wrong'; readonly errors: FieldErrors }
  | { readonly kind: 'page'; readonly answer: Answer };

const done = (code: DoneCode): Outcome => ({ kind: 'done', code });
const wrong = (field: string, sentence: string): Outcome => ({
  kind: 'wrong',
  errors: { [field]: sentence },
});
const codesPage = (call: Call, codes: readonly string[], first: boolean): Outcome => ({
  kind: 'page',
  answer: page(<CodesPage person={call.person()} codes={codes} first={first} />),
});

/** Does what the pressed button says. Whoever has just signed in is not asked for the password again to add. */
async function take(call: Call): Promise<Outcome> {
  const { form } = call;
  const session = call.sessionSecret ?? '';
  switch (form.geste) {
    case 'application': {
      const fault = await passwordFaultUnlessFresh(call, 'preuve-application');
      if (fault) return fault;
      await call.perform(askOwnTotp, { session });
      return done('a-prouver');
    }
    case 'abandonner':
      await call.perform(giveUpTotp, {});
      return done('abandonne');
    case 'prouver': {
      await call.count(firstCodeLimit, call.person().accountId);
      const code = (form.code ?? '').replace(/\s/gu, '');
      const added = await call.perform(proveOwnTotp, { code: code.slice(0, 20), session });
      return added ? showAdded(call, added, 'application') : wrong('code', wrongFirstCode);
    }
    case 'cle': {
      const fault = await passwordFaultUnlessFresh(call, 'preuve-cle');
      if (fault) return fault;
      return { kind: 'page', answer: await askPasskey(call) };
    }
    case 'enregistrer-cle': {
      const typed = { answer: form.reponse ?? '', name: form.nom ?? '', session };
      const added = await call.perform(addOwnPasskey, typed);
      return added ? showAdded(call, added, 'cle') : wrong('', passkeyRefused);
    }
    case 'codes': {
      const proof = await checkOwnPassword(call, form['preuve-codes'] ?? '');
      if ('reason' in proof) return wrong('preuve-codes', proof.reason);
      const codes = await call.perform(renewOwnCodes, { session, ...proof });
      return codes ? codesPage(call, codes, false) : wrong('', changedMeanwhile);
    }
    case 'retirer': {
      const passkey = form.cle ?? null;
      const field = `preuve-retirer-${passkey ?? 'application'}`;
      const proof = await checkOwnPassword(call, form[field] ?? '');
      if ('reason' in proof) return wrong(field, proof.reason);
      const removed = await call.perform(removeOwnFactor, { passkey, session, ...proof });
      return removed ? done('retire') : wrong('', changedMeanwhile);
    }
    default:
      throw new InvalidInput({ geste: 'Choisissez ce que vous voulez faire.' });
  }
}

/** The session that asked has given its place to one that stands with the new factor. */
function showAdded(call: Call, { codes, issued }: Added, code: DoneCode): Outcome {
  giveCookies(call, issued);
  return codes ? codesPage(call, codes, true) : done(code);
}

const changedMeanwhile =
  'Rien n’a été changé : votre double authentification ou votre mot de passe vient de changer ailleurs. Vérifiez ce qui est en place ci-dessous.';
const wrongFirstCode =
  "Ce code n'est pas celui de votre application. Tapez celui qu'elle affiche en ce moment, et vérifiez l'heure de votre téléphone.";
const passkeyRefused =
  "La clé d'accès n'a pas pu être enregistrée : la réponse de votre navigateur est arrivée trop tard, ou cette clé est déjà connue. Recommencez.";

/** What is wrong with the password given in a field; null when it is right, or need not be given again. */
async function passwordFaultUnlessFresh(call: Call, field: string): Promise<Outcome | null> {
  if (await isFresh(call)) return null;
  const proof = await checkOwnPassword(call, call.form[field] ?? '');
  return 'reason' in proof ? wrong(field, proof.reason) : null;
}

const isFresh = ({ kernel, sessionSecret }: Call) =>
  isFreshSession(kernel.db, sessionSecret ?? '', kernel.clock());

async function askPasskey(call: Call): Promise<Answer> {
  const { db, publicUrl } = call.kernel;
  const person = call.person();
  const challenge = await call.perform(askOwnPasskey, {});
  const options = await creationOptions(
    publicUrl,
    { id: person.accountId, email: person.email, name: `${person.firstName} ${person.lastName}` },
    { challenge, held: await passkeysOf(db, person.accountId) },
  );
  return page(<PasskeyPage person={person} options={options} />);
}

async function show(
  call: Call,
  errors: FieldErrors,
  doneCode: DoneCode | null,
  status?: number,
): Promise<Answer> {
  const { db, seal, clock } = call.kernel;
  const person = call.person();
  const { accountId } = person;
  const asked = { accountId, session: call.sessionSecret ?? '', now: clock() };
  const toProve = await totpToProve(db, seal, asked);
  const account = await findAccount(db, person.accountId);
  return page(
    <SecondFactorPage
      person={person}
      active={account?.hasSecondFactor ?? false}
      totpSince={await totpSince(db, accountId)}
      toProve={toProve && totpKey(toProve, person.email)}
      passkeys={await passkeysOf(db, person.accountId)}
      codesLeft={await recoveryCodesLeft(db, person.accountId)}
      fresh={await isFresh(call)}
      errors={errors}
      done={doneCode}
    />,
    status,
  );
}
