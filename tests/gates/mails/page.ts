import type { OutgoingMail } from '../../../src/platform/mail';

type Sample = readonly [circumstance: string, mail: OutgoingMail];

const heading = '## As it leaves';
const maker = `Written from the code by \`UPDATE_MAILS=1 npx vitest run tests/gates/mails\`: never by hand.`;

/** A page's part that people write: to whom, when, why, once per what, how long the link lives. */
export const writtenPart = (page: string) => page.split(heading)[0] ?? '';

/** The page of a kind: what people wrote, then its mails as the code makes them. */
export const pageOf = (written: string, samples: readonly Sample[]) =>
  `${[written.trimEnd(), heading, maker, ...samples.map(mailSection)].join('\n\n')}\n`;

function mailSection([circumstance, { subject, text, deduplicationKey }]: Sample): string {
  const key = deduplicationKey ? `\`${deduplicationKey}\`` : 'none';
  return [
    `### ${circumstance}`,
    `Deduplication key: ${key}`,
    `\`\`\`text\nSubject: ${subject}\n\n${text.trimEnd()}\n\`\`\``,
  ].join('\n\n');
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', nbsp: ' ' };
const plain = (html: string) =>
  html.replace(/<[^>]*>/g, ' ').replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '' && word !== ':');

/**
 * What the HTML says, word by word, as a person reads it: without the sentence that only lists of messages
 * show, the wordmark, and the address repeated under the button.
 */
export const wordsOfHtml = (html: string) =>
  words(
    plain(
      (html.split('<body')[1] ?? '')
        .replace(/^[^>]*>/, '')
        .replace(/<div style="display:none[^>]*>.*?<\/div>/, '')
        .replace(/mon compte <span[^>]*>2i<\/span>/, '')
        .replace(/<br>Le bouton ne s’ouvre.*?<\/span>/s, ''),
    ),
  );

/** What the plain text says, word by word: without its signature and the address that stands for the button. */
export const wordsOfText = (text: string) =>
  words(text.replace('-- \nmon compte 2i\n', '').replace(/^https?:\S+$/gm, ''));

/** The addresses that a mail leads to, each once. */
export const linksOf = (mail: Pick<OutgoingMail, 'html' | 'text'>) => ({
  html: [...new Set([...mail.html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => plain(url)))],
  text: [...mail.text.matchAll(/^https?:\S+$/gm)].map(([url]) => url),
});

/** What an HTML mail may not have: anything to fetch, anything wider than 600 pixels. */
export function faultsOfHtml(html: string): string[] {
  const fetched = /<(img|picture|video|iframe|object|link|script|style)\b|url\(|@import|\bsrc=|background="/i;
  const widths = [...html.matchAll(/(?<![\w-])(?:max-|min-)?width[:=]"?(\d+)(px)?(?!%|\d)/g)].map(([, px]) =>
    Number(px),
  );
  return [
    ...(fetched.test(html) ? ['something to fetch'] : []),
    ...(widths.some((width) => width > 600) ? ['wider than 600 pixels'] : []),
    ...(/max-width:600px/.test(html) ? [] : ['no greatest width']),
  ];
}
