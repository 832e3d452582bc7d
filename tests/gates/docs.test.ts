import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deadLinks, deadPaths, readDocuments, unknownWords, unusedPictures, wordsOfScreens } from './docs';
import { root } from './tree';

const documents = readDocuments();
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('documents name what exists', () => {
  it('holds for every link, picture and anchor, and every path between back-quotes', () => {
    expect(documents.texts.size).toBeGreaterThan(30);
    expect(deadLinks(documents)).toEqual([]);
    expect(deadPaths(documents)).toEqual([]);
  });

  it('shows every picture somewhere', () => {
    expect([...documents.files].filter((path) => /^docs\/.*\.png$/.test(path)).length).toBeGreaterThan(50);
    expect(unusedPictures(documents)).toEqual([]);
  });

  it('sees each planted fault', () => {
    const planted = (text: string, ...files: string[]) => ({
      files: new Set([...documents.files, 'docs/guide/planted.md', ...files]),
      texts: new Map([...documents.texts, ['docs/guide/planted.md', text]]),
    });
    expect(deadLinks(planted('[a](nowhere.md)'))).toEqual(['docs/guide/planted.md: nowhere.md']);
    expect(deadLinks(planted('![a](images/nowhere.png)'))).toHaveLength(1);
    expect(deadLinks(planted('[a](README.md#nowhere)'))).toHaveLength(1);
    expect(deadLinks(planted('# Été, déjà ?\n[a](#été-déjà-)'))).toEqual([]);
    expect(deadPaths(planted('see `src/nobody-wrote-this.ts`'))).toHaveLength(1);
    expect(unusedPictures(planted('', 'docs/guide/images/unused.png'))).toEqual([
      'docs/guide/images/unused.png',
    ]);
  });
});

describe('the guide', () => {
  const pages = [...documents.texts].filter(([path]) => path.startsWith('docs/guide/'));
  const screens = wordsOfScreens();

  it('quotes the words of the screens and of the mails', () => {
    expect(pages.length).toBeGreaterThan(8);
    expect(pages.flatMap(([path, text]) => unknownWords(path, text, screens))).toEqual([]);
  });

  it('sees words that no screen says', () => {
    expect(unknownWords('a', 'Cliquez sur « Envoyer la fusée ».', screens)).toEqual(['a: Envoyer la fusée']);
  });
});

describe('the settings', () => {
  /** Names of the first column, several in a cell at times. */
  const named = (page: string) =>
    [...page.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
    );
  const page = read('docs/operations/settings.md');
  const known = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name);

  it('are all explained, and nothing else is', () => {
    expect(known.length).toBeGreaterThan(10);
    expect(named(page).sort()).toEqual(known.sort());
  });

  it('sees one that is missing', () => {
    expect(named(page.replace(/^\| `PORT`.*$/m, ''))).not.toContain('PORT');
  });
});
