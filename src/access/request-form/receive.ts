import type { Call } from '../../platform/http';
import type { Limit } from '../../platform/throttle';
import { noFacts } from './choice';
import { type Change, loadFacts } from './choose';
import { createDraft, type Draft, draftLife, findDraft, saveDraft } from './draft-store';
import type { GaugeSlug, PageSlug, Typed } from './form-pages';
import { type FilledForm, stateOf } from './gauges';
import { isOwn, ownDetails } from './own-details';
import type { FormView } from './pages/frame';

export const draftCookie = 'mc2i-demande';

const newDrafts: Limit = { name: 'new-drafts', tries: 300, seconds: 3600 };

/** The draft of this browser, sent or not; `listed`: with the sites that its company offers. */
export async function heldDraft(call: Call, options?: { listed: boolean }): Promise<Draft | null> {
  const secret = call.cookie(draftCookie);
  return secret === null ? null : findDraft(call.kernel.db, secret, call.kernel.clock(), options);
}

/** The draft that the pages show: one already sent no longer shows, the form starts afresh. */
export async function openDraft(call: Call, options?: { listed: boolean }): Promise<Draft | null> {
  const draft = await heldDraft(call, options);
  return draft?.sent ? null : draft;
}

/**
 * The draft held, or another begun now when there is none or it was sent; its cookie lives seven days from
 * each submission.
 */
export async function draftToFill(call: Call, held: Draft | null): Promise<Draft> {
  const { db, clock } = call.kernel;
  let secret = call.cookie(draftCookie);
  let draft = held?.sent ? null : held;
  if (secret === null || !draft) {
    await call.count(newDrafts, call.address);
    secret = await createDraft(db, clock());
    draft = await findDraft(db, secret, clock());
    if (!draft) throw new Error('the draft just made is not there');
  }
  call.setCookie(draftCookie, secret, { maxAgeSeconds: draftLife / 1000 });
  return draft;
}

/** A draft, or the empty form, as its pages show it. */
export async function viewOf(call: Call, draft: Draft | null): Promise<FormView> {
  const { id, visited, attempted, facts } = draft ?? empty;
  const asked = draft?.typed ?? {};
  const typed = { ...asked, ...(await ownDetails(call, asked)) };
  return { draftId: id, own: isOwn(call, typed), form: { typed, visited, attempted, facts } };
}

const empty = { id: null, visited: [], attempted: false, facts: noFacts };

/** Saves what a page posted and what follows from it; gives the whole form as it now is. */
export async function save(
  call: Call,
  draft: Draft,
  what: { gauge: GaugeSlug; change: Change; visited: readonly PageSlug[]; attempted?: boolean },
): Promise<FormView> {
  const { gauge, change } = what;
  const visited = [...draft.visited, ...what.visited];
  const attempted = draft.attempted || what.attempted === true;
  const said = { ...draft.typed, ...change.typed };
  const own = await ownDetails(call, said);
  const typedNow = { ...said, ...own };
  const after = { typed: typedNow, visited, attempted, facts: await loadFacts(call.kernel.db, typedNow) };
  const fresh =
    isGreen(gauge, after) && !isGreen(gauge, { ...draft, typed: { ...draft.typed, ...own } }) ? gauge : '';
  const typed = { ...without(own, change.typed), fresh };
  await saveDraft(call.kernel.db, draft.id, { typed, visited, attempted }, call.kernel.clock());
  return { draftId: draft.id, own: isOwn(call, typedNow), form: { ...after, typed: { ...typedNow, fresh } } };
}

const without = (own: Typed, posted: Typed): Typed =>
  Object.fromEntries(Object.entries(posted).filter(([key]) => own[key] === undefined));

const isGreen = (gauge: GaugeSlug, { typed, visited, facts }: FilledForm) =>
  stateOf(gauge, typed, visited, facts).state === 'complet';
