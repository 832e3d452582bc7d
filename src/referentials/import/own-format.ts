import { isReferential, type Referential } from '../model';
import { codeOf, dayIn, labelOf, Malformed, says } from './cells';
import type { Format } from './format';

/** The first heading is the key of the list; a level, a day or details may be empty. */
const ownHeadings = ['label', 'level', 'parent', 'from', 'to', 'details'];

/** The product's own shape, of the editions that it brings; a list that nobody publishes is updated so. */
export function ownFormat(headings: readonly string[]): Format | null {
  const [referential = ''] = headings;
  if (!isReferential(referential) || !ownHeadings.some((heading) => headings.includes(heading))) return null;
  return {
    ...{
      name: `liste « ${referential} »`,
      kind: 'csv',
      headings: [referential, ...ownHeadings],
      complete: true,
    },
    source: 'OPCO 2i',
    read: (cell) => [
      says(referential, ownCode(cell(referential), referential), labelOf(cell('label')), {
        level: Number(codeOf(cell('level') || '1', /^[1-9]$/, 'niveau')),
        parent: cell('parent') || null,
        from: dayIn(cell('from'), 'premier jour'),
        to: dayIn(cell('to'), 'dernier jour'),
        details: detailsIn(cell('details')),
      }),
    ],
  };
}

const ownCode = (text: string, referential: Referential) =>
  codeOf(referential === 'idcc-opco2i' ? text.padStart(4, '0') : text, /^[0-9A-Za-z. ]{1,30}$/, 'code');

function detailsIn(text: string): Readonly<Record<string, unknown>> {
  if (text === '') return {};
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return { ...content };
  } catch {
    // Said below.
  }
  throw new Malformed('la colonne details ne porte pas un objet JSON');
}
