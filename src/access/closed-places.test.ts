import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAccount, givenCompany, givenMembership, guide, mailsTo } from '../../tests/support/people';
import { sql } from '../platform/database';
import { tellClosedPlaces } from './closed-places';

const app = useApp();
const { siren, siret, otherSiret } = guide;
const owner = () => app.database.owner;
beforeAll(() => givenCompany(owner(), { siren, sirets: [siret, otherSiret] }));

/** What an import writes of a place that it finds closed. */
const foundClosed = (of: string | null, closedOn: string | null = '2026-01-15') =>
  sql`
  insert into registry_change (siren, siret, before, after, seen_at)
  values (${siren}, ${of}, '{"active": true}',
    ${JSON.stringify({ active: false, closed_on: closedOn })}::jsonb, now())`.execute(owner());

async function person(email: string, place: string | null): Promise<string> {
  const accountId = await givenAccount(owner(), { email });
  await givenMembership(owner(), { accountId, siren, siret: place, role: 'viewer' });
  return email;
}

describe('a place that Sirene says is closed', () => {
  it('is told to its people once, with the establishment that follows it, and to nobody else', async () => {
    const here = await person('ici@ge-support.example', siret);
    const there = await person('la-bas@ge-support.example', otherSiret);
    const everywhere = await person('partout@ge-support.example', null);
    await sql`insert into sirene.succession (siret, successor, since, head_office, continued, line)
      values (${siret}, ${otherSiret}, '2026-01-15', true, true, 1)`.execute(owner());
    await foundClosed(siret);
    await Promise.all([tellClosedPlaces.run(app.kernel), tellClosedPlaces.run(app.kernel)]);
    await tellClosedPlaces.run(app.kernel);

    const [mail, ...others] = await mailsTo(app, here);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('Votre établissement est fermé au répertoire Sirene');
    expect(mail?.text).toMatch(/15\sjanvier\s2026/);
    expect(mail?.text).toContain(otherSiret);
    expect([await mailsTo(app, there), await mailsTo(app, everywhere)]).toEqual([[], []]);
    const { rows } = await sql<{ details: object }>`
      select details from history_entry where action = 'access.place-closed' and siret = ${siret}`.execute(
      owner(),
    );
    expect(rows).toEqual([{ details: { closedOn: '2026-01-15', successor: otherSiret } }]);
  });

  it('a whole company is told to those who have rights on all of it', async () => {
    await foundClosed(null, null);
    await tellClosedPlaces.run(app.kernel);
    const [mail] = await mailsTo(app, 'partout@ge-support.example');
    expect(mail?.subject).toBe('Votre entreprise est fermée au répertoire Sirene');
    expect(mail?.text).toContain('sans dire de quand');
    expect(await mailsTo(app, 'la-bas@ge-support.example')).toEqual([]);
  });

  it('what was reopened or renamed is told to nobody', async () => {
    await sql`insert into registry_change (siren, siret, before, after, seen_at) values
      (${siren}, ${otherSiret}, '{"active": false}', '{"active": true}', now()),
      (${siren}, ${otherSiret}, '{"active": true, "sign": "A"}', '{"active": true, "sign": "B"}', now())`.execute(
      owner(),
    );
    await tellClosedPlaces.run(app.kernel);
    expect(await mailsTo(app, 'la-bas@ge-support.example')).toEqual([]);
  });
});
