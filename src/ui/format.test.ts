import { describe, expect, it } from 'vitest';
import { addressLine, companyLabel, formatDate, formatDateTime, formatPhone, siteLabel } from './format';

describe('dates', () => {
  it('writes the month in letters, and the first day as « 1er »', () => {
    expect(formatDate('2026-11-18')).toBe('18 novembre 2026');
    expect(formatDate('2026-08-01')).toBe('1er août 2026');
  });

  it('reads an instant in Paris, on either side of midnight and in summer time', () => {
    expect(formatDate(new Date('2026-11-18T22:59:59Z'))).toBe('18 novembre 2026');
    expect(formatDate(new Date('2026-11-18T23:00:00Z'))).toBe('19 novembre 2026');
    expect(formatDate('2026-07-14T22:30:00Z')).toBe('15 juillet 2026');
    expect(formatDateTime(new Date('2026-11-18T13:05:00Z'))).toBe('18 novembre 2026 à 14\u00a0h\u00a005');
    expect(formatDateTime(new Date('2026-11-17T23:00:00Z'))).toBe('18 novembre 2026 à 0\u00a0h\u00a000');
  });
});

describe('formatPhone', () => {
  it.each([
    ['+33600000000', '06 00 00 00 00'],
    ['+590690001234', '06 90 00 12 34'],
    ['+262692123456', '06 92 12 34 56'],
    ['+687261234', '+687 26 12 34'],
    ['+3225123456', '+32 2 512 34 56'],
    ['inconnu', 'inconnu'],
  ])('%s reads %s', (e164, shown) => {
    expect(formatPhone(e164)).toBe(shown);
  });
});

describe('labels', () => {
  it('names a company and a site as the guide does', () => {
    expect(companyLabel('GE SUPPORT FRANCE', '424210433')).toBe('GE SUPPORT FRANCE - 424210433');
    const address = { street: '25, rue des Ancres', postalCode: '75116', town: 'PARIS' };
    expect(siteLabel('SOCIETE France', '62365489700017', address)).toBe(
      'SOCIETE France – 62365489700017 – 25, rue des Ancres, 75116 PARIS',
    );
    expect(siteLabel('X', '62365489700017', '75116 PARIS')).toBe('X – 62365489700017 – 75116 PARIS');
  });

  it('does without the parts of an address that are missing', () => {
    expect(addressLine({ street: null, postalCode: '90000', town: 'BELFORT' })).toBe('90000 BELFORT');
    expect(siteLabel('X', '62365489700017', {})).toBe('X – 62365489700017');
  });
});
