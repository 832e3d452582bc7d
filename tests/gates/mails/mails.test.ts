import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { htmlErrors } from '../html-errors';
import { root, writtenFiles } from '../tree';
import { faultsOfHtml, linksOf, pageOf, wordsOfHtml, wordsOfText, writtenPart } from './page';
import { samples } from './samples';

const folder = join(root, 'docs', 'mails');
const pathOf = (kind: string) => join(folder, `${kind}.md`);
const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const samplesOf = (kind: string) => samples.filter(([, mail]) => mail.kind === kind);

const kindsIn = (source: string) => [...source.matchAll(/\bkind: '([\w.-]+)'/g)].map(([, kind = '']) => kind);
const kinds = writtenFiles()
  .filter((path) => /^src\/\w+\/mails\/.*(?<!\.test)\.ts$/.test(path))
  .flatMap((path) => kindsIn(read(join(root, path))))
  .sort();
/** Mail readers know neither style sheets nor CSS layout: styles stand in each tag, tables give the shape. */
const mailRules = {
  'no-inline-style': 'off',
  'no-deprecated-attr': 'off',
  'presentation-role-style': 'off',
  'prefer-native-element': 'off',
  'prefer-tbody': 'off',
  'void-style': 'off',
} as const;
const one = samples[0]?.[1];
if (!one) throw new Error('no mail');

describe('each mail has its page', () => {
  it('and each page, sample and line of the index its mail', () => {
    expect(kinds.length).toBeGreaterThan(15);
    const pages = readdirSync(folder).filter((name) => name !== 'README.md');
    expect(pages.map((name) => name.replace(/\.md$/, '')).sort()).toEqual(kinds);
    expect([...new Set(samples.map(([, { kind }]) => kind))].sort()).toEqual(kinds);
    const lines = [...read(join(folder, 'README.md')).matchAll(/^\| \[`([\w.-]+)`\]\(([^)]+)\)/gm)];
    expect(lines.map(([, kind, path]) => [kind, path]).sort()).toEqual(
      kinds.map((kind) => [kind, `${kind}.md`]),
    );
  });

  it.each(kinds)('that gives %s as it leaves', (kind) => {
    const before = read(pathOf(kind));
    for (const term of ['To', 'When', 'Why', 'Once per', 'Link', 'Words'])
      expect(writtenPart(before)).toContain(`| ${term} | `);
    const now = pageOf(writtenPart(before), samplesOf(kind));
    if (process.env.UPDATE_MAILS === '1') writeFileSync(pathOf(kind), now);
    else expect(before).toBe(now);
  });

  it('sees a mail without a page and words that have changed', () => {
    expect(kindsIn("write({ kind: 'access.nobody-wrote-this', to })")).toEqual(['access.nobody-wrote-this']);
    const page = pageOf('# One\n', [['one', one]]);
    expect(pageOf(writtenPart(page), [['one', one]])).toBe(page);
    expect(pageOf(writtenPart(page), [['one', { ...one, subject: 'Autre' }]])).not.toBe(page);
    expect(pageOf(writtenPart(page), [['one', { ...one, text: `${one.text}Encore.` }]])).not.toBe(page);
  });
});

describe.each(samples.map(([circumstance, mail]) => ({ name: `${mail.kind}, ${circumstance}`, mail })))(
  '$name',
  ({ mail }) => {
    it('says the same in HTML and in text', () => {
      expect(wordsOfHtml(mail.html).length).toBeGreaterThan(20);
      expect(wordsOfHtml(mail.html)).toEqual(wordsOfText(mail.text));
      const { html, text } = linksOf(mail);
      expect(html).toEqual(text);
      // One thing to do, beside the page where one chooses when to be told; a digest has as many as wait.
      const acts = html.filter((url) => !url.endsWith('/mon-profil/notifications'));
      if (mail.kind !== 'access.digest') expect(acts.length).toBeLessThanOrEqual(1);
    });

    it('is valid, fetches nothing and fits in 600 pixels', async () => {
      expect(faultsOfHtml(mail.html)).toEqual([]);
      expect(await htmlErrors(mail.html, mailRules)).toEqual([]);
    });

    it('has a subject that is short and says what it is about', () => {
      expect(mail.subject.length).toBeLessThanOrEqual(70);
      expect(mail.subject).toMatch(/compte|adresse|mot de passe|établissement|entreprise|mandat/);
      expect(mail.subject).not.toMatch(/['!]|[A-Z]{4}|@/);
    });
  },
);

describe('a fault planted in a mail is seen', () => {
  const planted = (fault: string) => one.html.replace('</h1>', `</h1>${fault}`);

  it.each([
    '<img src="https://images.example/logo.png" alt="">',
    '<td style="background:url(https://images.example/a.png)">',
    '<table width="640"></table>',
    '<p style="width:700px">',
  ])('%s', (fault) => {
    expect(faultsOfHtml(planted(fault))).not.toEqual([]);
  });

  it('a sentence of the HTML alone, another address, HTML that is not valid', async () => {
    expect(wordsOfHtml(planted('<p>Seulement ici.</p>'))).not.toEqual(wordsOfText(one.text));
    const elsewhere = linksOf({ ...one, html: planted('<a href="https://ailleurs.example">Ici</a>') });
    expect(elsewhere.html).not.toEqual(elsewhere.text);
    expect(await htmlErrors(planted('<p><div>Bloc</div></p>'), mailRules)).not.toEqual([]);
  });
});
