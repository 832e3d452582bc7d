import { emailSchema, identitySchema } from '../../accounts';
import type { FieldErrors } from '../../platform/errors';
import { readForm } from '../../platform/forms';
import type { GaugeState } from '../../ui';
import { roleSchema } from '../rules';
import { companyChoice, type Facts, siteChoice } from './choice';
import type { AccountRequestDetails } from './details';
import { type GaugeSlug, gaugeSlugs, isGauge, type PageSlug, type Typed, valuesOf } from './form-pages';

/** A draft with what the registry says of its choices. */
export interface FilledForm {
  readonly typed: Typed;
  /** Pages left at least once. */
  readonly visited: readonly string[];
  /** "Demander mon compte" was pressed while something was missing. */
  readonly attempted: boolean;
  readonly facts: Facts;
  /** The person is in the middle of a page: its faults are not said yet. */
  readonly quiet?: boolean;
}

export interface Missing {
  readonly gauge: GaugeSlug;
  /** Id of the field to go to. */
  readonly field: string;
  readonly sentence: string;
}

/** Fields to fill on each gauge, in the order of the page. */
const required: Readonly<Record<GaugeSlug, readonly string[]>> = {
  'mon-adresse-email': ['email'],
  'mon-entreprise': ['recherche', 'site'],
  'mes-informations': ['civility', 'jobTitle', 'lastName', 'firstName', 'phone'],
  'habilitations-souhaitees': ['etablissement', 'role'],
};

/** What was found of a form, as long as it is the same: a page asks for it several times. */
const found = new WeakMap<Typed, { readonly facts: Facts; readonly faults: Map<GaugeSlug, FieldErrors> }>();

/** What is wrong on a gauge, by field, in the order of the page; nothing when it is complete. */
export function faultsOf(gauge: GaugeSlug, typed: Typed, facts: Facts): FieldErrors {
  let known = found.get(typed);
  if (known?.facts !== facts) {
    known = { facts, faults: new Map() };
    found.set(typed, known);
  }
  const faults = known.faults.get(gauge) ?? inOrder(gauge, rawFaults(gauge, typed, facts));
  known.faults.set(gauge, faults);
  return faults;
}

const inOrder = (gauge: GaugeSlug, faults: FieldErrors): FieldErrors =>
  Object.fromEntries(
    required[gauge].flatMap((field) => {
      const sentence = faults[field];
      return sentence === undefined ? [] : [[field, sentence]];
    }),
  );

function rawFaults(gauge: GaugeSlug, typed: Typed, facts: Facts): FieldErrors {
  switch (gauge) {
    case 'mon-adresse-email': {
      const read = emailSchema.safeParse(typed.email ?? '');
      return read.success ? {} : { email: read.error.issues[0]?.message ?? '' };
    }
    case 'mon-entreprise':
      return companyFaults(typed, facts);
    case 'mes-informations': {
      const read = readForm(identitySchema, valuesOf(gauge, typed));
      return read.ok ? {} : read.errors;
    }
    case 'habilitations-souhaitees': {
      const site = siteChoice(typed, facts);
      const chosen = site.kind === 'known' || site.kind === 'proposed';
      const role = roleSchema.safeParse(typed.role ?? '');
      return {
        ...(chosen ? {} : { etablissement: "Choisissez d'abord votre entreprise et votre site." }),
        ...(role.success ? {} : { role: 'Choisissez un rôle.' }),
      };
    }
  }
}

/** While no company is chosen its sites are not asked for: only what can be done on the page is said. */
function companyFaults(typed: Typed, facts: Facts): FieldErrors {
  switch (companyChoice(typed, facts).kind) {
    case 'none':
      return { recherche: 'Recherchez votre entreprise et choisissez-la dans la liste.' };
    case 'closed':
      return { recherche: 'Cette entreprise est fermée : choisissez-en une autre.' };
    case 'unfinished':
      return { recherche: 'La création de votre entreprise est à compléter.' };
    default:
      return siteFaults(typed, facts);
  }
}

function siteFaults(typed: Typed, facts: Facts): FieldErrors {
  switch (siteChoice(typed, facts).kind) {
    case 'none':
      return { site: 'Sélectionnez votre site.' };
    case 'closed':
      return { site: 'Ce site est fermé : sélectionnez-en un autre.' };
    case 'unfinished':
      return { site: 'La création de votre établissement est à compléter.' };
    default:
      return {};
  }
}

/** State of a gauge and the part of its fields already right (0 to 1). */
export function stateOf(
  gauge: GaugeSlug,
  typed: Typed,
  visited: readonly string[],
  facts: Facts,
): { readonly state: GaugeState; readonly share: number } {
  const faults = faultsOf(gauge, typed, facts);
  if (Object.keys(faults).length === 0) return { state: 'complet', share: 1 };
  const touched =
    visited.includes(gauge) || Object.values(valuesOf(gauge, typed)).some((value) => value.trim());
  if (!touched) return { state: 'a-remplir', share: 0 };
  // A site cannot be chosen before its company: a fault of the company leaves both to fill.
  const wrong = 'recherche' in faults ? required[gauge].length : Object.keys(faults).length;
  return { state: 'a-completer', share: 1 - wrong / required[gauge].length };
}

/** All that keeps the request from being sent, in the order of the form. */
export function missing(typed: Typed, facts: Facts): Missing[] {
  return gaugeSlugs.flatMap((gauge) =>
    Object.entries(faultsOf(gauge, typed, facts)).map(([field, sentence]) => ({ gauge, field, sentence })),
  );
}

/** The faults that a gauge's page says: those of a page left incomplete, or of a form that was to be sent. */
export function shownFaults(gauge: GaugeSlug, form: FilledForm): FieldErrors {
  return isShown(gauge, form) ? faultsOf(gauge, form.typed, form.facts) : {};
}

export const isShown = (page: PageSlug, form: FilledForm): boolean =>
  form.quiet !== true && (form.visited.includes(page) || (form.attempted && isGauge(page)));

/** The request ready to be sent, or null while something is missing. */
export function completeDetails(typed: Typed, facts: Facts): AccountRequestDetails | null {
  const email = emailSchema.safeParse(typed.email ?? '');
  const identity = identitySchema.safeParse(valuesOf('mes-informations', typed));
  const role = roleSchema.safeParse(typed.role ?? '');
  const company = companyChoice(typed, facts);
  const site = siteChoice(typed, facts);
  if (!email.success || !identity.success || !role.success) return null;
  if (company.kind !== 'known' && company.kind !== 'proposed') return null;
  if (site.kind !== 'known' && site.kind !== 'proposed') return null;
  const { civility, jobTitle, lastName, firstName, phone } = identity.data;
  return {
    email: email.data,
    civility,
    jobTitle,
    lastName,
    firstName,
    phone,
    siren: company.siren,
    siret: site.siret,
    role: role.data,
    proposedCompany: company.kind === 'proposed' ? company.company : null,
    proposedEstablishment: site.kind === 'proposed' ? site.establishment : null,
  };
}
