import { logAccess } from '../../journal';
import type { Queryable } from '../../platform/database';
import type { FieldErrors } from '../../platform/errors';
import type { FileStore } from '../../platform/files';
import { readForm } from '../../platform/forms';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../../platform/http';
import { everyone } from '../../platform/who-may';
import { newCompanySchema, newEstablishmentSchema } from '../../registry';
import { countUpload, documentField, keepDocument, maxDocumentBytes } from '../proof/keep';
import { companyChoice } from './choice';
import { type Change, knownInstead, knownSite, noCompany } from './choose';
import { type Draft, documentOf, dropDocument, replaceDocument } from './draft-store';
import { follow } from './follow';
import {
  addressOf,
  type CreationSlug,
  hasTyped,
  isGauge,
  proposed,
  type Typed,
  typedOn,
  valuesOf,
} from './form-pages';
import { isShown } from './gauges';
import type { FormView } from './pages/frame';
import { NewCompanyPage } from './pages/new-company-page';
import { NewEstablishmentPage } from './pages/new-establishment-page';
import { draftToFill, heldDraft, openDraft, save, viewOf } from './receive';
import { answerToSentAgain } from './sent-again';

export interface RequestFormPorts {
  readonly files: FileStore;
  /** A virus scanner is configured. */
  readonly scanning: boolean;
  /** Company searches an address may make in a minute. */
  readonly searchPerMinute: number;
}

const gauge = 'mon-entreprise';

/** The two creations inside the form: what the registry does not know is declared, "à valider". */
export function creationRoutes(ports: RequestFormPorts): Route[] {
  const company = addressOf('nouvelle-entreprise');
  const establishment = addressOf('nouvel-etablissement');
  return [
    get(company, everyone, showCompany),
    post(company, everyone, (call) => receiveCompany(call, ports), {
      upload: { field: documentField, maxBytes: maxDocumentBytes },
    }),
    get(establishment, everyone, showEstablishment),
    post(establishment, everyone, (call) => receiveEstablishment(call, ports)),
  ];
}

const closedCompany = 'Cette entreprise est fermée : elle ne peut pas être choisie. Vérifiez son SIREN.';
const closedSite = 'Cet établissement est fermé : il ne peut pas être choisi. Vérifiez son SIRET.';

/** What a posted page leads to; without errors, the registry's or the declared one is chosen. */
interface Outcome {
  readonly change: Change;
  readonly errors: FieldErrors;
}

async function showCompany(call: Call): Promise<Answer> {
  const view = await viewOf(call, await openDraft(call));
  const errors = isBegun('nouvelle-entreprise', view) ? companyOutcome(view.form.typed, {}).errors : {};
  return companyPage(call, view, errors);
}

async function companyPage(
  call: Call,
  view: FormView,
  errors: FieldErrors,
  status?: number,
): Promise<Answer> {
  const document = view.draftId === null ? null : await documentOf(call.kernel.db, view.draftId);
  return page(<NewCompanyPage view={view} errors={errors} document={document} />, status);
}

async function receiveCompany(call: Call, ports: RequestFormPorts): Promise<Answer> {
  const { upload, kernel, form } = call;
  let settled = upload === null;
  try {
    const held = await heldDraft(call);
    const typed = typedOn('nouvelle-entreprise', form);
    const outcomeAfter = (before: Typed) => receivedCompany(kernel.db, before, typed);
    const already = await answerToSentAgain(
      call,
      held,
      async (before) => (await outcomeAfter(before)).change.typed,
    );
    if (already) return already;
    if (form.aller === 'annuler') return redirect(addressOf(gauge));
    const draft = await draftToFill(call, held);
    const file = {
      id: draft.id,
      without: 'envoyez votre demande sans justificatif, nos conseillers vous le demanderont',
    };
    const overLimit = upload && (await countUpload(call, file, upload));
    let refusal = overLimit;
    if (upload && overLimit === null) {
      settled = true;
      const rules = { ...ports, demonstration: kernel.demonstration };
      refusal = await keepDocument(kernel.db, rules, file, upload, kernel.clock(), async (tx, subjectId) => {
        await logAccess(call, { action: 'uploaded-document', subjectKind: 'document', subjectId }, tx);
        return replaceDocument(tx, draft.id, subjectId);
      });
      if (refusal !== null) await logOnDraft(call, draft, 'upload-refused');
    }
    if (form.aller === 'supprimer-document' && (await dropDocument(kernel.db, draft.id))) {
      await logOnDraft(call, draft, 'removed-document');
    }

    const { change, errors: faults } = await outcomeAfter(draft.typed);
    const errors = { ...faults, ...(refusal !== null && { [documentField]: refusal }) };
    return settle(call, ports, draft, 'nouvelle-entreprise', { change, errors }, (view) =>
      companyPage(call, view, errors, overLimit === null ? 422 : 429),
    );
  } finally {
    if (upload && !settled) await ports.files.remove(upload.put.storageKey);
  }
}

const logOnDraft = (call: Call, { id }: Draft, action: 'upload-refused' | 'removed-document') =>
  logAccess(call, {
    action,
    subjectKind: 'draft',
    subjectId: id,
    outcome: action === 'removed-document' ? 'done' : 'refused',
  });

/** A company that is known is chosen instead of declared; one that is closed can be neither. */
async function receivedCompany(db: Queryable, before: Typed, typed: Typed): Promise<Outcome> {
  const known = await knownInstead(db, valuesOf('nouvelle-entreprise', { ...before, ...typed }));
  const declared = companyOutcome(before, typed);
  if (known === null) return declared;
  if (known !== 'closed') return chosen(known);
  return { change: { typed }, errors: { ...declared.errors, siren: closedCompany } };
}

function companyOutcome(before: Typed, typed: Typed): Outcome {
  const read = readForm(newCompanySchema, valuesOf('nouvelle-entreprise', { ...before, ...typed }));
  return read.ok
    ? chosen({ typed: { ...noCompany, ...typed, entreprise: proposed } })
    : { change: { typed }, errors: read.errors };
}

const chosen = (change: Change): Outcome => ({ change, errors: {} });

async function showEstablishment(call: Call): Promise<Answer> {
  const view = await viewOf(call, await openDraft(call));
  const company = companyChoice(view.form.typed, view.form.facts);
  if (company.kind !== 'known') return redirect(addressOf(gauge));
  const begun = isBegun('nouvel-etablissement', view);
  const errors = begun ? siteOutcome(company.siren, view.form.typed, {}).errors : {};
  return page(<NewEstablishmentPage view={view} company={company} errors={errors} />);
}

async function receiveEstablishment(call: Call, ports: RequestFormPorts): Promise<Answer> {
  const { kernel, form } = call;
  const held = await heldDraft(call);
  const typed = typedOn('nouvel-etablissement', form);
  const outcomeAfter = (siren: string, before: Typed) => receivedSite(kernel.db, siren, before, typed);
  const already = await answerToSentAgain(
    call,
    held,
    async (before) => (await outcomeAfter(before.entreprise ?? '', before)).change.typed,
  );
  if (already) return already;
  const draft = await draftToFill(call, held);
  const { typed: before, facts } = draft;
  const company = companyChoice(before, facts);
  if (form.aller === 'annuler' || company.kind !== 'known') return redirect(addressOf(gauge));

  const { change, errors } = await outcomeAfter(company.siren, before);
  return settle(call, ports, draft, 'nouvel-etablissement', { change, errors }, (view) =>
    page(<NewEstablishmentPage view={view} company={company} errors={errors} />, 422),
  );
}

/** The same for an establishment of a known company. */
async function receivedSite(db: Queryable, siren: string, before: Typed, typed: Typed): Promise<Outcome> {
  const { siret = '' } = valuesOf('nouvel-etablissement', { ...before, ...typed });
  const known = await knownSite(db, siren, siret);
  const declared = siteOutcome(siren, before, typed);
  if (known === null) return declared;
  if (known !== 'closed') return chosen(known);
  return { change: { typed }, errors: { ...declared.errors, siret: closedSite } };
}

function siteOutcome(siren: string, before: Typed, typed: Typed): Outcome {
  const values = valuesOf('nouvel-etablissement', { ...before, ...typed });
  const read = readForm(newEstablishmentSchema, { siren, ...values });
  return read.ok
    ? chosen({ typed: { ...typed, site: proposed } })
    : { change: { typed }, errors: read.errors };
}

const isBegun = (slug: CreationSlug, { form }: FormView) => isShown(slug, form) && hasTyped(slug, form.typed);

/** Saves a creation's page, then goes where its button says; faults only stop "Enregistrer et revenir". */
async function settle(
  call: Call,
  { searchPerMinute }: RequestFormPorts,
  draft: Draft,
  slug: CreationSlug,
  { change, errors }: Outcome,
  failed: (view: FormView) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { aller } = call.form;
  const removing = aller === 'supprimer-document';
  const leavesGauge = isGauge(aller) && aller !== gauge;
  const view = await save(call, draft, {
    gauge,
    change,
    visited: removing ? [] : leavesGauge ? [slug, gauge] : [slug],
    attempted: aller === 'envoyer',
  });
  if (removing) return redirect(addressOf(slug));
  // A refused document is the one thing that could not be saved: it is said before going anywhere.
  const stops = aller === 'enregistrer' ? Object.keys(errors).length > 0 : documentField in errors;
  if (stops) return failed(view);
  if (aller !== 'enregistrer') return follow(call, draft, view, { from: slug, gauge, searchPerMinute });
  return redirect(`${addressOf(gauge)}?avis=${change.notice ?? 'suite'}`);
}
