import { actsByMandate, placeIn } from '../access';
import { obstacleToProof, takeFreshProof } from '../accounts';
import { logAccess, logList, subjects } from '../journal';
import { InvalidInput, notFound, Refusal } from '../platform/errors';
import type { Form } from '../platform/forms';
import { type Answer, type Call, get, getViewable, page, post, type Route, redirect } from '../platform/http';
import { linesPerPage, listAsked, pageOf } from '../platform/paging';
import { mayThere, type Permission } from '../platform/who-may';
import { findCompany, findEstablishment } from '../registry';
import { checkAccount } from './bank/account';
import { askBankChange, withdrawBankChange } from './bank/change-bank-details';
import { bankChangesOf } from './bank/store';
import { changeData, isValidated } from './change-data';
import { knownOn } from './known';
import { type BankDone, BankPage, type BankPageProps, bankDone } from './pages/bank';
import { DataPage } from './pages/data';
import { SectionPage } from './pages/section';
import type { SectionPageProps } from './pages/section-fields';
import { sectionOf } from './sections';
import { siteWordsOf } from './site-words';
import { latestOf, versionInForce, versionsOf } from './store';

const path = '/etablissements/:siret/donnees';
const bankPath = `${path}/coordonnees-bancaires`;
/** So many that no one at work meets it. */
const gestures = { name: 'establishment-data', tries: 120, seconds: 3600 };
/** Each writes to every administrator. Withdrawing is not counted here: there is one for each, and a fraud must not wait. */
const bankAsks = { name: 'bank-details', tries: 10, seconds: 3600 };

/** "Données de l'établissement". */
export const establishmentsRoutes: readonly Route[] = [
  getViewable(path, mayThere('establishment.read'), showData),
  get(bankPath, mayThere('bank.read'), (call) => showBank(call, { done: bankDone(call.query.fait) })),
  post(bankPath, mayThere('bank.write'), changeBank),
  get(`${path}/:rubrique`, mayThere('establishment.write'), (call) => showSection(call, {})),
  post(`${path}/:rubrique`, mayThere('establishment.write'), changeSection),
];

const siretOf = ({ params }: Call) => params.siret ?? '';
const looking = (call: Call) => ({
  ...{ accountId: call.person().accountId, siret: siretOf(call), now: call.kernel.clock() },
});
const heldHere = (call: Call): Promise<ReadonlySet<Permission>> =>
  call.kernel.rights.permissionsOn(call.kernel.db, call.person().accountId, siretOf(call));

const byMandateHere = (call: Call): Promise<boolean> =>
  actsByMandate(call.kernel.db, call.person().accountId, siretOf(call), call.kernel.clock());

async function showData(call: Call): Promise<Answer> {
  const { db, seal } = call.kernel;
  const place = await placeIn(call);
  const siret = siretOf(call);
  const [site, company, held] = [
    await findEstablishment(db, siret),
    await findCompany(db, place.siren),
    await heldHere(call),
  ];
  if (!site || !company) throw notFound();
  const bank = held.has('bank.read') ? await bankChangesOf(db, seal, siret) : null;
  await logAccess(call, {
    ...{ action: 'read-establishment-data', subjectKind: 'establishment', subjectId: siret, siret },
  });
  return page(
    <DataPage
      {...{ person: call.person(), held, place, site, bank }}
      companyName={company.name}
      words={await siteWordsOf(db, { site, company }, call.kernel.clock())}
      known={await knownOn(db, call.kernel.clock())}
      validated={site.state === 'valid' && company.state === 'valid'}
      byMandate={await byMandateHere(call)}
      latest={await latestOf(db, looking(call))}
      saved={call.query.fait === 'enregistre'}
    />,
  );
}

type Outcome = Partial<Pick<SectionPageProps, 'errors' | 'typed' | 'refusal'>>;

async function showSection(call: Call, outcome: Outcome, status = 200): Promise<Answer> {
  const { db, clock } = call.kernel;
  const section = sectionOf(call.params.rubrique);
  if (!section) throw notFound();
  const place = await placeIn(call);
  const siret = siretOf(call);
  const of = { place: section.ofCompany ? place.siren : siret, section: section.slug };
  const latest = await versionInForce(db, of);
  const versions = await pageOf(listAsked(call.query).page, (before) =>
    versionsOf(db, of, looking(call), { limit: linesPerPage, before }),
  );
  await logAccess(call, {
    ...{ action: 'read-establishment-data', subjectKind: 'establishment', subjectId: siret, siret },
  });
  const nothing = { errors: {}, typed: {}, refusal: null };
  const [held, byMandate] = [await heldHere(call), await byMandateHere(call)];
  const shown = { person: call.person(), place, held, byMandate, section, latest, versions };
  const known = await knownOn(db, clock());
  return page(<SectionPage {...shown} {...{ known }} {...nothing} {...outcome} />, status);
}

/** What was typed stays on the page, beside what is in force, whatever stops it. */
async function changeSection(call: Call): Promise<Answer> {
  const section = sectionOf(call.params.rubrique);
  if (!section) throw notFound();
  const { form } = call;
  try {
    await call.count(gestures, call.person().accountId);
    const version = Number(form.version) || 0;
    await call.perform(changeData, {
      siret: siretOf(call),
      section: section.slug,
      version,
      form: { ...form },
    });
    return redirect(`${(await placeIn(call)).dataPath}?fait=enregistre`);
  } catch (error) {
    const failed = failureOf(error);
    return showSection(call, { ...failed.outcome, typed: form }, failed.status);
  }
}

/** What a form shown again says; throws what is not the person's to mend. */
function failureOf(error: unknown): { outcome: Pick<Outcome, 'errors' | 'refusal'>; status: number } {
  if (error instanceof InvalidInput) return { outcome: { errors: error.fields }, status: 422 };
  if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 429)) throw error;
  const { sentence, wayOn, status } = error;
  return { outcome: { refusal: { sentence, wayOn } }, status };
}

type BankOutcome = Partial<Pick<BankPageProps, 'errors' | 'typed' | 'refusal' | 'done'>>;

async function showBank(call: Call, outcome: BankOutcome, status = 200): Promise<Answer> {
  const { db, seal } = call.kernel;
  const place = await placeIn(call);
  const siret = siretOf(call);
  const changes = await bankChangesOf(db, seal, siret);
  await logList(call, { action: 'read-bank-details', siret }, [
    ...subjects('establishment', [siret]),
    ...subjects(
      'bank-change',
      changes.map(({ id }) => id),
    ),
  ]);
  const nothing = { errors: {}, typed: {}, refusal: null, done: null };
  const shown = { person: call.person(), held: await heldHere(call), place, changes };
  const validated = await isValidated(db, siret);
  // What was typed already stays.
  const obstacle = outcome.typed ? null : await obstacleToProof(call);
  return page(<BankPage {...shown} {...{ validated, obstacle }} {...nothing} {...outcome} />, status);
}

async function changeBank(call: Call): Promise<Answer> {
  let typed: Form = call.form;
  try {
    await call.count(gestures, call.person().accountId);
    if (typed.geste === 'retirer' && typed.saisie === undefined) {
      await call.perform(withdrawBankChange, { siret: siretOf(call), id: typed.demande ?? '' });
      return done(call, 'retirees');
    }
    if (typed.geste !== 'demander' && typed.saisie === undefined)
      throw new InvalidInput({ '': 'Choisissez ce que vous voulez faire.' });
    // Before the proof: whoever made a mistake is told first.
    if (typed.saisie === undefined) checkAccount(typed);
    const proof = await takeFreshProof(call);
    if ('answer' in proof) return proof.answer;
    typed = proof.form;
    const { titulaire = '', iban = '', bic = '', vu = '' } = typed;
    await call.count(bankAsks, call.person().accountId);
    const asked = { siret: siretOf(call), titulaire, iban, bic, seen: vu || null };
    await call.perform(askBankChange, { ...asked, session: call.sessionSecret ?? '' });
    return done(call, 'demandees');
  } catch (error) {
    const failed = failureOf(error);
    return showBank(call, { ...failed.outcome, typed }, failed.status);
  }
}

const done = async (call: Call, code: BankDone) =>
  redirect(`${(await placeIn(call)).dataPath}/coordonnees-bancaires?fait=${code}`);
