import { describe, expect, it } from 'vitest';
import { guide, neighbour } from '../../tests/support/people';
import { sql } from '../platform/database';
import { foreign, hidden, useCompanies, words } from './fixtures/looking';

const { app, member, agent } = useCompanies();
const { siren, siret, otherSiret } = guide;

describe('for agents', () => {
  it('the search of the form leads to each company, and to the site whose number was typed', async () => {
    await sql`select public.sirene_refresh_search(array[${foreign.siren}])`.execute(app.database.owner);
    const reader = await agent('payment_accountant');
    expect((await app.get('/agents/entreprises', reader)).body).toContain('Saisissez au moins deux');
    const { body } = await app.get('/agents/entreprises?q=danone', reader);
    expect(body).toContain(`/agents/entreprises/${foreign.siren}`);
    expect(body).toContain('1 entreprise');
    const bySiret = await app.get(`/agents/entreprises?q=${foreign.siret}`, reader);
    expect(bySiret.body).toContain(`/agents/etablissements/${foreign.siret}`);
    expect((await app.get('/agents/entreprises?q=zzzzzz', reader)).body).toContain('Aucune entreprise');
  });

  it('a company that nobody refers to is shown whole', async () => {
    const { body } = await app.get(`/agents/entreprises/${foreign.siren}`, await agent('case_officer'));
    for (const fact of ['DANONE', 'DANNON', 'BSN', '70.10Z', '70.10Y', '1er janvier 1955', '17 BD HAUSSMANN'])
      expect(words(body)).toContain(fact);
    expect(words(body)).toContain('Source : INSEE, répertoire Sirene, Licence Ouverte 2.0');
    expect(words(body)).toContain('Administrateurs aucun');
  });

  it('who manages it is named to the desk, in the access log, and counted to the others', async () => {
    const { accountId, email } = await member({ siret, role: 'establishment_administrator' });
    const desk = await agent('account_manager');
    for (const path of [`/agents/entreprises/${siren}`, `/agents/etablissements/${siret}`]) {
      expect((await app.get(path, desk)).body).toContain(email);
      const other = await app.get(path, await agent('case_officer'));
      expect(other.body).not.toContain(email);
      expect(words(other.body)).toMatch(/Administrateurs \d administrateur/);
    }
    const { rows } = await sql<{ action: string }>`
      select entry.action from access_log_entry as entry
      where entry.actor_id = ${desk.accountId} and entry.subject_id = ${accountId} order by entry.id`.execute(
      app.database.owner,
    );
    expect(rows.map(({ action }) => action)).toEqual(['read-company', 'read-site']);
  });

  it('of what is not diffusible, the number and the town are shown alone', async () => {
    const reader = await agent('supervisor');
    for (const path of [`/agents/entreprises/${hidden.siren}`, `/agents/etablissements/${hidden.siret}`]) {
      const { body } = await app.get(path, reader);
      expect(words(body)).toContain('BELFORT');
      for (const secret of ['SECRETE', 'CACHEE', '62.01Z', '2020', 'Changements'])
        expect(words(body).replaceAll(/mise à jour du [^.]+\./g, '')).not.toContain(secret);
    }
  });
});

describe('a site', () => {
  it('tells its administrator who administers it, and anybody else whether there is somebody', async () => {
    const administrator = await member({ siret: otherSiret, role: 'establishment_administrator' });
    const own = await app.get(`/etablissements/${otherSiret}`, administrator);
    expect(own.body).toContain(administrator.email);
    const colleague = await member({ siret: otherSiret });
    const seen = await app.get(`/etablissements/${otherSiret}`, colleague);
    expect(seen.body).not.toContain(administrator.email);
    expect(words(seen.body)).toContain('est administré par quelqu');
    expect(seen.body).toContain(`/reprise-administration?etablissement=${otherSiret}`);
    const alone = await member({ siren: neighbour.siren, siret: neighbour.siret });
    const left = await app.get(`/etablissements/${neighbour.siret}`, alone);
    expect(words(left.body)).toContain("n'est administré par personne");
    const elsewhere = await app.get(`/etablissements/${siret}`, colleague);
    expect(elsewhere.body).toContain('Demander à être rattaché');
  });

  it('says which agreements apply, with their days and what follows them', async () => {
    const { accountId, ...viewer } = await member({ siret });
    await sql`
      insert into place_data (place, section, version, content, changed_at, changed_by)
      values (${siret}, 'convention-collective', 1,
        '[{"idcc": "0650", "from": "2019-01-01", "to": "2023-12-31"}, {"idcc": "3248", "from": "2024-01-01", "to": null}]',
        now(), ${accountId})`.execute(app.database.owner);
    const said = words((await app.get(`/etablissements/${siret}`, viewer)).body);
    expect(said).toContain("3248, Métallurgie D'après le fichier des adhérents de l'OPCO");
    expect(said).toContain("3248, Métallurgie D'après l'entreprise, depuis le 1er janvier 2024");
    expect(said).toMatch(
      /0650, .* D'après l'entreprise, du 1er janvier 2019 au 31 décembre 2023 Terminée le 31/,
    );
    expect(said).toContain('remplacée par la 3248, Métallurgie');
    const whole = words((await app.get(`/entreprises/${siren}`, await member())).body);
    expect(whole).toMatch(/0998, .* 1 établissement, d'après .*3248, Métallurgie 1 établissement/);
  });

  it('says when it closed, which one follows it, and what the imports changed', async () => {
    const { owner } = app.database;
    await sql`
      update establishment set active = false, closed_on = '2026-10-31' where siret = ${otherSiret}`.execute(
      owner,
    );
    await sql`
      insert into sirene.succession (siret, successor, since, head_office, continued, line)
      values (${otherSiret}, ${siret}, '2026-10-31', false, true, 0)`.execute(owner);
    await sql`
      insert into registry_change (siren, siret, before, after, seen_at)
      select ${siren}, ${otherSiret}, to_jsonb(was), to_jsonb(was) || ${JSON.stringify({
        ...{ active: false, closed_on: '2026-10-31', sign: 'ATELIER', naf: '25.62B', town: 'BELFORT' },
      })}::jsonb, '2026-11-02T05:00:00Z'
      from (select establishment.sign, establishment.street, establishment.postal_code, establishment.town,
          true as active, true as diffusible, null::date as closed_on, '28.11Z' as naf
        from establishment where establishment.siret = ${otherSiret}) as was`.execute(owner);
    const viewer = await member({ siret: otherSiret });
    const said = words((await app.get(`/etablissements/${otherSiret}`, viewer)).body);
    expect(said).toContain('Fermeture 31 octobre 2026');
    expect(said).toContain(`Suivi par ${siret}`);
    expect(said).toContain('Mise à jour du 2 novembre 2026');
    expect(said).toContain('État : avant, en activité ; maintenant, fermé le 31 octobre 2026');
    expect(said).toContain('Enseigne : avant, non renseigné ; maintenant, ATELIER');
    expect(said).toMatch(/Adresse : avant, .*21000 DIJON ; maintenant, .*21000 BELFORT/);
    expect(said).toContain('Activité (NAF rév. 2) : avant, 28.11Z, Fabrication de moteurs');
    const list = words((await app.get(`/entreprises/${siren}?etat=fermes`, await member())).body);
    expect(list).toContain(`suivi par ${siret}`);
  });
});
