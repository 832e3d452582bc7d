import { Marked, type Token, type Tokens } from 'marked';
import { typo } from '../ui';

export interface Section {
  /** Id of its heading, from its words. */
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

/** One footer page, ready to be shown. */
export interface Written {
  readonly title: string;
  /** What stands before the first section, as HTML. */
  readonly opening: string;
  readonly sections: readonly Section[];
}

/** Names of `content/operateur.json` → what only the operator of the portal can say. */
export type OperatorFacts = Readonly<Record<string, string>>;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

// Markdown lets HTML through as it is; here it is shown as text: these pages are words, not programs.
const markdown = new Marked({ renderer: { html: ({ text }) => escaped(text) } });

/**
 * Reads a text: `# Title` first, then sections under `## Heading`. `{{name}}` is replaced by the operator's
 * fact of that name. Throws, saying what to mend, when the text has another shape or names an unknown fact.
 */
export function readText(source: string, facts: OperatorFacts): Written {
  const filled = source.replace(/\{\{([^{}]*)\}\}/g, (_whole, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`« ${name} » manque dans operateur.json`);
    return fact;
  });
  const [first, ...tokens] = markdown.lexer(typeset(filled));
  if (first?.type !== 'heading' || first.depth !== 1) {
    throw new Error('la première ligne doit être le titre de la page, « # Titre »');
  }
  const starts = tokens.flatMap((token, index) => (isSectionHeading(token) ? [index] : []));
  const sections = starts.map((start, rank) => {
    const heading = tokens[start] as Tokens.Heading;
    return {
      id: idOf(heading.text),
      title: heading.text,
      html: htmlOf(tokens.slice(start + 1, starts[rank + 1])),
    };
  });
  if (new Set(sections.map(({ id }) => id)).size < sections.length) {
    throw new Error('deux parties ont le même titre');
  }
  return { title: first.text, opening: htmlOf(tokens.slice(0, starts[0])), sections };
}

/** Beside what `typo` knows: the apostrophe before bold words or a link, and « n° » kept with its number. */
const typeset = (source: string) =>
  typo(source.replace(/(?<=\p{L})'(?=[*[])/gu, '’').replace(/(?<=n°) (?=\d)/g, '\u00a0'));

function isSectionHeading(token: Token): boolean {
  if (token.type !== 'heading') return false;
  if (token.depth === 1) throw new Error('un seul titre « # » par page ; les parties ont « ## »');
  return token.depth === 2;
}

/** What is left for the operator to say is highlighted, so that nobody puts it on line unseen. */
const htmlOf = (tokens: Token[]) =>
  markdown.parser(tokens).replace(/\[à compléter[^[\]]*\]/g, '<mark>$&</mark>');

const idOf = (title: string) =>
  title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
