import { bankDeskPath } from '../../access';
import { takeFreshProof } from '../../accounts';
import { bankChangesOf, bankQueue, decideBankChange, findBankChange } from '../../establishments';
import { logAccess, logList, subjects } from '../../journal';
import { InvalidInput, notFound, Refusal } from '../../platform/errors';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../../platform/http';
import { linesPerPage, listAsked, pageOf } from '../../platform/paging';
import { agentsWho } from '../../platform/who-may';
import { BankDecisionPage, type BankDecisionProps } from './decision-page';
import { BankQueuePage } from './queue-page';

const readers = agentsWho('payment_accountant', 'supervisor');
const deciders = agentsWho('payment_accountant');

/** The desk of bank details: what waits, what was decided, and the decision. */
export const bankRoutes: readonly Route[] = [
  get(bankDeskPath, readers, async (call) => {
    const { db, seal } = call.kernel;
    const waiting = call.query.etat !== 'decidees';
    const list = await pageOf(listAsked(call.query).page, (before) =>
      bankQueue(db, seal, { waiting, limit: linesPerPage, before }),
    );
    const shown = list.lines.map(({ id }) => id);
    await logList(call, { action: 'read-bank-queue' }, subjects('bank-change', shown));
    return page(<BankQueuePage person={call.person()} list={list} waiting={waiting} />);
  }),
  get(`${bankDeskPath}/:id`, readers, (call) => show(call, { done: call.query.fait })),
  post(`${bankDeskPath}/:id`, deciders, decide),
];

type Outcome = Partial<Pick<BankDecisionProps, 'errors' | 'typed' | 'done' | 'meanwhile'>>;

async function show(call: Call, outcome: Outcome, status = 200): Promise<Answer> {
  const { db, seal } = call.kernel;
  const change = await findBankChange(db, seal, call.params.id ?? '');
  if (!change) throw notFound();
  const { id: subjectId, siret } = change;
  const others = (await bankChangesOf(db, seal, siret)).filter(({ id }) => id !== subjectId);
  await logAccess(call, { action: 'read-bank-details', subjectKind: 'bank-change', subjectId, siret });
  const person = call.person();
  const nothing = { errors: {}, typed: {}, done: undefined, meanwhile: null };
  const mayDecide = person.agentRoles.has('payment_accountant') && change.askedById !== person.accountId;
  return page(
    <BankDecisionPage {...{ person, change, others, mayDecide }} {...nothing} {...outcome} />,
    status,
  );
}

async function decide(call: Call): Promise<Answer> {
  const id = call.params.id ?? '';
  let typed = call.form;
  try {
    // Money will follow: to validate, a session left open is not enough.
    if (typed.decision === 'valider' || typed.saisie !== undefined) {
      const proof = await takeFreshProof(call);
      if ('answer' in proof) return proof.answer;
      typed = proof.form;
    }
    const { decision, motif = '' } = typed;
    if (decision !== 'valider' && decision !== 'refuser')
      throw new InvalidInput({ '': 'Choisissez une décision : valider, ou refuser.' });
    const reason = decision === 'refuser' ? motif : null;
    await call.perform(decideBankChange, { id, reason, session: call.sessionSecret ?? '' });
    return redirect(`${bankDeskPath}/${id}?fait=banque-${decision}`);
  } catch (error) {
    if (error instanceof InvalidInput) {
      const { reason, ...rest } = error.fields;
      return show(call, { errors: { ...rest, ...(reason && { motif: reason }) }, typed }, 422);
    }
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    return show(call, { meanwhile: `${error.sentence} ${error.wayOn}`, typed }, 409);
  }
}
