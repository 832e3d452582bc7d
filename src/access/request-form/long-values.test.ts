import { beforeEach, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenCompany } from '../../../tests/support/people';
import { sql } from '../../platform/database';

const app = useApp();
const root = '/demande-de-compte';
const creation = ['siren', 'siret', 'name', 'sign', 'kind', 'activity', 'agreement', 'headcount'];
const address = ['street', 'postalCode', 'town'];

/** Every form that anybody may send on the way to an account, with its fields. */
const forms: readonly (readonly [path: string, fields: readonly string[]])[] = [
  [`${root}/mon-adresse-email`, ['email', 'brouillon', 'aller']],
  [`${root}/mon-entreprise`, ['recherche', 'entreprise', 'site', 'filtre', 'resultat']],
  [`${root}/mon-entreprise/nouvelle-entreprise`, [...creation, ...address]],
  [`${root}/mon-entreprise/nouvel-etablissement`, [...creation, ...address]],
  [`${root}/mes-informations`, ['civility', 'jobTitle', 'lastName', 'firstName', 'phone']],
  [`${root}/habilitations-souhaitees`, ['role']],
  [`${root}/fermer`, ['choix']],
  [`${root}/confirmer`, ['jeton', 'renvoyer']],
  [`${root}/suivi`, ['jeton', 'renvoyer']],
  ['/connexion', ['email', 'password', 'retour']],
  ['/mot-de-passe-oublie', ['email']],
  ['/mot-de-passe/nouveau', ['jeton', 'password', 'renvoyer']],
  ['/activation', ['jeton', 'password', 'renvoyer']],
];

const long = 100_000;
/** Long runs of what patterns and clean-ups read again and again when they are careless. */
const values = [
  'a'.repeat(long),
  `${' '.repeat(long)}x`,
  `a@${'a.'.repeat(long / 2)}`,
  'e\u0301'.repeat(long / 6),
  '7'.repeat(long),
];

beforeEach(async () => {
  app.cookies.clear();
  await sql`truncate company, access_request_draft, throttle cascade`.execute(app.database.owner);
  await givenCompany(app.database.app, { siren: '732829320', sirets: ['73282932000074'] });
  await app.post(`${root}/mon-entreprise`, { recherche: '732829320', aller: 'mes-informations' });
});

it.each(forms)('takes 100 kB in no field for good, and fails at none: %s', async (path, fields) => {
  for (const field of fields) {
    for (const value of values) {
      const { status, location } = await app.post(path, { aller: 'envoyer', [field]: value });
      expect([200, 303, 400, 410, 413, 422, 429]).toContain(status);
      expect(location).not.toBe(`${root}/envoyee`);
    }
  }
  const { rows } = await sql`select 1 from access_request_draft as draft
    where length(draft.typed::text) > 8000`.execute(app.database.app);
  expect(rows).toEqual([]);
});
