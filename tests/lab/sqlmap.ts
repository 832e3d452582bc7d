import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { examine } from './examiner';

/** One question of the product's, and which of its parts are to be tried. */
export interface SqlmapTarget {
  readonly url: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly cookie?: string;
  readonly headers?: readonly string[];
  /** Names; without them, what a `*` marks in the address and the headers. */
  readonly tried?: readonly string[];
  /** Field that has another e-mail address in each question, so that no count of its own closes the way. */
  readonly changing?: string;
}

/** What sqlmap says of a question: the parts that it has tried to the end, and those that let something in. */
export interface SqlmapVerdict {
  readonly clean: readonly string[];
  readonly injectable: readonly string[];
  readonly output: string;
}

/** Runs Debian's sqlmap on one question, for PostgreSQL and in all its techniques; `folder` keeps its files. */
export async function sqlmap(folder: string, target: SqlmapTarget): Promise<SqlmapVerdict> {
  const place = mkdtempSync(join(folder, 'sqlmap-'));
  const { url, fields, cookie, headers = [], tried = [], changing } = target;
  const args = [
    ...['-u', url, '--batch', '--level', '3', '--risk', '2', '--dbms', 'PostgreSQL', '--technique', 'BEUSTQ'],
    ...['--time-sec', '2', '--timeout', '20', '--retries', '1', '--flush-session', '--output-dir', place],
    ...[
      '--disable-coloring',
      '--skip-waf',
      '--ignore-redirects',
      '--drop-set-cookie',
      '--ignore-code',
      '401',
    ],
    ...(fields ? ['--data', new URLSearchParams(fields).toString()] : []),
    ...(cookie === undefined ? [] : ['--cookie', cookie]),
    ...(headers.length > 0 ? ['--headers', headers.join('\n')] : []),
    ...(tried.length > 0 ? ['-p', tried.join(',')] : []),
    ...(changing === undefined
      ? []
      : ['--eval', `import uuid; ${changing} = uuid.uuid4().hex + '@parcours.example'`]),
  ];
  const { output } = await examine('sqlmap', args, place);
  const named = (pattern: RegExp) => [...new Set([...output.matchAll(pattern)].map(([, name = '']) => name))];
  return {
    clean: named(/WARNING\] (.+ parameter '.+?') does not seem to be injectable/g),
    injectable: named(/^Parameter: (.+)$/gm),
    output,
  };
}
