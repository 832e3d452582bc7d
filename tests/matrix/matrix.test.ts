import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { type RoleCode, roleCodes } from '../../src/access';
import { sql } from '../../src/platform/database';
import { diskStore } from '../../src/platform/files';
import type { Route } from '../../src/platform/http';
import { agentRoles, signedIn } from '../../src/platform/who-may';
import { useApp } from '../support/app';
import { givenMandate } from '../support/mandates';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  inTheRegistry,
  neighbour,
  sendAndConfirm,
} from '../support/people';

/**
 * Every route × every actor, against the table beside. The object is always the same establishment of the
 * same company; what changes is who asks, and how they stand to it. After a change meant to be:
 * `UPDATE_MATRIX=1 npx vitest run tests/matrix`, then read the difference line by line.
 */
const tableFile = join(import.meta.dirname, 'table.txt');
const app = useApp({ demo: true, secondFactor: 'required' });
const actors = new Map<string, string | undefined>();
const parameters: Record<string, string> = {};
/** Of an agent who looks at the portal as the administrator of the establishment. */
let looking = '';

beforeAll(async () => {
  const db = app.database.owner;
  const { siren, siret, otherSiret } = guide;
  await givenCompany(db, { siren, sirets: [siret, otherSiret] });
  await inTheRegistry(db, [siren]);
  await givenCompany(db, { siren: neighbour.siren, sirets: [neighbour.siret], name: 'VOISINE' });
  const enrol = async (
    name: string,
    membership: { siren: string; siret: string | null } | null,
    more = {},
  ) => {
    const accountId = await givenAccount(db, { email: `${name}@matrix.example` });
    if (membership) await givenMembership(db, { accountId, ...membership, ...more });
    actors.set(name, await app.sessionOf(accountId));
  };
  actors.set('visitor', undefined);
  await enrol('no-membership', null);
  for (const role of roleCodes satisfies readonly RoleCode[])
    await enrol(`own-${role}`, { siren, siret }, { role });
  await enrol('company-administrator', { siren, siret: null });
  await enrol('administrator-elsewhere-in-company', { siren, siret: otherSiret });
  await enrol('administrator-of-another-company', { siren: neighbour.siren, siret: neighbour.siret });
  await enrol('administrator-ended', { siren, siret }, { state: 'ended' });
  await enrol('administrator-past-end-date', { siren, siret }, { endsOn: '2026-11-22' });
  await enrol('administrator-suspended', { siren, siret }, { state: 'suspended' });
  await enrol('administrator-pending', { siren, siret }, { state: 'pending' });
  await enrolMandated();
  for (const role of agentRoles) {
    const agentId = await givenAgent(db, `${role}@opco.example`, role);
    // Another's page: nobody changes their own roles.
    if (role !== 'supervisor') parameters['/agents/agents'] = agentId;
    actors.set(`agent-${role}`, await app.sessionOf(agentId));
  }
  looking = await givenLook('own-establishment_administrator@matrix.example');
  parameters.siret = siret;
  parameters.siren = siren;
  const requestId = await sendAndConfirm(app, { email: 'demande@matrix.example' });
  parameters['/demandes'] = requestId;
  const declared = { siren: '552032534', siret: '55203253400646' };
  await givenCompany(db, { siren: declared.siren, sirets: [declared.siret], state: 'to_validate' });
  parameters['/entreprises-a-valider'] = declared.siren;
  parameters['/etablissements-a-valider'] = declared.siret;
  const { rows: members } = await sql<{ id: string; role: string }>`
    select membership.id, membership.role from membership where membership.siret = ${siret}`.execute(db);
  const [viewer = '', accountant = ''] = ['viewer', 'accountant'].map(
    (role) => members.find((one) => one.role === role)?.id,
  );
  parameters['/utilisateurs'] = viewer;
  parameters['/documents'] = await givenDocument(requestId);
  parameters['/reprise-administration'] = await givenTakeover(viewer, null);
  parameters['/reprises'] = await givenTakeover(accountant, parameters['/documents']);
  parameters['/coordonnees-bancaires'] = await givenBankChange(siret);
  const { rows } = await sql<{ id: string }>`select mail.id from outgoing_mail as mail limit 1`.execute(db);
  parameters['/boite-aux-lettres'] = rows[0]?.id ?? '';
});

/** Somebody named by a mandate in each state, of a firm of their own; the first is the one that is looked at. */
async function enrolMandated(): Promise<void> {
  const db = app.database.owner;
  const { siren, siret } = guide;
  const all = [
    'employees.read',
    'employees.write',
    'establishment.read',
    'establishment.write',
    'funding.write',
  ];
  const mandates = [
    { name: 'asked', state: 'asked' },
    { name: 'accepted' },
    { name: 'of-the-company', client: { siren, siret: null } },
    { name: 'of-another-establishment', client: { siren, siret: guide.otherSiret } },
    { name: 'to-come', startsOn: '2027-01-01' },
    { name: 'past-end-date', endsOn: '2026-11-22' },
    { name: 'withdrawn', state: 'ended' },
    { name: 'refused', state: 'refused' },
  ];
  for (const [index, { name, ...mandate }] of mandates.entries()) {
    const firm = { siren: `99900060${index}`, siret: `99900060${index}00010` };
    await givenCompany(db, { siren: firm.siren, sirets: [firm.siret], name: `CABINET ${index}` });
    const accountId = await givenAccount(db, { email: `mandate-${name}@matrix.example` });
    await givenMembership(db, { accountId, ...firm, role: 'viewer' });
    actors.set(`mandate-${name}`, await app.sessionOf(accountId));
    const { rows } = await sql<{ id: string }>`
      select membership.id from membership where membership.account_id = ${accountId}`.execute(db);
    const client = { siren, siret };
    const members = [rows[0]?.id ?? ''];
    const id = await givenMandate(db, {
      ...{ partner: firm, client, askedBy: accountId, permissions: all, members },
      ...mandate,
    });
    parameters['/mandats'] ??= id;
  }
}

async function givenLook(email: string): Promise<string> {
  const db = app.database.owner;
  const agentId = await givenAgent(db, 'regard@opco.example', 'account_manager');
  const session = await app.sessionOf(agentId);
  const { rows } = await sql<{ id: string }>`
    update session set viewed_account_id = account.id, viewed_until = '2027-01-01' from account
    where session.account_id = ${agentId} and account.email = ${email} returning account.id`.execute(db);
  parameters['/comptes'] = rows[0]?.id ?? '';
  return session;
}

async function givenDocument(requestId: string): Promise<string> {
  const put = await diskStore(join(app.dataDir, 'documents')).put(Readable.from([Buffer.from('%PDF-1.7')]));
  const { rows } = await sql<{ id: string }>`
    with document as (
      insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
      values (${put.storageKey}, 'kbis.pdf', 'application/pdf', ${put.sizeBytes}, ${put.sha256}, 'clean', now())
      returning stored_file.id
    )
    update access_request set document_id = document.id from document
    where access_request.id = ${requestId} returning document.id
  `.execute(app.database.owner);
  return rows[0]?.id ?? '';
}

/** Sealed as the product does it, and waiting for an agent. */
async function givenBankChange(siret: string): Promise<string> {
  const account = { iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP', holder: 'GE SUPPORT FRANCE' };
  const id = crypto.randomUUID();
  const sealed = app.kernel.seal.close(Buffer.from(JSON.stringify(account)), `bank-change ${id}`);
  await sql`
    insert into bank_change (id, siren, siret, sealed, state, asked_at, asked_by)
    select ${id}, left(${siret}, 9), ${siret}, ${sealed}, 'pending', now(), membership.account_id
    from membership where membership.siret = ${siret} and membership.role = 'establishment_administrator'
    limit 1`.execute(app.database.owner);
  return id;
}

/** Whose administrators have not answered in time; with a document it is the agents'. */
async function givenTakeover(membershipId: string, documentId: string | null): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into takeover (id, account_id, siren, siret, reason, state, asked_at, administrators_told,
      confirmable_at, document_id, settled_at)
    select gen_random_uuid(), membership.account_id, membership.siren, membership.siret, 'Partie.',
      ${documentId ? 'with_agents' : 'open'}, now() + interval '1 hour', 1, '2026-11-20T08:00:00Z'::timestamptz,
      ${documentId}::uuid, null
    from membership where membership.id = ${membershipId}
    returning takeover.id`.execute(app.database.owner);
  return rows[0]?.id ?? '';
}

/** The object that a route's parameters name: real wherever the object matters to the right. */
function addressOf(route: Route): string {
  const kind = Object.keys(parameters).find((name) => route.path.includes(`${name}/:id`)) ?? '/demandes';
  const id = parameters[route.path.includes('/demandes-de-compte/:id') ? '/demandes' : kind] ?? '';
  return route.path
    .replace(':siret', parameters.siret ?? '')
    .replace(':siren', parameters.siren ?? '')
    .replace(':rubrique', 'effectif')
    .replace(':id', id);
}

type Inject = typeof app.server.inject;

async function outcome(inject: Inject, route: Route, session: string | undefined): Promise<string> {
  const response = await inject({
    method: route.method,
    url: addressOf(route),
    cookies: session ? { mc2i: session } : {},
    headers: route.method === 'POST' ? { origin: app.origin } : {},
  });
  const { statusCode, headers } = response;
  if (String(headers.location ?? '').startsWith('/connexion?retour=')) return 'sign in';
  if (statusCode === 403) return 'forbidden';
  if (statusCode === 404) return 'absent';
  if (statusCode >= 500) return `failure ${statusCode}`;
  return 'admitted';
}

const line = (route: Route) => `${route.method} ${route.path}`;

/** The table as it is: for each route, who gets which outcome. */
async function tableOf(inject: Inject, declared: readonly Route[]): Promise<string> {
  const routes = [...declared].sort((a, b) => line(a).localeCompare(line(b)));
  // Signing out closes the session that asks, and leaving ends the look: they are tried last.
  const isLast = ({ asOneself }: Route) => Number(asOneself === true);
  routes.sort((a, b) => isLast(a) - isLast(b));
  const rows: string[] = [];
  for (const route of routes) {
    const byOutcome = new Map<string, string[]>();
    for (const [actor, session] of actors) {
      const one = await outcome(inject, route, session);
      byOutcome.set(one, [...(byOutcome.get(one) ?? []), actor]);
    }
    rows.push(`${line(route)}  [${route.who.kind}]`);
    for (const [one, names] of byOutcome) {
      rows.push(`  ${one}: ${names.length === actors.size ? 'everyone' : names.join(', ')}`);
    }
    const seen = await outcome(inject, route, looking);
    if (seen !== 'forbidden') rows.push(`  ${seen}, an agent who looks as own-establishment_administrator`);
  }
  return `${rows.join('\n')}\n`;
}

describe('routes × actors', () => {
  it('tells a planted fault: one route opened to whoever is signed in', async () => {
    const decision = app.routes.find((route) => route.who.kind === 'permission' && route.method === 'GET');
    if (!decision) throw new Error('no route asks for a permission');
    const server = await app.serverWith([{ ...decision, who: signedIn }]);
    const planted = await tableOf(server.inject.bind(server), [{ ...decision, who: signedIn }]);
    const right = await tableOf(app.server.inject.bind(app.server), [decision]);
    await server.close();
    const admitted = (table: string) => table.split('\n').find((row) => row.startsWith('  admitted'));
    expect(admitted(right)).toBe('  admitted: own-establishment_administrator, company-administrator');
    expect(admitted(planted)).toContain('administrator-of-another-company');
    expect(readFileSync(tableFile, 'utf8')).toContain(right);
    expect(readFileSync(tableFile, 'utf8')).not.toContain(planted);
  });

  it('is the table', async () => {
    const table = await tableOf(app.server.inject.bind(app.server), app.routes);
    if (process.env.UPDATE_MATRIX === '1') writeFileSync(tableFile, table);
    expect(app.routes.length).toBeGreaterThan(30);
    expect(table).toBe(readFileSync(tableFile, 'utf8'));
  }, 120_000);

  it('refuses every unsafe request that does not come from us', async () => {
    const unsafe = app.routes.filter((route) => route.method === 'POST');
    expect(unsafe.length).toBeGreaterThan(10);
    for (const route of unsafe) {
      for (const headers of [
        {},
        { origin: 'https://evil.example' },
        { origin: 'null', 'sec-fetch-site': 'cross-site' },
        { origin: 'http://localhost:3998' },
      ]) {
        const response = await app.server.inject({
          method: 'POST',
          url: addressOf(route),
          headers,
          payload: '',
        });
        expect([line(route), response.statusCode]).toEqual([line(route), 403]);
      }
    }
  });

  it('answers 405 to methods that a path does not have, and never 5xx', async () => {
    for (const path of new Set(app.routes.map(addressOf))) {
      const response = await app.server.inject({ method: 'DELETE', url: path });
      expect([path, response.statusCode]).toEqual([path, 405]);
    }
  });

  it('sends the security headers with every answer, errors included', async () => {
    for (const path of ['/connexion', '/nulle-part', '/accueil', '/healthz']) {
      const response = await app.server.inject({ url: path });
      expect(response.headers['content-security-policy']).toContain("default-src 'none'");
      expect(response.headers['x-content-type-options']).toBe('nosniff');
      expect(response.headers['cache-control']).toBe('no-store');
    }
  });
});
