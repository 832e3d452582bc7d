import { type Changes, type Edition, type Reject, referentialNames } from '../model';
import type { Replaced } from '../replace-edition';

const shownRejects = 50;
const count = new Intl.NumberFormat('fr-FR');

/** "12 ajoutés, 1 terminé": without what did not happen, but for an import that changes nothing. */
export function changesSaid({ added, ended, renamed, changed, unchanged }: Changes): string {
  const said = (
    [
      [added, 'ajouté'],
      [ended, 'terminé'],
      [renamed, 'renommé'],
      [changed, 'modifié'],
      [unchanged, 'inchangé'],
    ] as const
  ).filter(([of]) => of > 0);
  const words = said.map(([of, what]) => `${count.format(of)} ${what}${of > 1 ? 's' : ''}`);
  return words.join(', ') || 'aucun code';
}

/** "2 lignes écartées", "1 ligne écartée". */
export const rejectedSaid = (of: number) =>
  `${count.format(of)} ${of > 1 ? 'lignes écartées' : 'ligne écartée'}`;

const frenchDay = (iso: string) => iso.split('-').reverse().join('/');

interface Done {
  readonly edition: Edition;
  readonly replaced: Replaced;
}

/** What the import of a file did, in French, for a terminal. */
export function reportOf(file: string, day: { date: string; said: string }, done: readonly Done[]): string {
  const [first] = done;
  const of = first?.edition.lines ?? 0;
  const read = `, ${count.format(of)} ${of > 1 ? 'lignes lues' : 'ligne lue'}`;
  const lines = [`${file} : édition du ${frenchDay(day.date)}${day.said}${read}`];
  for (const { edition, replaced } of done) {
    const name = referentialNames[edition.referential];
    if (replaced.outcome === 'same') lines.push(`  ${name} : déjà en place, rien ne change.`);
    if (replaced.outcome === 'replaced') lines.push(`  ${name} : ${changesSaid(replaced.changes)}`);
  }
  const rejected = first?.replaced.outcome === 'replaced' ? first.replaced.rejected : [];
  if (rejected.length > 0) {
    lines.push(`  ${rejectedSaid(rejected.length)} :`, ...rejected.slice(0, shownRejects).map(rejectSaid));
    const more = rejected.length - shownRejects;
    if (more > 0) lines.push(`    … et ${count.format(more)} autres.`);
  }
  return lines.join('\n');
}

const rejectSaid = ({ line, reason }: Reject) => `    ${line === null ? '' : `ligne ${line} : `}${reason}`;

export const olderSaid = (file: string, { edition, than }: { edition: string; than: string }) =>
  `${file} : son édition (${frenchDay(edition)}) est plus ancienne que celle en place (${frenchDay(than)}). Rien n'a changé. Pour l'importer quand même : --ancienne.`;
