import { beforeAll, describe, expect, it } from 'vitest';
import { htmlErrors } from '../../tests/gates/html-errors';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  neighbour,
  sendAndConfirm,
} from '../../tests/support/people';
import { days } from '../platform/clock';
import { sql } from '../platform/database';

const app = useApp({ now: '2026-11-23T09:00:00Z' });
const { siren, siret, otherSiret } = guide;
let administrator: string;
let elsewhere: string;
let agent: string;

const home = async (id: string) =>
  (await app.get('/accueil', { session: await app.sessionOf(id) })).body.replace(/[\u00a0\u202f]/g, ' ');
/** The rows of the table under a title: a list of their cells. */
function tableOf(body: string, title: string): string[][] {
  const figure = body.split('<figure').find((part) => part.includes(`>${title}</h2>`)) ?? '';
  const [, rows = ''] = /<tbody>(.*?)<\/tbody>/s.exec(figure) ?? [];
  return rows
    .split('</tr>')
    .map((row) => [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = '']) => cell))
    .filter((cells) => cells.length > 0);
}

beforeAll(async () => {
  const { owner } = app.database;
  await givenCompany(owner, { siren, sirets: [siret, otherSiret] });
  await givenCompany(owner, { siren: neighbour.siren, sirets: [neighbour.siret], name: 'VOISINE' });
  administrator = await givenAccount(owner, { email: 'admin@chiffres.example' });
  await givenMembership(owner, { accountId: administrator, siren, siret });
  elsewhere = await givenAccount(owner, { email: 'ailleurs@chiffres.example' });
  await givenMembership(owner, { accountId: elsewhere, siren, siret: otherSiret });
  for (const [email, state] of [
    ['un', 'active'],
    ['deux', 'suspended'],
    ['trois', 'ended'],
  ] as const) {
    const accountId = await givenAccount(owner, { email: `${email}@chiffres.example` });
    await givenMembership(owner, { accountId, siren, siret, role: 'viewer', state });
  }
  agent = await givenAgent(owner, 'agent@opco.example', 'account_manager');
});

describe('the figures of an administrator', () => {
  it('count the people of what is administered, each once, and of nothing else', async () => {
    expect(tableOf(await home(administrator), 'Mes utilisateurs')).toEqual([
      ['Accès ouverts', '2'],
      ['En attente de décision', '0'],
      ['Suspendus', '1'],
    ]);
    expect(tableOf(await home(elsewhere), 'Mes utilisateurs')[0]).toEqual(['Accès ouverts', '1']);
  });

  it('show nothing decided where nothing was, then twelve months', async () => {
    expect(await home(administrator)).not.toContain('Demandes décidées, mois par mois');
    const ids = [
      await sendAndConfirm(app, { email: 'a@chiffres.example' }),
      await sendAndConfirm(app, { email: 'b@chiffres.example' }),
    ];
    const session = await app.sessionOf(administrator);
    for (const id of ids)
      await app.post(
        `/etablissements/${siret}/utilisateurs/demandes/${id}`,
        { decision: 'refuser', motif: 'Inconnue ici.' },
        { session },
      );
    // The second, on the last evening of October in Paris.
    await sql`
      update access_request set decided_at = '2026-10-31T22:30:00Z' where id = ${ids[1]}`.execute(
      app.database.owner,
    );
    const rows = tableOf(await home(administrator), 'Demandes décidées, mois par mois');
    expect(rows).toHaveLength(12);
    expect(rows[0]).toEqual(['décembre 2025', '0', '0', '0']);
    expect(rows.slice(-2)).toEqual([
      ['octobre 2026', '1', '0', '1'],
      ['novembre 2026', '1', '0', '1'],
    ]);
    expect(tableOf(await home(elsewhere), 'Demandes décidées, mois par mois')).toEqual([]);
  });

  it('are not shown to who administers nothing', async () => {
    const viewer = await givenAccount(app.database.owner, { email: 'vue@chiffres.example' });
    await givenMembership(app.database.owner, { accountId: viewer, siren, siret, role: 'viewer' });
    expect(await home(viewer)).not.toContain('<figure');
  });
});

describe('the figures of the desk', () => {
  it('say what is to come while there is nothing, then how long people wait and waited', async () => {
    expect(await home(agent)).toContain('Ils viendront avec les premières demandes');
    const place = { siren: neighbour.siren, siret: neighbour.siret };
    const decided = await sendAndConfirm(app, { email: 'c@chiffres.example', ...place });
    await sendAndConfirm(app, { email: 'd@chiffres.example', ...place });
    app.clock.advance(days(7));
    await app.post(
      `/agents/demandes-de-compte/${decided}`,
      { decision: 'refuser', motif: 'Inconnue.' },
      { session: await app.sessionOf(agent) },
    );
    await sendAndConfirm(app, { email: 'e@chiffres.example', ...place });
    const body = await home(agent);
    expect(tableOf(body, 'Demandes en attente, par âge')).toEqual([
      ['Moins de 3 jours ouvrés', '1'],
      ['De 3 à 10 jours ouvrés', '1'],
      ['Plus de 10 jours ouvrés', '0'],
    ]);
    const weeks = tableOf(body, 'Délai médian de décision, par semaine');
    expect(weeks).toHaveLength(12);
    expect(weeks.at(-1)).toEqual(['30 novembre 2026', '7', '1']);
    expect(weeks.at(-2)).toEqual(['23 novembre 2026', 'aucune', '0']);
    expect(await htmlErrors(body)).toEqual([]);
  });

  it('are not shown to other agents', async () => {
    const officer = await givenAgent(app.database.owner, 'ines@opco.example', 'case_officer');
    expect(await home(officer)).not.toContain('<figure');
  });
});
