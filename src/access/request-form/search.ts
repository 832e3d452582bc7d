import type { Database } from '../../platform/database';
import { type Call, get, json, type Route } from '../../platform/http';
import { everyone } from '../../platform/who-may';
import { parseSiren, parseSiret, searchCompanies, searchLimit, shortestQuery } from '../../registry';
import { formRoot } from './form-pages';

/** One company offered; `disabled` is the reason why it cannot be chosen. */
export interface Suggestion {
  /** SIREN, or the SIRET that was typed. */
  readonly value: string;
  readonly label: string;
  /** Town of the head office. */
  readonly detail: string;
  readonly disabled?: string;
}

/** The best ten companies for a text; empty under two characters. */
export async function suggest(db: Database, text: string): Promise<Suggestion[]> {
  if ([...text.trim()].length < shortestQuery) return [];
  const found = await searchCompanies(db, text);
  return found.map(({ siren, siret, label, town, closed, closedEstablishment }) => ({
    value: siret ?? siren,
    label,
    detail: town ?? '',
    ...(closed && { disabled: 'entreprise fermée' }),
    ...(!closed && closedEstablishment && { disabled: 'établissement fermé' }),
  }));
}

/** What to say when nothing was found: a number with a fault is told its fault. */
export function nothingFound(text: string): string {
  const digits = /^[\d\s.\-/]*$/.test(text) ? text.replace(/\D/g, '').length : 0;
  const read = digits === 9 ? parseSiren(text) : digits === 14 ? parseSiret(text) : null;
  if (read && !read.ok) return read.reason;
  return `Aucune entreprise ne correspond à « ${text.trim()} ». Vérifiez le nom, ou cherchez par SIREN ou SIRET.`;
}

/** What the search field asks while one types: public facts of the registry, nothing about persons. */
export const searchRoute = (perMinute: number): Route =>
  get(`${formRoot}/entreprises`, everyone, async (call: Call) => {
    await call.count(searchLimit(perMinute), call.address);
    return json(await suggest(call.kernel.db, call.query.q ?? ''));
  });
