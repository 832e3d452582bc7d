import { describe, expect, it } from 'vitest';
import type { Site } from '../../registry';
import { siteList } from './site-list';

const sites = (count: number, more: Partial<Site> = {}): Site[] =>
  Array.from({ length: count }, (_, index) => ({
    siret: `424210433${String(index).padStart(5, '0')}`,
    name: 'GE SUPPORT FRANCE',
    address: `${index} RUE DE L'ÉTANG, ${index % 2 ? '69001 LYON' : '91000 ÉVRY'}`,
    town: 'LYON',
    headOffice: false,
    active: true,
    closedOn: null,
    state: 'valid',
    ...more,
  }));
const nothing = { filter: '', chosen: '', declared: null };

describe('the sites of a company', () => {
  it('are radios up to six', () => {
    expect(siteList(sites(6), nothing)).toMatchObject({ shape: 'radios', filtered: false });
    expect(siteList(sites(7), nothing)).toMatchObject({ shape: 'list', filtered: false });
  });

  it('are named with their SIRET and address, and cannot be chosen when closed', () => {
    const { options } = siteList(
      [...sites(1), ...sites(1, { active: false, siret: '42421043300099' })],
      nothing,
    );
    expect(options).toEqual([
      {
        value: '42421043300000',
        label: "GE SUPPORT FRANCE – 42421043300000 – 0 RUE DE L'ÉTANG, 91000 ÉVRY",
      },
      {
        value: '42421043300099',
        label: "GE SUPPORT FRANCE – 42421043300099 – 0 RUE DE L'ÉTANG, 91000 ÉVRY (fermé)",
        disabled: true,
      },
    ]);
  });

  it('leave the closed ones apart when they would drown the open ones', () => {
    const list = siteList([...sites(2), ...sites(9, { active: false })], nothing);
    expect(list).toMatchObject({ shape: 'radios' });
    expect(list.options).toHaveLength(2);
    expect(list.closed).toHaveLength(9);
  });

  it('have nothing to choose when all are closed', () => {
    const list = siteList(sites(2, { active: false }), nothing);
    expect(list.options).toEqual([]);
    expect(list.closed).toHaveLength(2);
  });

  it('are filtered beyond thirty, without accents, keeping the chosen one', () => {
    const all = siteList(sites(31), nothing);
    expect(all).toMatchObject({ shape: 'list', filtered: true, matching: 31 });
    const found = siteList(sites(31), { ...nothing, filter: 'evry', chosen: '42421043300001' });
    expect(found.matching).toBe(16);
    expect(found.options).toHaveLength(17);
    expect(found.options[0]?.value).toBe('42421043300001');
    expect(siteList(sites(31), { ...nothing, filter: '69001' }).matching).toBe(15);
  });

  it('begin with the one declared here, and say which wait for an agent', () => {
    const list = siteList(sites(1, { state: 'to_validate' }), { ...nothing, declared: 'ATELIER – 1 – ICI' });
    expect(list.options[0]).toEqual({ value: 'nouvelle', label: 'ATELIER – 1 – ICI (à valider)' });
    expect(list.options[1]?.label).toContain('(à valider)');
  });
});
