import type { Queryable } from '../../platform/database';
import { type Answer, type Call, page, redirect } from '../../platform/http';
import type { Confirmation } from '../confirm-account-request';
import { AlreadySentPage } from '../pages/after-sending';
import { findRequest, type RequestRow } from '../store';
import { loadFacts } from './choose';
import type { AccountRequestDetails } from './details';
import { type Draft, documentOf, sentRequestOf } from './draft-store';
import { proposed, sentAddress, type Typed, typedAs } from './form-pages';
import { completeDetails } from './gauges';

/**
 * The answer to what was already sent; null when it was not. A double click, the back button or another tab
 * send the same again: the answer is the same. Something else is told not to have left: nothing is lost unsaid.
 * The draft held was read once: one that is sent from now on is told so by the sending itself. `changeOf`: what
 * the page posted changes in what was typed.
 */
export async function answerToSentAgain(
  call: Call,
  held: Draft | null,
  changeOf: (typed: Typed) => Typed | Promise<Typed>,
): Promise<Answer | null> {
  const { aller, brouillon = '' } = call.form;
  if (aller !== 'envoyer' || (held?.id === brouillon && !held.sent)) return null;
  const { db } = call.kernel;
  const requestId = await sentRequestOf(db, brouillon);
  if (requestId === null) return null;
  const request = await findRequest(db, requestId);
  if (!request) return redirect(sentAddress);
  const typed = typedOf(request);
  const details = await detailsOf(db, { ...typed, ...(await changeOf(typed)) });
  const sameDocument = call.upload === null || (await isDocumentOf(db, brouillon, call.upload.put.sha256));
  return sameDocument ? compare(call, request, details) : alreadySent(request.state !== 'to_confirm');
}

/** The answer to a sending that another one, at the same moment, has overtaken. */
export async function answerToOvertaken(
  call: Call,
  draft: Draft,
  details: AccountRequestDetails,
): Promise<Answer> {
  const { db } = call.kernel;
  const requestId = await sentRequestOf(db, draft.id);
  const request = requestId === null ? null : await findRequest(db, requestId);
  return request ? compare(call, request, details) : redirect(sentAddress);
}

async function compare(
  { kernel, actor }: Call,
  request: RequestRow,
  details: AccountRequestDetails | null,
): Promise<Answer> {
  const sent = await detailsOf(kernel.db, typedOf(request));
  const own = actor.kind === 'person' && actor.email === request.email;
  const confirmed = own && request.state !== 'to_confirm';
  if (!isSame(sent, details, confirmed)) return alreadySent(confirmed);
  if (!confirmed) return redirect(sentAddress);
  const byAgents = request.decided_by_agents ?? false;
  const confirmation = request.state === 'cancelled' ? ({ done: false } as const) : { done: true, byAgents };
  return redirect(confirmedAddress(outcomeOf(confirmation)));
}

/** What a confirmed request declares is known from then on: sent again, it is no longer a declaration. */
function isSame(sent: AccountRequestDetails | null, again: AccountRequestDetails | null, confirmed: boolean) {
  const known = confirmed ? { proposedCompany: null, proposedEstablishment: null } : {};
  const told = (details: AccountRequestDetails | null) => JSON.stringify(details && { ...details, ...known });
  return told(sent) === told(again);
}

/** Where whoever has nothing to confirm follows their request, and what it says of it. */
export const confirmedAddress = (outcome: 'agents' | 'administrators' | 'vaine' | 'deja') =>
  `/mes-etablissements?confirmee=${outcome}`;
export function outcomeOf(confirmation: Confirmation) {
  if (!confirmation.done) return 'vaine';
  return confirmation.byAgents ? 'agents' : 'administrators';
}

// 422, as for any key of idempotency sent again with other content (IETF draft idempotency-key-header).
const alreadySent = (confirmed: boolean) => page(<AlreadySentPage confirmed={confirmed} />, 422);

const detailsOf = async (db: Queryable, typed: Typed) => completeDetails(typed, await loadFacts(db, typed));

async function isDocumentOf(db: Queryable, draftId: string, sha256: Buffer): Promise<boolean> {
  const document = await documentOf(db, draftId);
  return document?.sha256.equals(sha256) ?? false;
}

/** What would be typed to send this request: the draft itself keeps nothing once sent. */
function typedOf(request: RequestRow): Typed {
  const { proposed_company: company, proposed_establishment: site } = request;
  return {
    email: request.email,
    civility: request.civility,
    jobTitle: request.job_title,
    lastName: request.last_name,
    firstName: request.first_name,
    phone: request.phone,
    role: request.role,
    entreprise: company ? proposed : request.siren,
    site: site ? proposed : request.siret,
    ...typedAs('nouvelle-entreprise', asText(company ?? {})),
    ...typedAs('nouvel-etablissement', asText(site ?? {})),
  };
}

const asText = (values: object): Typed =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]));
