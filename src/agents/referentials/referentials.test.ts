import { expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenAgent } from '../../../tests/support/people';
import { sql } from '../../platform/database';

const app = useApp();
const path = '/agents/referentiels';
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");

it('shows a supervisor each list, its source, its edition, its codes and its last import', async () => {
  const { owner } = app.database;
  const session = await app.sessionOf(await givenAgent(owner, 'marc@opco.example', 'supervisor'));
  const body = plain((await app.get(path, { session })).body);
  expect(body).toMatch(/Activités \(NAF rév\. 2\).*?INSEE, Licence Ouverte 2\.0.*?1er novembre 2026.*?841/s);
  expect(body).toContain(
    'Pas encore dans le portail : conventions collectives de tous les OPCO (IDCC), OPCO',
  );
  expect(plain((await app.get('/agents/agents', { session })).body)).toContain('Référentiels');

  await sql`insert into referential_edition
      (referential, edition, levels, complete, source, licence, file, fingerprint, lines, report, imported_at)
    values ('pcs-ese', '2026-11-20', '{1}', true, 'INSEE', 'Licence Ouverte 2.0', 'pcs.csv', 'x', 3, ${JSON.stringify(
      {
        ...{ added: 2, ended: 0, renamed: 1, changed: 0, unchanged: 0 },
        ...{ rejectedCount: 1, rejected: [{ line: 4, reason: 'code PCS « <b> » mal écrit' }] },
      },
    )}::jsonb, now())`.execute(owner);
  const after = plain((await app.get(path, { session })).body);
  expect(after).toMatch(
    /Professions \(PCS-ESE\).*?20 novembre 2026.*?2 ajoutés, 1 renommé.*?1 ligne écartée/s,
  );
  expect(after).toContain('ligne 4 : code PCS « &lt;b> » mal écrit');
});
