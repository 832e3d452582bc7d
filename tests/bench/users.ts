// How the pages of a company's users bear a large one: 10,000 people on 2,000 establishments, against 10 on 2.
import { ground as people, signIn } from '../lab/journey';
import { atMost, type Experiment } from '../lab/rows';
import { median } from '../lab/statistics';
import { Visitor } from '../lab/visitor';
import { answersPerSecond, core } from './closed-load';
import { type Ground, prepareGround } from './ground';

const large = { siren: '900000001', sites: 2000, users: 10_000, administrator: 'grande@banc.example' };
const small = { siren: '900000002', sites: 2, users: 10, administrator: 'petite@banc.example' };
type Company = typeof large;

const pagesOf = {
  'the list of a company': ({ siren }: Company) => `/entreprises/${siren}/utilisateurs`,
  'the list of an establishment': ({ siren }: Company) => `/etablissements/${siren}00002/utilisateurs`,
  'the search': ({ siren }: Company) => `/entreprises/${siren}/utilisateurs?q=nom00005`,
  'the switch': ({ siren }: Company) => `/entreprises/${siren}?q=ville1`,
  'my establishments': () => '/mes-etablissements',
  'the home page': () => '/accueil',
};

const rounds = 5;

export const usersBench: Experiment = async function* () {
  const ground = await prepareGround({ core: core.server });
  try {
    for (const company of [large, small]) await found(ground, company);
    await ground.cluster.query('analyze');
    const cookies = new Map<Company, string>();
    for (const company of [large, small]) cookies.set(company, await cookieOf(ground, company));
    for (const [name, addressOf] of Object.entries(pagesOf)) {
      const speed = (company: Company, seconds: number) =>
        answersPerSecond(ground.product.origin + addressOf(company), {
          cookie: cookies.get(company) ?? '',
          seconds,
        });
      for (const company of [large, small]) await speed(company, 1);
      const ratios: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const [few, many] = [await speed(small, 1), await speed(large, 1)];
        ratios.push(few / many);
      }
      yield atMost(
        `${name}: times as long at 10,000 users of 2,000 establishments as at 10`,
        median(ratios),
        3,
      );
    }
  } finally {
    await ground.remove();
  }
};

/** A company, its establishments, its people spread over them, and who administers all of it. */
async function found({ cluster }: Ground, { siren, sites, users, administrator }: Company): Promise<void> {
  await cluster.query(`insert into company (siren, name, state) values ($1, 'BANC D''ESSAI', 'valid')`, [
    siren,
  ]);
  await cluster.query(
    `insert into establishment (siret, siren, street, postal_code, town, head_office, state)
     select $1 || lpad(n::text, 5, '0'), $1, n || ' rue du Banc', lpad((n % 95 + 1)::text, 2, '0') || '000',
       'VILLE' || n, n = 1, 'valid' from generate_series(1, $2::int) as n`,
    [siren, sites],
  );
  await cluster.query(
    `with person as (
       insert into account (email, state, civility, first_name, last_name, job_title, phone, password_hash, created_at)
       select 'u' || n || '@' || $1 || '.example', 'active', 'MME', 'Prénom' || n, 'Nom' || lpad(n::text, 5, '0'),
         'Poste', '+33199001234', 'unusable', now() from generate_series(1, $3::int) as n
       returning id, substring(email from 2 for position('@' in email) - 2)::int as n
     )
     insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
     select id, $1, $1 || lpad((n % $2::int + 1)::text, 5, '0'), 'viewer', 'active', now(), now() from person`,
    [siren, sites, users],
  );
  await cluster.query(
    `with boss as (
       insert into account (email, state, civility, first_name, last_name, job_title, phone, password_hash, created_at)
       select $2, 'active', 'MME', 'Claire', 'Vasseur', 'DRH', '+33199001234', password_hash, now()
       from account where email = $3 returning id
     )
     insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
     select id, $1, null, 'establishment_administrator', 'active', now(), now() from boss`,
    [siren, administrator, people.administrator],
  );
}

async function cookieOf({ product }: Ground, { administrator }: Company): Promise<string> {
  const visitor = new Visitor(product.origin);
  await signIn(visitor, administrator);
  visitor.leave();
  return [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
