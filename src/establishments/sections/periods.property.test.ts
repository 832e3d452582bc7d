import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AgreementPeriod, addPeriod } from './periods';

const day = fc
  .integer({ min: 0, max: 3000 })
  .map((n) => new Date(Date.UTC(2018, 0, 1 + n)).toISOString().slice(0, 10));
const period = fc
  .record({ idcc: fc.constantFrom('0650', '3248', '9999'), from: day, to: fc.option(day) })
  .filter(({ from, to }) => to === null || to >= from);

it('never holds two agreements on one day, whatever is added in whatever order', () => {
  fc.assert(
    fc.property(fc.array(period, { maxLength: 12 }), (added) => {
      let kept: AgreementPeriod[] = [];
      for (const one of added) {
        const outcome = addPeriod(kept, one);
        if ('periods' in outcome) kept = outcome.periods;
      }
      for (const [index, one] of kept.entries()) {
        expect(one.to === null || one.from <= one.to).toBe(true);
        const next = kept[index + 1];
        if (next) expect(one.to !== null && one.to < next.from).toBe(true);
      }
    }),
  );
});

it('ends the agreement still applied the day before the next', () => {
  const first = { idcc: '0650', from: '2015-03-01', to: null };
  expect(addPeriod([first], { idcc: '3248', from: '2024-01-01', to: null })).toEqual({
    periods: [
      { ...first, to: '2023-12-31' },
      { idcc: '3248', from: '2024-01-01', to: null },
    ],
  });
});
