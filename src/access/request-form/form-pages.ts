import type { Form } from '../../platform/forms';
import type { IconName } from '../../ui';

export const gaugeSlugs = [
  'mon-adresse-email',
  'mon-entreprise',
  'mes-informations',
  'habilitations-souhaitees',
] as const;
export type GaugeSlug = (typeof gaugeSlugs)[number];

export const creationSlugs = ['nouvelle-entreprise', 'nouvel-etablissement'] as const;
export type CreationSlug = (typeof creationSlugs)[number];

/** Every page of the form on which something is typed. */
export type PageSlug = GaugeSlug | CreationSlug;

export const formTitle = 'Demande de création de compte';

export const gaugeTitles: Readonly<Record<GaugeSlug, string>> = {
  'mon-adresse-email': 'Mon adresse email',
  'mon-entreprise': 'Mon entreprise',
  'mes-informations': 'Mes informations',
  'habilitations-souhaitees': 'Habilitations souhaitées',
};

export const gaugeIcons: Readonly<Record<GaugeSlug, IconName>> = {
  'mon-adresse-email': 'mail',
  'mon-entreprise': 'factory',
  'mes-informations': 'user',
  'habilitations-souhaitees': 'key',
};

export const formRoot = '/demande-de-compte';
export const closeAddress = `${formRoot}/fermer`;
export const sentAddress = `${formRoot}/envoyee`;
export const companySource = `${formRoot}/entreprises?q=`;

export const addressOf = (page: PageSlug): string =>
  isGauge(page) ? `${formRoot}/${page}` : `${formRoot}/mon-entreprise/${page}`;

export const isGauge = (text: string | undefined): text is GaugeSlug =>
  gaugeSlugs.some((slug) => slug === text);
export const isCreation = (text: string | undefined): text is CreationSlug =>
  creationSlugs.some((slug) => slug === text);

/** The page above or below a gauge; null at both ends. */
export const neighbour = (slug: GaugeSlug, step: -1 | 1): GaugeSlug | null =>
  gaugeSlugs[gaugeSlugs.indexOf(slug) + step] ?? null;

/** What each page posts; nothing else is ever kept. */
const pageFields: Readonly<Record<PageSlug, readonly string[]>> = {
  'mon-adresse-email': ['email'],
  // `entreprise` and `site` hold numbers of the registry, or `proposed`; the others are what was searched.
  'mon-entreprise': ['recherche', 'entreprise', 'site', 'filtre'],
  'mes-informations': ['civility', 'jobTitle', 'lastName', 'firstName', 'phone'],
  'habilitations-souhaitees': ['role'],
  'nouvelle-entreprise': [
    'siren',
    'name',
    'kind',
    'activity',
    'agreement',
    'headcount',
    'siret',
    'street',
    'postalCode',
    'town',
  ],
  'nouvel-etablissement': ['siret', 'sign', 'street', 'postalCode', 'town', 'activity'],
};

/** Value of `entreprise` or `site` when the person declares one that the registry does not know. */
export const proposed = 'nouvelle';

/** All that was typed so far, by key: a field's name, the two creations' names preceded by their page's. */
export type Typed = Readonly<Record<string, string>>;

const maxTyped = 500;
const keyOf = (page: PageSlug, field: string) => (isGauge(page) ? field : `${page}.${field}`);

/** What a page posted, as typed, valid or not, under the draft's keys; an absent field is left alone. */
export function typedOn(page: PageSlug, form: Form): Typed {
  const typed: Record<string, string> = {};
  for (const field of pageFields[page]) {
    const value = form[field];
    if (value !== undefined) typed[keyOf(page, field)] = kept(value);
  }
  return typed;
}

// PostgreSQL's jsonb takes neither NUL nor half a character.
const kept = (value: string) =>
  [...value.toWellFormed().replaceAll('\0', '\ufffd')].slice(0, maxTyped).join('');

/** The fields of one page under their own names, ready for its schema. */
export function valuesOf(page: PageSlug, typed: Typed): Typed {
  const values: Record<string, string> = {};
  for (const field of pageFields[page]) values[field] = typed[keyOf(page, field)] ?? '';
  return values;
}

/** The same under the draft's keys: what to write so that a page holds these values. */
export function typedAs(page: PageSlug, values: Typed): Typed {
  return Object.fromEntries(pageFields[page].map((field) => [keyOf(page, field), values[field] ?? '']));
}

export const hasTyped = (page: PageSlug, typed: Typed): boolean =>
  Object.values(valuesOf(page, typed)).some((value) => value.trim() !== '');
