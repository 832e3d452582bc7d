import type { Queryable } from '../../platform/database';
import {
  type Chosen,
  findChosen,
  findCompany,
  findEstablishment,
  listSites,
  parseSiren,
  parseSiret,
} from '../../registry';
import { type Facts, noFacts } from './choice';
import { proposed, type Typed, typedAs } from './form-pages';

/** What a page says of what just happened. */
export const notices = {
  /** Nothing to say: the page goes on where it was. */
  suite: null,
  'entreprise-connue': "Nous connaissons déjà cette entreprise : nous l'avons sélectionnée pour vous.",
  'site-connu': "Nous connaissons déjà cet établissement : nous l'avons sélectionné pour vous.",
  'site-inconnu':
    "L'entreprise de ce SIRET est sélectionnée, mais ce site n'est pas dans la liste : choisissez-en un autre ou créez-le.",
} as const;
export type Notice = keyof typeof notices;
export const isNotice = (text: string | undefined): text is Notice =>
  text !== undefined && Object.hasOwn(notices, text);

export interface Change {
  readonly typed: Typed;
  readonly notice?: Notice;
}

export const noCompany: Typed = { entreprise: '', site: '', recherche: '', filtre: '' };

/** What the registry says of a draft's choices; `listed`: when `chosen` was read with all that the company offers. */
export function factsOf(typed: Typed, chosen: Chosen | null, listed: boolean): Facts {
  if (!chosen) return noFacts;
  const { name, active, state, sites } = chosen;
  const site = sites.find(({ siret }) => siret === typed.site);
  return {
    company: { siren: typed.entreprise ?? '', name, active, toValidate: state === 'to_validate' },
    site: site
      ? {
          siret: site.siret,
          name: site.name,
          address: site.address,
          active: site.active,
          toValidate: site.state === 'to_validate',
        }
      : null,
    ...(listed && { sites }),
  };
}

/** The same, of choices that are in no draft yet. */
export async function loadFacts(db: Queryable, typed: Typed): Promise<Facts> {
  return factsOf(typed, await findChosen(db, typed.entreprise ?? '', typed.site ?? ''), false);
}

/** The SIREN or SIRET that a text is, as digits; null when it is neither. Whether it exists is another matter. */
export function numberIn(text: string): string | null {
  const digits = text.replace(/[\s.\-/]/gu, '');
  return /^\d{9}(\d{5})?$/.test(digits) ? digits : null;
}

/** Chooses the company of a SIREN, or of a SIRET with its site; null when one is closed, or the company unknown. */
export async function chooseByNumber(db: Queryable, number: string): Promise<Change | null> {
  const siren = number.slice(0, 9);
  const company = await findCompany(db, siren);
  if (!company || company.state === 'refused' || !company.active) return null;
  const typed = { ...noCompany, ...typedAs('nouvel-etablissement', {}), entreprise: siren };
  if (number.length !== 14) return { typed: { ...typed, site: await onlySite(db, siren) } };
  const site = await findEstablishment(db, number);
  if (!site || site.state === 'refused') {
    return {
      typed: { ...typed, ...typedAs('nouvel-etablissement', { siret: number }) },
      notice: 'site-inconnu',
    };
  }
  return site.active ? { typed: { ...typed, site: number } } : null;
}

/** The company's one open site, or '' when there are several or none. */
async function onlySite(db: Queryable, siren: string): Promise<string> {
  const open = (await listSites(db, siren)).filter((site) => site.active);
  return open.length === 1 ? (open[0]?.siret ?? '') : '';
}

/**
 * A company declared although its SIREN is known: selected instead, with the site typed (known: selected,
 * unknown: declared). Null when the SIREN is unknown, so that the declaration goes on; `closed` when
 * nothing can be done with it.
 */
export async function knownInstead(db: Queryable, values: Typed): Promise<Change | 'closed' | null> {
  const siren = parseSiren(values.siren ?? '');
  if (!siren.ok) return null;
  const company = await findCompany(db, siren.value);
  if (!company || company.state === 'refused') return null;
  const change =
    (await chooseByNumber(db, siteNumber(values, siren.value))) ?? (await chooseByNumber(db, siren.value));
  if (!change) return 'closed';
  const cleared = { ...typedAs('nouvelle-entreprise', {}), ...change.typed };
  if (change.notice !== 'site-inconnu') return { typed: cleared, notice: 'entreprise-connue' };
  const { street, postalCode, town, activity } = values;
  const address = { street: street ?? '', postalCode: postalCode ?? '', town: town ?? '' };
  const declared = { siret: values.siret ?? '', ...address, activity: activity ?? '' };
  return {
    typed: { ...cleared, ...typedAs('nouvel-etablissement', declared), site: proposed },
    notice: 'entreprise-connue',
  };
}

function siteNumber(values: Typed, siren: string): string {
  const siret = parseSiret(values.siret ?? '');
  return siret.ok && siret.value.startsWith(siren) ? siret.value : siren;
}

/** A declared site that is known and of this company: selected instead; `closed` when it is. */
export async function knownSite(
  db: Queryable,
  siren: string,
  typedSiret: string,
): Promise<Change | 'closed' | null> {
  const siret = parseSiret(typedSiret);
  if (!siret.ok || !siret.value.startsWith(siren)) return null;
  const site = await findEstablishment(db, siret.value);
  if (!site || site.state === 'refused') return null;
  if (!site.active) return 'closed';
  return { typed: { ...typedAs('nouvel-etablissement', {}), site: siret.value }, notice: 'site-connu' };
}
