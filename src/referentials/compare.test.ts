import { describe, expect, it } from 'vitest';
import { compare, type Period } from './compare';
import type { Entry } from './model';

const entry = (code: string, more: Partial<Entry> = {}): Entry => ({
  ...{ code, label: `Libellé ${code}`, level: 1, parent: null, from: null, to: null, details: {} },
  ...more,
});
const period = (code: string, more: Partial<Period> = {}): Period => ({
  ...{ code, valid_from: '2020-01-01', valid_to: null, label: `Libellé ${code}`, level: 1, parent: null },
  ...{ details: {}, ...more },
});
const editionOver = (known: readonly Period[], entries: readonly Entry[], complete = true) =>
  compare(new Map(known.map((one) => [one.code, one])), { edition: '2026-07-01', complete, entries });

describe('an edition', () => {
  it('first: codes begin on the day that the source says, or at all times', () => {
    const { inserted, changes } = editionOver([], [entry('A', { from: '2019-05-01' }), entry('B')]);
    expect(inserted.map(({ code, valid_from }) => [code, valid_from])).toEqual([
      ['A', '2019-05-01'],
      ['B', '-infinity'],
    ]);
    expect(changes).toEqual({ added: 2, ended: 0, renamed: 0, changed: 0, unchanged: 0 });
  });

  it('adds, ends, renames and leaves alone', () => {
    const { inserted, updated, changes } = editionOver(
      [period('A'), period('B'), period('C')],
      [entry('A'), entry('B', { label: 'Autre nom' }), entry('D')],
    );
    expect(changes).toEqual({ added: 1, ended: 1, renamed: 1, changed: 0, unchanged: 1 });
    expect(updated.map(({ code, label, valid_to }) => [code, label, valid_to])).toEqual([
      ['B', 'Libellé B', '2026-06-30'],
      ['C', 'Libellé C', '2026-06-30'],
    ]);
    expect(inserted.map(({ code, label, valid_from }) => [code, label, valid_from])).toEqual([
      ['B', 'Autre nom', '2026-07-01'],
      ['D', 'Libellé D', '2026-07-01'],
    ]);
  });

  it('gives a code that comes back a period of its own', () => {
    const { inserted, updated } = editionOver([period('A', { valid_to: '2024-12-31' })], [entry('A')]);
    expect(updated).toEqual([]);
    expect(inserted).toMatchObject([{ code: 'A', valid_from: '2026-07-01', valid_to: null }]);
  });

  it('leaves a code that its source ended where it is', () => {
    const over = period('A', { valid_to: '2024-12-31' });
    const { inserted, updated, changes } = editionOver([over], [entry('A', { to: '2024-12-31' })]);
    expect([inserted, updated, changes.unchanged]).toEqual([[], [], 1]);
  });

  it('takes the end that its source says, past or to come', () => {
    const { updated, changes } = editionOver(
      [period('A'), period('B')],
      [entry('A', { to: '2025-12-31' }), entry('B', { to: '2027-12-31' })],
    );
    expect(updated.map(({ valid_to }) => valid_to)).toEqual(['2025-12-31', '2027-12-31']);
    expect(changes).toMatchObject({ ended: 1, changed: 1 });
  });

  it('corrects in its place what began that very day, and what is over', () => {
    const { inserted, updated } = editionOver(
      [period('A', { valid_from: '2026-07-01' }), period('B', { valid_to: '2024-12-31' })],
      [entry('A', { label: 'Mieux' }), entry('B', { label: 'Mieux', to: '2024-12-31' })],
    );
    expect(inserted).toEqual([]);
    expect(updated.map(({ label, valid_to }) => [label, valid_to])).toEqual([
      ['Mieux', null],
      ['Mieux', '2024-12-31'],
    ]);
  });

  it('never writes an end before its beginning', () => {
    const { updated } = editionOver([period('A', { valid_from: '2026-08-01' })], []);
    expect(updated).toMatchObject([{ valid_from: '2026-08-01', valid_to: '2026-08-01' }]);
    const { inserted } = editionOver([], [entry('A', { from: '2026-01-01', to: '2025-01-01' })]);
    expect(inserted).toMatchObject([{ valid_from: '2025-01-01', valid_to: '2025-01-01' }]);
  });

  it('that completes a list ends nothing, renames nothing, and tells what it does not know', () => {
    const { inserted, updated, changes, unknown } = editionOver(
      [period('A'), period('B', { details: { min: 1 } })],
      [entry('B', { label: 'Autre', details: { max: 2 } }), entry('X', { label: null })],
      false,
    );
    expect(updated).toMatchObject([
      { code: 'B', label: 'Libellé B', valid_to: null, details: { min: 1, max: 2 } },
    ]);
    expect([inserted, unknown, changes.ended]).toEqual([[], ['X'], 0]);
  });
});
