import { typo } from './typography';

export interface MailContent {
  /** Heading in the mail (the subject is the caller's). */
  readonly title: string;
  /** Sentence shown by mail readers in the list, hidden in the page. */
  readonly preview: string;
  readonly paragraphs: readonly string[];
  /** Pairs, such as "Établissement": value. Values are shown as they are. */
  readonly facts?: readonly (readonly [term: string, value: string])[] | undefined;
  /** What waits, under headings: each with its own link. */
  readonly sections?: readonly MailSection[] | undefined;
  readonly action?: MailLink | undefined;
  /** After the button, still in the letter. */
  readonly closing?: readonly string[] | undefined;
  /** Why the person receives this message. */
  readonly footer: string;
  /** Where the person chooses when to receive such messages. */
  readonly choices?: string | undefined;
}

interface MailLink {
  readonly label: string;
  readonly url: string;
}

/** A heading shown as it is, and what is under it. */
interface MailSection {
  readonly title: string;
  readonly entries: readonly { readonly title: string; readonly detail: string; readonly link: MailLink }[];
}

const choicesLabel = 'Choisir quand recevoir ces messages';

const WIDTH = 72;

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function sentence(text: string): string {
  return escapeHtml(typo(text)).replaceAll('\n', '<br>');
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${sentence(text)}</p>`;
}

function factRow([term, value]: readonly [string, string]): string {
  return (
    '<tr><td style="padding:8px 0;border-bottom:1px solid #ddd2bf">' +
    `<span style="font-size:14px;line-height:20px;color:#4b5672">${sentence(term)}</span><br>` +
    `${escapeHtml(value).replaceAll('\n', '<br>')}</td></tr>`
  );
}

function factTable(facts: NonNullable<MailContent['facts']>): string {
  return (
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-top:1px solid #ddd2bf;' +
    `margin:0 0 24px;font-size:16px;line-height:1.5">${facts.map(factRow).join('')}</table>`
  );
}

function button({ label, url }: NonNullable<MailContent['action']>): string {
  return (
    '<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 20px"><tr>' +
    '<td style="background:#a8481f;border-radius:6px">' +
    `<a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 24px;color:#ffffff;font-weight:600;` +
    `text-decoration:none">${sentence(label)}</a></td></tr></table>`
  );
}

function section({ title, entries }: MailSection): string {
  const rows = entries.map(
    ({ title: name, detail, link }) =>
      '<tr><td style="padding:8px 0;border-bottom:1px solid #ddd2bf">' +
      `<strong>${escapeHtml(name)}</strong><br>${sentence(detail)}<br>` +
      `<a href="${escapeHtml(link.url)}" style="color:#a8481f">${sentence(link.label)}</a></td></tr>`,
  );
  return (
    `<h2 style="margin:0 0 8px;font-size:18px;line-height:1.3;color:#1b2a49">${escapeHtml(title)}</h2>` +
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-top:1px solid #ddd2bf;' +
    `margin:0 0 24px;font-size:16px;line-height:1.5">${rows.join('')}</table>`
  );
}

const choicesLink = (url: string) =>
  `<br><a href="${escapeHtml(url)}" style="color:#4b5672">${sentence(choicesLabel)}</a>`;

function address(url: string): string {
  return `<br>${sentence("Le bouton ne s'ouvre pas ? Copiez cette adresse : ")}<span style="word-break:break-all">${escapeHtml(url)}</span>`;
}

/** The mail as HTML: styles inline (mail readers drop the others), no image, everything escaped. */
export function mailHtml({
  title,
  preview,
  paragraphs,
  facts,
  sections,
  action,
  closing,
  footer,
  choices,
}: MailContent): string {
  return `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${sentence(title)}</title></head>
<body style="margin:0;padding:0;background:#faf6ee;color:#1b2a49;font-family:'Segoe UI',Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">
<div style="display:none;max-height:0;overflow:hidden">${sentence(preview)}</div>
<div role="main"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#faf6ee"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px">
<tr><td style="padding:0 4px 14px;border-bottom:3px solid #1b2a49;font-size:24px;line-height:1.2;letter-spacing:-0.5px;font-weight:600;color:#1b2a49">mon compte <span style="color:#a8481f">2i</span></td></tr>
<tr><td style="height:8px;line-height:8px;font-size:0;background:#e6d8c0">&nbsp;</td></tr>
<tr><td style="background:#fffdf8;border:1px solid #ddd2bf;border-top:0;padding:28px 24px">
<h1 style="margin:0 0 16px;font-size:24px;line-height:1.25;color:#1b2a49">${sentence(title)}</h1>
${paragraphs.map(paragraph).join('\n')}
${facts?.length ? factTable(facts) : ''}
${(sections ?? []).map(section).join('\n')}
${action ? button(action) : ''}
${(closing ?? []).map(paragraph).join('\n')}
</td></tr>
<tr><td style="padding:16px 4px;font-size:14px;line-height:1.5;color:#4b5672">${sentence(footer)}${choices ? choicesLink(choices) : ''}${action ? address(action.url) : ''}</td></tr>
</table></td></tr></table></div>
</body></html>
`;
}

/** Breaks at ordinary spaces only: no-break spaces keep their words together, an address is never cut. */
function wrap(text: string, indent = ''): string {
  const lines: string[] = [];
  for (const source of text.split('\n')) {
    let line = '';
    for (const word of source.split(' ')) {
      const next = line ? `${line} ${word}` : word;
      if (line && next.length > WIDTH - indent.length) {
        lines.push(indent + line);
        line = word;
      } else {
        line = next;
      }
    }
    lines.push(indent + line);
  }
  return lines.join('\n');
}

/** The same mail as plain text: about 72 columns, the address of the button on its own line. */
export function mailText(content: MailContent): string {
  const { title, paragraphs, facts, sections, action, closing, footer, choices } = content;
  const blocks = [wrap(typo(title)), ...paragraphs.map((text) => wrap(typo(text)))];
  if (facts?.length) {
    blocks.push(facts.map(([term, value]) => `${typo(`${term} :`)}\n${wrap(value, '  ')}`).join('\n'));
  }
  for (const { title: heading, entries } of sections ?? []) {
    blocks.push(wrap(heading));
    for (const { title: name, detail, link } of entries)
      blocks.push(`${wrap(name)}\n${wrap(typo(detail))}\n${typo(`${link.label} :`)}\n${link.url}`);
  }
  if (action) blocks.push(`${typo(`${action.label} :`)}\n${action.url}`);
  blocks.push(...(closing ?? []).map((text) => wrap(typo(text))));
  const choose = choices ? `\n${typo(`${choicesLabel} :`)}\n${choices}` : '';
  blocks.push(`-- \nmon compte 2i\n${wrap(typo(footer))}${choose}`);
  return `${blocks.join('\n\n')}\n`;
}
