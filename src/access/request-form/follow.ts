import { type Answer, type Call, page, redirect } from '../../platform/http';
import { type Sending, submitAccountRequest } from '../submit-account-request';
import type { AccountRequestDetails } from './details';
import { type Draft, documentOf } from './draft-store';
import {
  addressOf,
  closeAddress,
  type GaugeSlug,
  gaugeSlugs,
  isCreation,
  isGauge,
  neighbour,
  type PageSlug,
  sentAddress,
} from './form-pages';
import { completeDetails, stateOf } from './gauges';
import type { FormView } from './pages/frame';
import { answerToOvertaken, confirmedAddress, outcomeOf } from './sent-again';
import { gaugePage } from './show';

interface Where {
  readonly from: PageSlug;
  readonly gauge: GaugeSlug;
  readonly searchPerMinute: number;
}

/** Each is told to deciders at once: so many that nobody who adds their establishments meets it. */
const ownRequests = { name: 'own-requests', tries: 50, seconds: 3600 };

/** Goes where the pressed button says, everything being saved; the next page when it says nothing. */
export async function follow(call: Call, draft: Draft, view: FormView, where: Where): Promise<Answer> {
  const { aller } = call.form;
  const { gauge } = where;
  if (aller === 'fermer') return redirect(`${closeAddress}?de=${gauge}`);
  if (aller === 'envoyer') return send(call, draft, view, where);
  if (isGauge(aller) || isCreation(aller)) return redirect(addressOf(aller));
  return redirect(addressOf(neighbour(gauge, 1) ?? gauge));
}

/** Sends the request when all is green; else shows the first incomplete page with all that is missing. */
async function send(call: Call, draft: Draft, view: FormView, where: Where): Promise<Answer> {
  const { typed, visited, facts } = view.form;
  const details = completeDetails(typed, facts);
  if (details) {
    if (view.own) await call.count(ownRequests, call.person().accountId);
    const documentId = await proofOf(call, draft, details);
    const sent = await call.perform(submitAccountRequest, { ...details, draftId: draft.id, documentId });
    return sent ? redirect(afterSending(sent)) : answerToOvertaken(call, draft, details);
  }
  const first =
    gaugeSlugs.find((slug) => stateOf(slug, typed, visited, facts).state !== 'complet') ?? where.gauge;
  if (first !== where.from) return redirect(`${addressOf(first)}?reste=1`);
  const { searchPerMinute } = where;
  return page(await gaugePage(call, first, view, { searchPerMinute, all: true, notice: null }), 422);
}

/** Whoever has nothing to confirm follows their request where their establishments are. */
function afterSending({ confirmation }: Sending): string {
  if (!confirmation) return sentAddress;
  return confirmedAddress(confirmation.done && confirmation.already ? 'deja' : outcomeOf(confirmation));
}

/** The proof goes with the company that it is about; one found infected goes nowhere. */
async function proofOf(call: Call, draft: Draft, { proposedCompany }: AccountRequestDetails) {
  const document = proposedCompany && (await documentOf(call.kernel.db, draft.id));
  return document && document.scan !== 'infected' ? document.id : null;
}
