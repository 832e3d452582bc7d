import { checkSync } from 'recheck';
import { expect, it } from 'vitest';
import { expressionsIn } from './regular-expressions';
import { plantedCopy, root } from './tree';

/** The expressions that somebody's text can make slow: a time that grows faster than the text. */
function slowIn(folder: string): string[] {
  const expressions = expressionsIn(folder);
  expect(expressions.length).toBeGreaterThan(100);
  return expressions.flatMap(({ where, source, flags }) => {
    const verdict = checkSync(source, flags, { timeout: 10_000 });
    if (verdict.status === 'safe') return [];
    const why = verdict.status === 'vulnerable' ? verdict.complexity.summary : verdict.error.kind;
    return [`${where} /${source}/${flags} ${why}`];
  });
}

it('every expression takes a time in proportion to what it reads', () => {
  expect(slowIn(root)).toEqual([]);
}, 120_000);

it('refuses one that does not, however it is written', () => {
  const planted = plantedCopy({
    'src/registry/planted.ts': [
      'export const word = /^(a+)+$/;',
      'export const tail = /x*$/g;',
      "export const made = new RegExp('(b|b)*c', 'u');",
    ].join('\n'),
  });
  try {
    const slow = slowIn(planted.path).filter((line) => line.startsWith('src/registry/planted.ts'));
    expect(slow).toEqual([
      'src/registry/planted.ts:1 /^(a+)+$/ exponential',
      'src/registry/planted.ts:2 /x*$/g 2nd degree polynomial',
      'src/registry/planted.ts:3 /(b|b)*c/u exponential',
    ]);
  } finally {
    planted.remove();
  }
}, 120_000);
