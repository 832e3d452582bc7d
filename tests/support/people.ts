import type { RoleCode } from '../../src/access';
import { submitAccountRequest } from '../../src/access';
import { perform } from '../../src/platform/behaviour';
import { type Database, sql } from '../../src/platform/database';
import { type AgentRole, visitor } from '../../src/platform/who-may';
import type { useApp } from './app';

/** Companies of the tests: numbers with valid keys, real or made for it. */
export const guide = { siren: '424210433', siret: '42421043300019', otherSiret: '42421043300027' };
export const neighbour = { siren: '732829320', siret: '73282932000074' };

type TestApp = ReturnType<typeof useApp>;

export async function givenCompany(
  db: Database,
  company: { siren: string; sirets: readonly string[]; name?: string; state?: 'valid' | 'to_validate' },
): Promise<void> {
  const state = company.state ?? 'valid';
  await sql`insert into company (siren, name, state) values
    (${company.siren}, ${company.name ?? 'GE SUPPORT FRANCE'}, ${state})`.execute(db);
  for (const [index, siret] of company.sirets.entries()) {
    await sql`insert into establishment (siret, siren, street, postal_code, town, head_office, state) values
      (${siret}, ${company.siren}, '3 RUE DE LA FORGE', '90000', 'BELFORT', ${index === 0}, ${state})`.execute(
      db,
    );
  }
}

/** These companies are in the national registry too, as they now are: the search finds them. */
export async function inTheRegistry(db: Database, sirens: readonly string[]): Promise<void> {
  await sql`delete from sirene.site where left(site.siret, 9) = any(${sirens})`.execute(db);
  await sql`delete from sirene.unit where unit.siren = any(${sirens})`.execute(db);
  await sql`
    insert into sirene.unit (siren, name, usual_names, acronym, headcount_band, active, diffusible, line)
    select siren, name, usual_names, acronym, headcount_band, active, diffusible, 0
    from company where siren = any(${sirens})`.execute(db);
  await sql`
    insert into sirene.site (siret, sign, street, postal_code, town, head_office, active, diffusible, line)
    select siret, sign, street, postal_code, town, head_office, active, diffusible, 0
    from establishment where siren = any(${sirens})`.execute(db);
  await sql`select public.sirene_refresh_search(${sirens})`.execute(db);
}

export async function givenAccount(
  db: Database,
  account: { email: string; state?: string; firstName?: string; passwordHash?: string },
): Promise<string> {
  const state = account.state ?? 'active';
  const hash = state === 'active' || state === 'blocked' ? (account.passwordHash ?? 'unusable') : null;
  const { rows } = await sql<{ id: string }>`
    insert into account (email, state, civility, first_name, last_name, job_title, phone, password_hash, created_at)
    values (${account.email}, ${state}, 'MME', ${account.firstName ?? 'Claire'}, 'Vasseur', 'DRH', '+33600000000',
            ${hash}, now())
    returning account.id`.execute(db);
  return rows[0]?.id ?? '';
}

/** Since when people are there, and agents: before the day of most tests, and within the grace of administrators. */
const since = '2026-11-20T09:00:00Z';

export async function givenMembership(
  db: Database,
  membership: {
    accountId: string;
    siren: string;
    siret: string | null;
    role?: RoleCode;
    state?: string;
    endsOn?: string;
  },
): Promise<void> {
  const { accountId, siren, siret, role = 'establishment_administrator', state = 'active' } = membership;
  await sql`
    insert into membership (account_id, siren, siret, role, state, ends_on, created_at, updated_at)
    values (${accountId}, ${siren}, ${siret}, ${role}, ${state}, ${membership.endsOn ?? null},
      ${since}, ${since})
  `.execute(db);
}

export async function givenAgent(db: Database, email: string, role: AgentRole): Promise<string> {
  const accountId = await givenAccount(db, { email, firstName: 'Agent' });
  // As if they had set up their second factor, without which nothing opens to an agent.
  await sql`update account set second_factor_at = now() where id = ${accountId}`.execute(db);
  await sql`insert into agent_role (account_id, role, granted_at) values (${accountId}, ${role}, ${since})`.execute(
    db,
  );
  return accountId;
}

/** Sends a request as the form would, and does the jobs that follow. */
interface TypedRequest {
  readonly email: string;
  readonly siren?: string;
  readonly siret?: string;
  readonly role?: RoleCode;
}

export async function sendRequest(app: TestApp, request: TypedRequest): Promise<void> {
  await sendUnanswered(app, request);
  await app.runJobs();
}

/** Sent, and the job that writes to its address has not run. */
export async function sendUnanswered(app: TestApp, request: TypedRequest): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into access_request_draft (token_hash, typed, updated_at, expires_at)
    values (sha256(gen_random_uuid()::text::bytea), '{"lastName": "Debuire"}', now(), now())
    returning access_request_draft.id
  `.execute(app.database.owner);
  await perform(app.kernel, submitAccountRequest, visitor, {
    draftId: rows[0]?.id ?? '',
    documentId: null,
    email: request.email,
    civility: 'MME',
    lastName: 'Debuire',
    firstName: 'Isabelle',
    jobTitle: 'Project manager',
    phone: '+33600000000',
    siren: request.siren ?? guide.siren,
    siret: request.siret ?? guide.siret,
    role: request.role ?? 'funding_manager',
    proposedCompany: null,
    proposedEstablishment: null,
  });
}

/** The mails to an address, oldest first. */
export const mailsTo = async (app: TestApp, email: string) =>
  (await app.mails()).filter((mail) => mail.to === email);

/** Sends a request and confirms the address by the mailed link; gives the request's id. */
export async function sendAndConfirm(app: TestApp, request: TypedRequest): Promise<string> {
  await sendRequest(app, request);
  const link = app.linkIn((await mailsTo(app, request.email)).at(-1), '/demande-de-compte/confirmer');
  const jeton = new URLSearchParams(link.split('?')[1]).get('jeton') ?? '';
  const answer = await app.post('/demande-de-compte/confirmer', { jeton });
  if (answer.status !== 200) throw new Error(`confirmation answered ${answer.status}`);
  await app.runJobs();
  const { rows } = await sql<{ id: string }>`
    select request.id from access_request as request where request.email = ${request.email}
      and request.state = 'pending' order by request.confirmed_at desc limit 1`.execute(app.database.owner);
  return rows[0]?.id ?? '';
}
