import { administratorsBut, decideTakeover, takeoverView } from '../access';
import { logAccess } from '../journal';
import { InvalidInput, notFound, Refusal } from '../platform/errors';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../platform/http';
import type { WhoMay } from '../platform/who-may';
import { TakeoverDecisionPage, type TakeoverDecisionProps } from './pages/takeover';

const path = '/agents/reprises/:id';

/** Takeovers of an administration that came with a proof. */
export const takeoverDeskRoutes = (readers: WhoMay, deciders: WhoMay): Route[] => [
  get(path, readers, (call) => show(call, { done: call.query.fait })),
  post(path, deciders, decide),
];

/** Those that were never the agents' are none of their business. */
async function viewIn(call: Call) {
  const view = await takeoverView(call.kernel.db, call.params.id ?? '');
  if (!view || view.documentId === null) throw notFound();
  return view;
}

type Outcome = Partial<Pick<TakeoverDecisionProps, 'errors' | 'typed' | 'done' | 'meanwhile'>>;

async function show(call: Call, outcome: Outcome, status = 200): Promise<Answer> {
  const view = await viewIn(call);
  const { id: subjectId, siret } = view;
  const { db, clock } = call.kernel;
  await logAccess(call, { action: 'read-takeover', subjectKind: 'takeover', subjectId, siret });
  const person = call.person();
  const shown = {
    ...{ person, view, mayDecide: person.agentRoles.has('account_manager') },
    administrators: await administratorsBut(db, view, clock()),
    ...{ errors: {}, typed: {}, done: undefined, meanwhile: null },
  };
  return page(<TakeoverDecisionPage {...shown} {...outcome} />, status);
}

async function decide(call: Call): Promise<Answer> {
  const { id: takeoverId } = await viewIn(call);
  const { decision, motif = '' } = call.form;
  try {
    if (decision !== 'accepter' && decision !== 'refuser') {
      throw new InvalidInput({ '': 'Choisissez une décision : confier l’administration, ou refuser.' });
    }
    await call.perform(decideTakeover, { takeoverId, reason: decision === 'refuser' ? motif : null });
    return redirect(`/agents/reprises/${takeoverId}?fait=reprise-${decision}`);
  } catch (error) {
    const typed = call.form;
    if (error instanceof InvalidInput) {
      const { reason, ...others } = error.fields;
      return show(call, { errors: { ...others, ...(reason && { motif: reason }) }, typed }, 422);
    }
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    return show(call, { meanwhile: `${error.sentence} ${error.wayOn}`, typed }, 409);
  }
}
