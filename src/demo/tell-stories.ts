import {
  accessJobs,
  approveAccountRequest,
  cancelAccountRequest,
  confirmAddress,
  confirmOwnRequest,
  decideCompany,
  decideEstablishment,
  type RequestState,
  refuseAccountRequest,
  submitAccountRequest,
} from '../access';
import { findAccountByEmail } from '../accounts';
import { type Kernel, perform } from '../platform/behaviour';
import { after, days, hours } from '../platform/clock';
import { sql } from '../platform/database';
import type { FileStore } from '../platform/files';
import { keptMails } from '../platform/mail';
import { type Person, visitor } from '../platform/who-may';
import { newCompanySchema, newEstablishmentSchema } from '../registry';
import { fictionalPhone } from './first-accounts';
import type { Someone } from './people';
import { storeProofDocument } from './proof-document';
import type { Step, Story } from './stories';

/**
 * Plays a request through the behaviours of the product, at the dates of its story: what the rules refuse
 * cannot be in the demonstration. A step already done is passed over, so that a loading cut short goes on.
 */
export async function tellStory(kernel: Kernel, story: Story, files: FileStore): Promise<void> {
  if ((await findRequest(kernel, story)) === null) {
    await send(kernelAt(kernel, story.sentDaysAgo), story, files);
  }
  for (const step of story.steps) {
    const request = await findRequest(kernel, story);
    if (!request) throw new Error(`the request of ${story.person.email} is lost`);
    if (isDue(step, request)) await play(kernel, story, step, request);
  }
}

/** The same, at an earlier day. */
export const kernelAt = (kernel: Kernel, daysAgo: number): Kernel => {
  const at = dateOf(kernel.clock(), daysAgo);
  return { ...kernel, clock: () => at };
};

/** Of an earlier day, the fraction is a time of that working day: "4.9" its morning, "4" its end (16 h UTC). */
function dateOf(now: Date, daysAgo: number): Date {
  if (daysAgo < 1) return after(now, -days(daysAgo));
  const midnight = new Date(after(now, -days(Math.floor(daysAgo)))).setUTCHours(0, 0, 0, 0);
  return after(new Date(midnight), hours(16 - (daysAgo % 1) * 10));
}

interface Found {
  readonly id: string;
  readonly state: RequestState;
  readonly companyState: string | null;
  readonly establishmentState: string | null;
}

async function findRequest({ db }: Kernel, { person, siret }: Story): Promise<Found | null> {
  const { rows } = await sql<Found>`
    select request.id, request.state, company.state as "companyState",
      establishment.state as "establishmentState"
    from access_request as request
    left join company on company.siren = request.siren
    left join establishment on establishment.siret = request.siret
    where request.email = ${person.email} and request.siret = ${siret}`.execute(db);
  return rows[0] ?? null;
}

function isDue(step: Step, request: Found): boolean {
  if (step.do === 'company') return request.companyState === 'to_validate';
  if (step.do === 'establishment') return request.establishmentState === 'to_validate';
  return request.state === (step.do === 'confirm' || step.do === 'receive-answer' ? 'to_confirm' : 'pending');
}

async function send(kernel: Kernel, story: Story, files: FileStore): Promise<void> {
  const { email, ...person } = story.person;
  const document = `Extrait Kbis fictif - ${story.newCompany?.name ?? ''}`;
  const documentId = story.proof ? await storeProofDocument(kernel, files, document) : null;
  const now = kernel.clock();
  const { rows } = await sql<{ draftId: string }>`
    insert into access_request_draft (token_hash, updated_at, expires_at)
    values (sha256(gen_random_uuid()::text::bytea), ${now}, ${after(now, days(7))})
    returning access_request_draft.id as "draftId"`.execute(kernel.db);
  await perform(kernel, submitAccountRequest, visitor, {
    draftId: rows[0]?.draftId ?? '',
    documentId,
    email,
    ...person,
    phone: fictionalPhone,
    siren: story.siret.slice(0, 9),
    siret: story.siret,
    role: story.role,
    proposedCompany: story.newCompany ? newCompanySchema.parse(story.newCompany) : null,
    proposedEstablishment: story.newEstablishment
      ? newEstablishmentSchema.parse(story.newEstablishment)
      : null,
  });
}

async function play(today: Kernel, story: Story, step: Step, request: Found): Promise<void> {
  const kernel = kernelAt(today, step.daysAgo);
  const requestId = request.id;
  switch (step.do) {
    case 'receive-answer':
      return receiveAnswer(kernel, requestId);
    case 'confirm': {
      const account = await findAccountByEmail(kernel.db, story.person.email);
      if (account) {
        await perform(kernel, confirmOwnRequest, await personOf(kernel, story.person), { requestId });
        return;
      }
      await receiveAnswer(kernelAt(today, story.sentDaysAgo), requestId);
      const secret = await secretMailed(kernel, story.person, '/demande-de-compte/confirmer');
      await perform(kernel, confirmAddress, visitor, { secret });
      return;
    }
    case 'cancel': {
      const secret = await secretMailed(kernel, story.person, '/demande-de-compte/suivi');
      await perform(kernel, cancelAccountRequest, visitor, { secret });
      return;
    }
    case 'approve': {
      const role = step.role ?? story.role;
      return perform(kernel, approveAccountRequest, await personOf(kernel, step.by), { requestId, role });
    }
    case 'refuse': {
      const { reason, block = false } = step;
      return perform(kernel, refuseAccountRequest, await personOf(kernel, step.by), {
        requestId,
        reason,
        block,
      });
    }
    case 'company': {
      const { decision, reason } = step;
      const siren = story.siret.slice(0, 9);
      return perform(kernel, decideCompany, await personOf(kernel, step.by), { siren, decision, reason });
    }
    case 'establishment': {
      const { decision, reason } = step;
      const { siret } = story;
      return perform(kernel, decideEstablishment, await personOf(kernel, step.by), {
        siret,
        decision,
        reason,
      });
    }
  }
}

/** Does the job that writes to the address now, at the date of the story; the queue will find it done. */
async function receiveAnswer(kernel: Kernel, requestId: string): Promise<void> {
  const answer = accessJobs.find((one) => one.name === 'access.answer-request');
  if (!answer) throw new Error('the job that answers a request has another name');
  await answer.run(kernel, { requestId });
}

/** The secret of the latest link that somebody was mailed to a page. */
async function secretMailed(kernel: Kernel, { email }: Someone, path: string): Promise<string> {
  const link = `${kernel.publicUrl}${path}?jeton=`;
  for (const mail of await keptMails(kernel.db, 1000)) {
    const [, found] = mail.recipient === email ? (mail.text ?? '').split(link) : [];
    if (found !== undefined) return found.split(/\s/)[0] ?? '';
  }
  throw new Error(`no mail to ${email} leads to ${path}`);
}

export async function personOf(kernel: Kernel, { email }: Someone): Promise<Person> {
  const account = await findAccountByEmail(kernel.db, email);
  const person = account && (await kernel.rights.person(kernel.db, account.id));
  if (!person) throw new Error(`${email} cannot act`);
  return person;
}
