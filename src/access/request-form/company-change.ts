import type { Queryable } from '../../platform/database';
import type { Form } from '../../platform/forms';
import { type Change, chooseByNumber, noCompany, numberIn } from './choose';
import { type Typed, typedOn } from './form-pages';

/** What the second gauge's page changes: searching, choosing a company by any of its ways, choosing a site. */
export async function changeOfCompany(
  db: Queryable,
  current: Typed,
  form: Form,
  aller: string | undefined,
): Promise<Change> {
  if (aller === 'changer-entreprise') return { typed: noCompany };
  // The company is only ever set from a number found in the registry.
  const { entreprise: fromList, ...typed } = typedOn('mon-entreprise', form);
  const sameText = typed.recherche === undefined || typed.recherche === current.recherche;
  const fromResults = aller === 'rechercher' && !sameText ? undefined : form.resultat;
  for (const candidate of [fromList, fromResults, typed.recherche]) {
    const number = candidate ? numberIn(candidate) : null;
    if (number === null) continue;
    const change = await chooseByNumber(db, number);
    if (change) return change;
  }
  return { typed };
}

/** Buttons of the page that do not leave it. Enter leaves it only when nothing is searched. */
export const staysOnCompany = (aller: string | undefined, form: Form): boolean =>
  ['rechercher', 'choisir', 'changer-entreprise', 'filtrer'].includes(aller ?? '') ||
  (aller === 'suite' && (form.recherche ?? '').trim() !== '');
