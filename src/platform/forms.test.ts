import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { line, optionalLine, paragraph, readForm } from './forms';
import { ownPath } from './http';

const rules = { ask: 'votre nom', subject: 'Le nom', max: 10 };
const schema = z.object({ name: line(rules) });
const errorOf = (name: unknown) => {
  const read = readForm(schema, { name });
  return read.ok ? null : read.errors.name;
};

describe('a line of text', () => {
  it.each([
    ['', 'Saisissez votre nom.'],
    ['   ', 'Saisissez votre nom.'],
    [undefined, 'Saisissez votre nom.'],
    [[], 'Saisissez votre nom.'],
    ['a'.repeat(11), 'Le nom est limité à 10 caractères : vous en avez saisi 11.'],
    ['😀'.repeat(11), 'Le nom est limité à 10 caractères : vous en avez saisi 11.'],
    ['a\u0000b', 'Le nom contient un caractère invisible'],
    ['a\nb', 'Le nom contient un caractère invisible'],
    ['a\u202eb', 'Le nom contient un caractère invisible'],
  ])('%j is refused with its sentence', (typed, sentence) => {
    expect(errorOf(typed)).toContain(sentence);
  });

  it.each([
    ['  Le   Goff ', 'Le Goff'],
    ['E\u0301lise', 'Élise'],
    ['😀'.repeat(10), '😀'.repeat(10)],
    ['<b>', '<b>'],
    ['Ελένη', 'Ελένη'],
  ])('%j is kept as %j', (typed, kept) => {
    expect(readForm(schema, { name: typed })).toEqual({ ok: true, values: { name: kept } });
  });
});

it('an optional line may be empty, not wrong', () => {
  const optional = z.object({ name: optionalLine(rules) });
  expect(readForm(optional, {})).toEqual({ ok: true, values: { name: null } });
  expect(readForm(optional, { name: ' ' })).toEqual({ ok: true, values: { name: null } });
  const tooLong = { name: 'Le nom est limité à 10 caractères : vous en avez saisi 11.' };
  expect(readForm(optional, { name: 'a'.repeat(11) })).toEqual({ ok: false, errors: tooLong });
});

it('a paragraph keeps its lines, in one form of line end', () => {
  const read = readForm(z.object({ name: paragraph({ ...rules, max: 100 }) }), { name: ' a\r\nb\rc ' });
  expect(read).toEqual({ ok: true, values: { name: 'a\nb\nc' } });
});

describe('coming back to a page', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\nb',
    '',
    '/\t/x',
  ])('%j is not a page of ours', (path) => {
    expect(ownPath(path, '/accueil')).toBe('/accueil');
  });

  it('keeps the query of a page of ours', () => {
    expect(ownPath('/etablissements/1?corriger=oui', '/accueil')).toBe('/etablissements/1?corriger=oui');
  });
});
