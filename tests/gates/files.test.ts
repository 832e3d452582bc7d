import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, writtenFiles } from './tree';

const mostLines = 300;
const programs = /^(src|tests|scripts|bin|migrations)\/.*\.(tsx?|mjs|cjs|js|sql|css)$/;

const isTooLong = (content: string) => content.trimEnd().split('\n').length > mostLines;

/** What betrays the machine where a file was written. */
const traces: Readonly<Record<string, RegExp>> = {
  'a home folder': /(?<![\w.])\/(home|Users)\/[a-z][\w.-]*\/|\b[A-Z]:\\Users\\/,
  'a folder of temporary files by its name': /\/tmp\/[\w.-]*\d{3,}/,
  'an address of a package server': /"resolved": "https?:/,
};

/** `folders` are this machine's own: where the project is, where its user lives. */
function tracesIn(content: string, folders: readonly string[]): string[] {
  const own = folders.filter((folder) => folder.split('/').length > 2 && content.includes(`${folder}/`));
  const general = Object.entries(traces).filter(([, pattern]) => pattern.test(content));
  return [...own, ...general.map(([name]) => name)];
}

const text = (path: string) => readFileSync(join(root, path), 'utf8');
const isText = (path: string) => /\.(tsx?|[mc]?js|sql|css|json|md|svg|html|csv|ya?ml|txt)$/.test(path);

describe('no file over 300 lines', () => {
  it('holds for every program file', () => {
    const files = writtenFiles().filter((path) => programs.test(path));
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((path) => isTooLong(text(path)))).toEqual([]);
  });

  it('refuses 301 lines and lets 300 pass', () => {
    expect(isTooLong('a\n'.repeat(301))).toBe(true);
    expect(isTooLong('a\n'.repeat(300))).toBe(false);
  });
});

describe('nothing tells of the machine that wrote it', () => {
  const folders = [root, homedir()];

  it('holds for every text file', () => {
    const files = writtenFiles().filter(isText);
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((path) => tracesIn(text(path), folders).map((trace) => `${path}: ${trace}`));
    expect(found).toEqual([]);
  });

  it.each([
    `import '${root}/src/app';`,
    ['see /ho', 'me/somebody/project/file.ts'].join(''),
    ['C:\\Us', 'ers\\somebody'].join(''),
    ['cat /tm', 'p/build.12345/out'].join(''),
    ['"resol', 'ved": "https://packages.example/a.tgz"'].join(''),
  ])('refuses %s', (content) => {
    expect(tracesIn(content, folders)).not.toEqual([]);
  });

  it('lets addresses and folders of the project pass', () => {
    expect(tracesIn('src/home/routes.ts, /home, "/etablissements/1/users/2"', folders)).toEqual([]);
  });
});
