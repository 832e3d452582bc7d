import { describe, expect, it } from 'vitest';
import { highlight } from './highlight';

/** The label with what is marked between brackets. */
function marked(label: string, query: string): string {
  return highlight(label, query)
    .map(({ text, matched }) => (matched ? `[${text}]` : text))
    .join('');
}

describe('highlight', () => {
  it.each([
    ['GE SUPPORT FRANCE - 424210433', 'ge sup', '[GE] [SUP]PORT FRANCE - 424210433'],
    ['GÉVAUDAN OUTILLAGE', 'geva', '[GÉVA]UDAN OUTILLAGE'],
    ['GE SUPPORT FRANCE - 424210433', '424 210', 'GE SUPPORT FRANCE - [424210]433'],
    ["L'ATELIER DU BOIS", "l'atel", "[L]'[ATEL]IER DU BOIS"],
    ['FORGE ET FORGERONS', 'forge', '[FORGE] ET [FORGE]RONS'],
    ['ŒUVRES 🦊 DE L’EST', 'est', 'ŒUVRES 🦊 DE L’[EST]'],
    ['AUTRE', '(*+', 'AUTRE'],
    ['AUTRE', '', 'AUTRE'],
    ['', 'a', ''],
  ])('%s for « %s » is %s', (label, query, expected) => {
    expect(marked(label, query)).toBe(expected);
  });
});
