import { z } from 'zod';
import { emailSchema } from '../accounts';
import { record } from '../journal';
import { behaviour } from '../platform/behaviour';
import { sql, type Transaction } from '../platform/database';
import { enqueue } from '../platform/jobs';
import type { NewCompany, NewEstablishment } from '../registry';
import { answerRequest } from './answer-request';
import { type Confirmation, confirmOwn } from './confirm-account-request';
import { roleSchema } from './rules';
import { insertRequest } from './store';

const input = z.object({
  draftId: z.uuid(),
  documentId: z.uuid().nullable(),
  email: emailSchema,
  civility: z.enum(['M', 'MME']),
  lastName: z.string(),
  firstName: z.string(),
  jobTitle: z.string(),
  phone: z.string(),
  siren: z.string().length(9),
  siret: z.string().length(14),
  role: roleSchema,
  proposedCompany: z.custom<NewCompany>().nullable(),
  proposedEstablishment: z.custom<NewEstablishment>().nullable(),
});

/** `confirmation`: null when the address has still to be confirmed. */
export type Sending = { readonly confirmation: Confirmation | null };

/**
 * Sends the four gauges. The same work whatever the state of the address: what the address receives, and which
 * former request this one replaces, is found out by a job, after the answer, so that nobody learns who has an
 * account by the words or the time.
 * A draft is sent once: a double click, a second tab or the back button find it sent. Null then.
 * Who is signed in has proved their own address: it is confirmed at once.
 */
export const submitAccountRequest = behaviour({
  name: 'access.submit-account-request',
  input,
  who: { kind: 'link-holder' },
  async run(context, details): Promise<Sending | null> {
    const { tx, now, actor } = context;
    const requestId = crypto.randomUUID();
    if (!(await markDraftSent(tx, details.draftId, requestId))) return null;
    await insertRequest(tx, {
      id: requestId,
      state: 'to_confirm',
      email: details.email,
      civility: details.civility,
      last_name: details.lastName,
      first_name: details.firstName,
      job_title: details.jobTitle,
      phone: details.phone,
      siren: details.siren,
      siret: details.siret,
      proposed_company: details.proposedCompany,
      proposed_establishment: details.proposedEstablishment,
      document_id: details.documentId,
      role: details.role,
      sent_at: now,
    });
    await record(context, {
      action: 'access.request-sent',
      subjectKind: 'access-request',
      subjectId: requestId,
      siren: details.siren,
      siret: details.siret,
      details: { role: details.role, document: details.documentId },
    });
    await enqueue(tx, answerRequest, { requestId });
    const own = actor.kind === 'person' && actor.email === details.email;
    return { confirmation: own ? await confirmOwn(context, requestId) : null };
  },
});

async function markDraftSent(tx: Transaction, draftId: string, requestId: string): Promise<boolean> {
  // What was typed now lives in the request; the draft only remembers that it was sent.
  const { numAffectedRows } = await sql`
    update access_request_draft set sent_request_id = ${requestId}, typed = '{}'
    where id = ${draftId} and sent_request_id is null
  `.execute(tx);
  return numAffectedRows === 1n;
}
