import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database';
import { sql } from '../platform/database';
import {
  agreement,
  agreementTyped,
  commune,
  headcountBand,
  legalForm,
  loadShippedEditions,
  nafLabel,
  opco2iAgreements,
  referentialsInPlace,
} from './index';

const { app, owner } = useDatabase();
const today = '2026-11-24';

describe('what comes with the product', () => {
  it('is there from the first start, and costs nothing at the next ones', async () => {
    expect(await loadShippedEditions(app, new Date())).toEqual([]);
    const lists = await referentialsInPlace(app, today);
    const there = lists
      .filter(({ last }) => last !== null)
      .map(({ referential, inForce }) => [referential, inForce]);
    expect(Object.fromEntries(there)).toEqual({
      ...{ 'naf-rev2': 841, 'naf-2025': 769, 'legal-forms': 309, 'headcount-bands': 16 },
      ...{ 'idcc-opco2i': 54, regions: 18, departments: 109 },
    });
  });

  it('does not take the place of a later edition, and takes that of an earlier one', async () => {
    await sql`update referential_edition set edition = '2030-01-01' where referential = 'regions'`.execute(
      owner,
    );
    await sql`update referential_edition set edition = '2020-01-01', fingerprint = '' where referential = 'departments'`.execute(
      owner,
    );
    expect(await loadShippedEditions(app, new Date())).toEqual(['departments']);
  });

  it('is loaded once by two servers that start together', async () => {
    await sql`truncate referential_edition, referential_entry`.execute(owner);
    await Promise.all([loadShippedEditions(app, new Date()), loadShippedEditions(app, new Date())]);
    const { rows } = await sql<{
      of: number;
    }>`select count(*)::integer as of from referential_edition`.execute(app);
    expect(rows[0]?.of).toBe(7);
  });
});

describe('a code in words', () => {
  it('is that of its nomenclature, written with or without its dot', async () => {
    const rev2 = { nomenclature: 'naf-rev2', on: today } as const;
    expect(await nafLabel(app, '25.62B', rev2)).toBe('Mécanique industrielle');
    expect(await nafLabel(app, '2562B', rev2)).toBe('Mécanique industrielle');
    expect(await nafLabel(app, 'C', rev2)).toBe('Industrie manufacturière');
    expect(await nafLabel(app, '25.53Y', { ...rev2, nomenclature: 'naf-2025' })).not.toBeNull();
    expect(await nafLabel(app, '25.62B', { ...rev2, nomenclature: 'naf-2025' })).toBeNull();
    expect(await nafLabel(app, null, rev2)).toBeNull();
  });

  it('is that of its day; before its first one the first', async () => {
    await sql`insert into referential_entry values
      ('communes', '90010', '2000-01-01', '2019-12-31', 'Ancien nom', 1, '90', '{"region": "27"}'),
      ('communes', '90010', '2020-01-01', '2024-12-31', 'Nouveau nom', 1, '90', '{"region": "27"}')`.execute(
      owner,
    );
    const named = async (on: string) => (await commune(app, '90010', on))?.name;
    expect(await named('1990-01-01')).toBe('Ancien nom');
    expect(await named('2019-12-31')).toBe('Ancien nom');
    expect(await named('2020-01-01')).toBe('Nouveau nom');
    expect(await named('2030-01-01')).toBe('Nouveau nom');
    expect(await commune(app, '00000', today)).toBeNull();
  });

  it('says a legal form at its three levels, and a headcount', async () => {
    expect(await legalForm(app, '5710', today)).toBe('SAS, société par actions simplifiée');
    expect(await legalForm(app, '57', today)).toBe('Société par actions simplifiée');
    expect(await legalForm(app, '5', today)).toBe('Société commerciale');
    expect(await headcountBand(app, '12', today)).toBe('20 à 49 salariés');
  });
});

describe('a collective agreement', () => {
  it('is in force, or ended with its successor', async () => {
    expect(await agreement(app, '3248', today)).toEqual({
      ...{ idcc: '3248', title: 'Métallurgie', from: '2024-01-01', until: null, inForce: true },
      ...{ successor: null, opco: 'OPCO 2i' },
    });
    expect(await agreement(app, '650', today)).toMatchObject({
      ...{ idcc: '0650', until: '2023-12-31', inForce: false, opco: 'OPCO 2i' },
      successor: { idcc: '3248', title: 'Métallurgie' },
    });
    expect(await agreement(app, '0650', '2023-12-31')).toMatchObject({ inForce: true });
    expect(await agreement(app, '3248', '2023-12-31')).toMatchObject({ inForce: false });
    expect(await agreement(app, '9999', today)).toMatchObject({ opco: null });
    expect(await agreement(app, '1486', today)).toBeNull();
  });

  it('of the métallurgie: 78 former ones, all replaced by the national one', async () => {
    const all = await opco2iAgreements(app, today);
    const former = all.filter(({ successor }) => successor?.idcc === '3248');
    expect(former).toHaveLength(78);
    expect(former.every(({ inForce, until }) => !inForce && until === '2023-12-31')).toBe(true);
    expect(all.filter(({ inForce }) => inForce)).toHaveLength(54);
  });

  it('is found by its number or its whole title, whatever the capitals', async () => {
    expect(await agreementTyped(app, ' 44 ', today)).toMatchObject({ idcc: '0044' });
    expect(await agreementTyped(app, 'METALLURGIE', today)).toMatchObject({ idcc: '3248' });
    expect(await agreementTyped(app, 'Syntec', today)).toBeNull();
  });

  it('that OPCO 2i does not list is what the national lists say', async () => {
    await sql`insert into referential_entry values
      ('idcc', '1486', '2000-01-01', null, 'Bureaux d''études', 1, null, '{}'),
      ('idcc', '3248', '-infinity', '2000-01-01', 'Autrement dit', 1, null, '{}'),
      ('idcc-opco', '1486', '-infinity', null, '1486', 1, null, '{"opco": "ATLAS"}')`.execute(owner);
    expect(await agreement(app, '1486', today)).toMatchObject({ title: "Bureaux d'études", opco: 'ATLAS' });
    expect(await agreement(app, '3248', today)).toMatchObject({ title: 'Métallurgie', inForce: true });
    expect((await opco2iAgreements(app, today)).some(({ idcc }) => idcc === '1486')).toBe(false);
  });
});
