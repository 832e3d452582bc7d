import { expect, it } from 'vitest';
import { ageInWords } from './age';

it('counts calendar days in Paris, not hours', () => {
  const now = new Date('2026-11-18T08:00:00Z');
  expect(ageInWords(new Date('2026-11-18T00:30:00Z'), now)).toBe("aujourd'hui");
  expect(ageInWords(new Date('2026-11-17T22:30:00Z'), now)).toBe('hier');
  expect(ageInWords(new Date('2026-11-17T23:30:00Z'), now)).toBe("aujourd'hui");
  expect(ageInWords(new Date('2026-11-06T12:00:00Z'), now)).toBe('il y a 12 jours');
  expect(ageInWords(new Date('2026-11-19T12:00:00Z'), now)).toBe("aujourd'hui");
});

it('is not misled by the change of hour', () => {
  expect(ageInWords(new Date('2026-10-24T12:00:00Z'), new Date('2026-10-26T12:00:00Z'))).toBe(
    'il y a 2 jours',
  );
});
