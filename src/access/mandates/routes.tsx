import { logList, subjects } from '../../journal';
import { type FieldErrors, InvalidInput, notFound, Refusal, tooManyTries } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import {
  type Answer,
  type Call,
  get,
  getViewable,
  page,
  post,
  type Route,
  redirect,
} from '../../platform/http';
import { listAsked } from '../../platform/paging';
import { signedIn } from '../../platform/who-may';
import { inForm } from '../decide-from-form';
import { placeOf } from '../place';
import { acceptMandate, changeMandate, refuseMandate } from './answer-mandate';
import { askMandate, isInUse, readClientNumber } from './ask-mandate';
import { cancelMandate, giveMandateUp, withdrawMandate } from './end-mandate';
import { clientOf, partnerOf } from './managed-mandate';
import { nameMandateMembers } from './name-members';
import { AskMandatePage, askPath, type ClientFound } from './pages/ask';
import { type MandateDone, MandatePage, type MandatePageProps, mandateDone } from './pages/mandate';
import { MandatesPage } from './pages/mandates';
import { actorField, mandatesPath, shownField } from './pages/parts';
import { type MandateView, mandateView } from './queries/mandate-view';
import { mandateFilters, mandateSides, mandateSidesOf, mandatesOf } from './queries/my-mandates';
import { permissionsTyped } from './rules';

/** Each writes to every administrator of a client. */
const askLimit = { name: 'mandate', tries: 50, seconds: 24 * 3600 };
/** Of one partner to one client, whatever their establishments and whoever asks. */
const pairLimit = { name: 'mandate-pair', tries: 5, seconds: 24 * 3600 };
const gestures = { name: 'mandate-gestures', tries: 60, seconds: 3600 };
/** Mails to the people named in mandates, hundreds in some, by whoever gives and changes these. */
const mails = { name: 'mandate-mails', tries: 600, seconds: 3600 };
/** Of one mandate, whoever changes it: a mistake is mended at once, and nobody is written to all day. */
const changes = { name: 'mandate-changes', tries: 5, seconds: 3600 };

/** Mandates: asked and held by a partner, answered and taken back by its client. */
export const mandateRoutes: readonly Route[] = [
  getViewable(mandatesPath, signedIn, list),
  get(askPath, signedIn, (call) => showAsk(call, {})),
  post(askPath, signedIn, ask),
  getViewable(`${mandatesPath}/:id`, signedIn, (call) => show(call, { done: mandateDone(call.query.fait) })),
  post(`${mandatesPath}/:id`, signedIn, answer),
];

async function list(call: Call): Promise<Answer> {
  const { db, clock } = call.kernel;
  const person = call.person();
  const now = clock();
  const { places, sides } = await mandateSidesOf(db, person.accountId, now);
  const side = mandateSides.find((one) => one === call.query.vue) ?? sides[0] ?? 'clients';
  const filter = mandateFilters.find((one) => one === call.query.etat) ?? 'en-cours';
  const asked = { side, filter, ...listAsked(call.query) };
  const lines = await mandatesOf(db, person.accountId, asked, now);
  return page(<MandatesPage {...{ person, sides, asked, now }} list={lines} mayAsk={places.length > 0} />);
}

type Asked = {
  readonly errors?: FieldErrors;
  readonly typed?: Form;
  readonly refusal?: { sentence: string; wayOn: string };
};

/** First the client's number, then what is asked of it. Who administers nothing asks for nobody. */
async function showAsk(call: Call, asked: Asked, status = 200): Promise<Answer> {
  const { db, clock } = call.kernel;
  const person = call.person();
  const { places } = await mandateSidesOf(db, person.accountId, clock());
  if (places.length === 0) throw notFound();
  const number = call.form.client ?? call.query.client;
  const found = number === undefined ? null : await findClient(call, number);
  const errors = { ...found?.errors, ...asked.errors };
  const shown = { typed: { client: number ?? '' }, refusal: null, ...asked, errors };
  const wrong = status === 200 && Object.keys(errors).length > 0;
  return page(
    <AskMandatePage person={person} places={places} client={found?.client ?? null} {...shown} />,
    wrong ? 422 : status,
  );
}

async function findClient(
  { kernel }: Call,
  typed: string,
): Promise<{ client: ClientFound | null; errors: FieldErrors }> {
  const read = readClientNumber(typed.slice(0, 100));
  if (!read.ok) return { client: null, errors: { client: read.reason } };
  const key = read.value.length === 9 ? 'siren' : 'siret';
  const { db } = kernel;
  const place = (await isInUse(db, read.value)) ? await placeOf(db, { [key]: read.value }) : null;
  const unknown = 'Nous ne connaissons pas ce numéro : vérifiez-le avec votre client.';
  return place
    ? { client: { number: read.value, ...place }, errors: {} }
    : { client: null, errors: { client: unknown } };
}

async function ask(call: Call): Promise<Answer> {
  const { partenaire: partner = '', client = '', debut: startsOn = '', fin: endsOn = '' } = call.form;
  const permissions = permissionsTyped(call.form);
  try {
    await call.count(askLimit, call.person().accountId);
    const read = readClientNumber(client.slice(0, 100));
    if (read.ok) await call.count(pairLimit, `${partner.slice(0, 9)} ${read.value.slice(0, 9)}`);
    const { id } = await call.perform(askMandate, { partner, client, permissions, startsOn, endsOn });
    return redirect(`${mandatesPath}/${id}?fait=demande`);
  } catch (error) {
    const typed = call.form;
    if (error instanceof InvalidInput) return showAsk(call, { errors: inForm(error.fields), typed }, 422);
    if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 429)) throw error;
    return showAsk(call, { refusal: error, typed }, error.status);
  }
}

/** What the reader is in a mandate; to whoever is nothing in it, it does not exist. */
async function viewIn(call: Call): Promise<Pick<MandatePageProps, 'view' | 'part'>> {
  const { db, rights, clock } = call.kernel;
  const { accountId } = call.person();
  const view = await mandateView(db, call.params.id ?? '', clock(), listAsked(call.query).search);
  if (!view) throw notFound();
  const manages = async (place: string) =>
    (await rights.permissionsOn(db, accountId, place)).has('users.manage');
  const part = {
    client: await manages(clientOf(view)),
    partner: await manages(partnerOf(view)),
    acts: view.people.some((one) => one.chosen && !one.paused && one.accountId === accountId),
  };
  if (!part.client && !part.partner && !part.acts) throw notFound();
  return { view, part };
}

type Outcome = Partial<Pick<MandatePageProps, 'errors' | 'typed' | 'refusal' | 'done'>>;

async function show(call: Call, outcome: Outcome, status = 200): Promise<Answer> {
  const { view, part } = await viewIn(call);
  const read = { action: 'read-mandate', ...(view.siret && { siret: view.siret }) };
  const shownPeople = view.people.filter(({ chosen }) => part.partner || chosen);
  await logList(call, read, subjects('account', accountsIn(view, shownPeople)));
  const nothing = { errors: {}, typed: {}, refusal: null, done: null };
  const now = call.kernel.clock();
  const { search } = listAsked(call.query);
  const shown = { person: call.person(), view, part, now, search };
  return page(<MandatePage {...shown} {...nothing} {...outcome} />, status);
}

const accountsIn = (view: MandateView, people: MandateView['people']) => [
  ...new Set([view.askedBy, ...people.map(({ accountId }) => accountId)]),
];

/** What was typed stays on the page, beside what is in force, whatever stops it. */
async function answer(call: Call): Promise<Answer> {
  const { view } = await viewIn(call);
  try {
    await call.count(gestures, call.person().accountId);
    await countMails(call, view);
    return redirect(`${mandatesPath}/${view.id}?fait=${await take(call, view)}`);
  } catch (error) {
    const typed = call.form;
    if (error instanceof InvalidInput) return show(call, { errors: inForm(error.fields), typed }, 422);
    if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 429)) throw error;
    return show(call, { refusal: error, typed }, error.status);
  }
}

/** What ends a mandate happens once, and never waits. */
async function countMails(call: Call, { id, people, askedBy }: MandateView): Promise<void> {
  const { geste } = call.form;
  if (geste === 'modifier') await call.count(changes, id);
  if (geste !== 'modifier' && geste !== 'accepter') return;
  const told = people.filter(({ chosen, accountId }) => chosen || accountId === askedBy).length;
  const wait = await call.countTry(mails, call.person().accountId, Math.min(told, mails.tries));
  if (wait !== null) throw tooManyTries(wait);
}

async function take({ form, perform }: Call, { id: mandateId }: MandateView): Promise<MandateDone> {
  const seen = { mandateId, version: Number(form.version) || 0 };
  const given = { permissions: permissionsTyped(form), startsOn: form.debut ?? '', endsOn: form.fin ?? '' };
  const reason = form.motif ?? '';
  switch (form.geste) {
    case 'accepter':
      await perform(acceptMandate, { ...seen, ...given });
      return 'accepte';
    case 'refuser':
      await perform(refuseMandate, { mandateId, reason });
      return 'refuse';
    case 'modifier':
      await perform(changeMandate, { ...seen, ...given });
      return 'modifie';
    case 'retirer':
      await perform(withdrawMandate, { mandateId, reason });
      return 'retire';
    case 'renoncer':
      await perform(giveMandateUp, { mandateId, reason });
      return 'abandonne';
    case 'annuler':
      await perform(cancelMandate, { mandateId });
      return 'annule';
    case 'designer':
      await perform(nameMandateMembers, { mandateId, ...membersIn(form) });
      return 'designe';
    default:
      throw new InvalidInput({ '': 'Choisissez ce que vous voulez faire.' });
  }
}

/** Of the people of a page: all, and those whose box is ticked. */
function membersIn(form: Form): { shown: string[]; chosen: string[] } {
  const namedBy = (prefix: string) =>
    Object.keys(form).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  return { shown: namedBy(shownField), chosen: namedBy(actorField) };
}
