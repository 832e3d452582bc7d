import { expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAgent, givenCompany } from '../../tests/support/people';
import { sql } from '../platform/database';

const app = useApp();
const company = { siren: '999000102', siret: '99900010200015' };

it('tells the agent what is known of the agreement of a company to validate', async () => {
  const { owner } = app.database;
  const session = await app.sessionOf(await givenAgent(owner, 'sophie@opco.example', 'account_manager'));
  await givenCompany(owner, { siren: company.siren, sirets: [company.siret], state: 'to_validate' });
  await sql`insert into referential_entry values
    ('idcc', '1486', '2000-01-01', null, 'Bureaux d''études', 1, null, '{}'),
    ('idcc-opco', '1486', '-infinity', null, '1486', 1, null, '{"opco": "ATLAS"}')`.execute(owner);
  const told = async (agreement: string) => {
    const declared = JSON.stringify({ name: 'ATELIERS', activity: 'Usinage', agreement, headcount: 18 });
    await sql`update company set declared_at = now(), declared = ${declared}::jsonb
      where siren = ${company.siren}`.execute(owner);
    const { body } = await app.get(`/agents/entreprises-a-valider/${company.siren}`, { session });
    const [, said] = /<dt>Convention collective<\/dt><dd>(.*?)<\/dd>/.exec(body) ?? [];
    return said?.replace(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
  };
  expect(await told('3248')).toBe('3248, Métallurgie');
  expect(await told('métallurgie')).toBe('3248, Métallurgie');
  expect(await told('0650')).toBe(
    '0650, Métallurgie, ingénieurs et cadres, terminée le 31 décembre 2023 : remplacée par la 3248, Métallurgie',
  );
  expect(await told('1486')).toBe("1486, Bureaux d'études, relève de ATLAS");
  expect(await told('1234')).toBe("1234 : ce numéro n'est dans aucune liste, à vérifier");
  expect(await told('Une convention à nous')).toBe('Une convention à nous');
});
