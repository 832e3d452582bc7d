import { logAccess } from '../../journal';
import { type FieldErrors, InvalidInput, notFound, Refusal } from '../../platform/errors';
import type { FileStore } from '../../platform/files';
import type { Form } from '../../platform/forms';
import {
  type Answer,
  type Call,
  get,
  page,
  post,
  type Route,
  redirect,
  type Upload,
} from '../../platform/http';
import { signedIn } from '../../platform/who-may';
import { inForm } from '../decide-from-form';
import { errors } from '../errors';
import { placeOf } from '../place';
import { countUpload, documentField, keepDocument, maxDocumentBytes } from '../proof/keep';
import { askTakeover } from './ask-takeover';
import { handTakeoverOver } from './hand-over-takeover';
import { AskTakeoverPage, takeoverPath } from './pages/ask';
import { type TakeoverDone, TakeoverPage, type TakeoverPageProps, takeoverDone } from './pages/takeover';
import { type TakeoverView, takeoverView } from './queries/takeover-view';
import { heldBy, mayConfirm, mayHandOver } from './rules';
import { cancelTakeover, confirmTakeover, grantTakeover, refuseTakeover } from './settle-takeover';

export interface TakeoverPorts {
  readonly files: FileStore;
  /** A virus scanner is configured. */
  readonly scanning: boolean;
}

/** Each writes to every administrator. */
const askLimit = { name: 'takeover', tries: 3, seconds: 7 * 24 * 3600 };

/** "Reprendre l'administration": asked, followed and answered by the people of an establishment. */
export const takeoverRoutes = (ports: TakeoverPorts): readonly Route[] => [
  get(takeoverPath, signedIn, (call) => showAsk(call, call.query.etablissement ?? '', {})),
  post(takeoverPath, signedIn, ask),
  get(`${takeoverPath}/:id`, signedIn, (call) => show(call, { done: takeoverDone(call.query.fait) })),
  post(`${takeoverPath}/:id`, signedIn, (call) => answer(call, ports), {
    upload: { field: documentField, maxBytes: maxDocumentBytes },
  }),
];

type Asked = {
  readonly errors?: FieldErrors;
  readonly typed?: Form;
  readonly refusal?: { sentence: string; wayOn: string };
};

/** For whoever may ask there; nobody else learns that the establishment exists. */
async function showAsk(call: Call, siret: string, asked: Asked, status = 200): Promise<Answer> {
  const { db, clock } = call.kernel;
  const person = call.person();
  if ((await heldBy(db, { accountId: person.accountId, siret }, clock())) === null) throw notFound();
  const place = await placeOf(db, { siret });
  if (!place) throw notFound();
  const nothing = { errors: {}, typed: {}, refusal: null };
  return page(<AskTakeoverPage person={person} place={place} {...nothing} {...asked} />, status);
}

async function ask(call: Call): Promise<Answer> {
  const { etablissement: siret = '', raison: reason = '' } = call.form;
  try {
    if (reason.trim() !== '') await call.count(askLimit, `${call.person().accountId} ${siret}`);
    const { id } = await call.perform(askTakeover, { siret, reason });
    return redirect(`${takeoverPath}/${id}?fait=demandee`);
  } catch (error) {
    const typed = call.form;
    if (error instanceof InvalidInput) {
      const { reason: raison, ...others } = error.fields;
      return showAsk(call, siret, { errors: { ...others, ...(raison && { raison }) }, typed }, 422);
    }
    if (!(error instanceof Refusal) || (error.status !== 409 && error.status !== 429)) throw error;
    return showAsk(call, siret, { refusal: error, typed }, error.status);
  }
}

/** What the reader is in a takeover; null: to them it does not exist. */
async function partOf(call: Call, view: TakeoverView): Promise<TakeoverPageProps['part'] | null> {
  const { db, rights, clock } = call.kernel;
  const { accountId } = call.person();
  if (view.accountId === accountId) return 'own';
  const held = await rights.permissionsOn(db, accountId, view.siret);
  if (held.has('users.manage')) return 'answer';
  return (await mayConfirm(db, view, accountId, clock())) ? 'confirm' : null;
}

async function viewIn(call: Call) {
  const view = await takeoverView(call.kernel.db, call.params.id ?? '');
  const part = view && (await partOf(call, view));
  if (!view || !part) throw notFound();
  return { view, part };
}

type Outcome = Partial<Pick<TakeoverPageProps, 'errors' | 'typed' | 'refusal' | 'done'>>;

async function show(call: Call, outcome: Outcome, status = 200): Promise<Answer> {
  const { view, part } = await viewIn(call);
  const { db, clock } = call.kernel;
  const { id: subjectId, siret } = view;
  if (part !== 'own') {
    await logAccess(call, { action: 'read-takeover', subjectKind: 'takeover', subjectId, siret });
  }
  const shown = {
    ...{ person: call.person(), view, part },
    mayHandOver: part === 'own' && (await mayHandOver(db, view, clock())),
    ...{ errors: {}, typed: {}, refusal: null, done: null },
  };
  return page(<TakeoverPage {...shown} {...outcome} />, status);
}

/** What was typed stays on the page, whatever stops it. */
async function answer(call: Call, ports: TakeoverPorts): Promise<Answer> {
  const { upload } = call;
  let kept = false;
  try {
    if (await isConfirmedByReader(call)) return redirect('/accueil');
    const { view, part } = await viewIn(call);
    const done = await take(call, ports, { view, part }, () => {
      kept = true;
    });
    // A colleague who has confirmed has no part in it any more.
    return redirect(done === 'confirmee' ? '/accueil' : `${takeoverPath}/${view.id}?fait=${done}`);
  } catch (error) {
    const typed = call.form;
    if (error instanceof InvalidInput) return show(call, { errors: inForm(error.fields), typed }, 422);
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    return show(call, { refusal: error, typed }, 409);
  } finally {
    if (upload && !kept) await ports.files.remove(upload.put.storageKey);
  }
}

/** Pressed twice: who has just confirmed has no part in it any more, and did nothing wrong. */
async function isConfirmedByReader(call: Call): Promise<boolean> {
  if (call.form.geste !== 'confirmer') return false;
  const view = await takeoverView(call.kernel.db, call.params.id ?? '');
  return view?.settledAs === 'colleague' && view.settledById === call.person().accountId;
}

async function take(
  call: Call,
  ports: TakeoverPorts,
  { view, part }: { view: TakeoverView; part: TakeoverPageProps['part'] },
  kept: () => void,
): Promise<TakeoverDone | 'confirmee'> {
  const { form, upload } = call;
  const takeoverId = view.id;
  switch (form.geste) {
    case 'transmettre':
      if (part !== 'own') throw notFound();
      if (!(await mayHandOver(call.kernel.db, view, call.kernel.clock()))) throw errors.takeoverTooEarly();
      if (!upload) throw new InvalidInput({ [documentField]: 'Joignez le justificatif, puis transmettez.' });
      kept();
      await handOver(call, ports, view, upload);
      return 'transmise';
    case 'annuler':
      await call.perform(cancelTakeover, { takeoverId });
      return 'annulee';
    case 'accepter':
      await call.perform(grantTakeover, { takeoverId });
      return 'acceptee';
    case 'refuser':
      await call.perform(refuseTakeover, { takeoverId, reason: form.motif ?? '' });
      return 'refusee';
    case 'confirmer':
      await call.perform(confirmTakeover, { takeoverId });
      return 'confirmee';
    default:
      throw new InvalidInput({ '': 'Choisissez ce que vous voulez faire.' });
  }
}

/** From here on the upload is this function's: kept with the takeover, or removed. */
async function handOver(call: Call, ports: TakeoverPorts, view: TakeoverView, upload: Upload): Promise<void> {
  const { kernel } = call;
  const file = { id: view.id, without: 'contactez nos conseillers par la page Aide' };
  const overLimit = await countUpload(call, file, upload);
  if (overLimit !== null) {
    await ports.files.remove(upload.put.storageKey);
    throw new InvalidInput({ [documentField]: overLimit });
  }
  const now = kernel.clock();
  const rules = { ...ports, demonstration: kernel.demonstration };
  const refusal = await keepDocument(kernel.db, rules, file, upload, now, async (tx, documentId) => {
    const { actor, requestId, address, userAgent } = call;
    const document = { subjectKind: 'document', subjectId: documentId, siret: view.siret };
    await logAccess(call, { action: 'uploaded-document', ...document }, tx);
    return handTakeoverOver({ tx, actor, now, kernel, requestId, address, userAgent }, view.id, documentId);
  });
  if (refusal !== null) throw new InvalidInput({ [documentField]: refusal });
}
