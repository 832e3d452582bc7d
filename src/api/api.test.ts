import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenCompany,
  givenMembership,
  guide,
  inTheRegistry,
} from '../../tests/support/people';
import { sql } from '../platform/database';

const app = useApp();
const { siren, siret, otherSiret } = guide;
const hidden = { siren: '999000003', siret: '99900000300015' };
const declared = { siren: '999000037', siret: '99900003700013' };
const root = '/api/v1';

interface Document {
  readonly paths: Record<string, { get: { responses: Record<string, Response>; 'x-exemple': string } }>;
}
interface Response {
  readonly content?: Record<string, { readonly schema: { readonly $ref: string } }>;
  readonly headers?: Record<string, { readonly required?: boolean }>;
}

let document: Document;
let ajv: Ajv2020;

async function call(path: string, headers: Record<string, string> = {}, address = '127.0.0.1') {
  const {
    statusCode,
    body,
    headers: got,
  } = await app.server.inject({
    ...{ method: 'GET', url: `${root}${path}`, headers, remoteAddress: address },
  });
  return { status: statusCode, headers: got, body, data: body === '' ? null : JSON.parse(body) };
}

/** What does not agree between an answer and the published description. */
function faultsOf(path: string, { status, headers, data }: Awaited<ReturnType<typeof call>>): unknown[] {
  const [bare = ''] = path.split('?');
  const described = Object.keys(document.paths).find((one) =>
    new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare),
  );
  const response = document.paths[described ?? '']?.get.responses[status];
  if (!response) return [`${path} does not describe ${status}`];
  const type = String(headers['content-type']).split(';')[0] ?? '';
  const reference = response.content?.[type]?.schema.$ref;
  if (!reference) return [`${path} does not describe ${status} in ${type}`];
  const missing = Object.entries(response.headers ?? {}).filter(
    ([name, { required }]) => required && headers[name.toLowerCase()] === undefined,
  );
  const validate = ajv.getSchema(`document${reference}`);
  if (!validate) return [`${reference} is nowhere`];
  return validate(data) ? missing : (validate.errors ?? ['?']);
}

beforeAll(async () => {
  const { owner } = app.database;
  await givenCompany(owner, { siren, sirets: [siret, otherSiret] });
  await inTheRegistry(owner, [siren]);
  await sql`
    insert into sirene.unit (siren, name, usual_names, naf, active, diffusible, line)
    values (${hidden.siren}, null, '{}', '62.01Z', true, false, 0)`.execute(owner);
  await sql`
    insert into sirene.site (siret, sign, street, postal_code, town, head_office, active, diffusible, naf, line)
    values (${hidden.siret}, 'SECRETE', '1 RUE CACHEE', '90000', 'BELFORT', true, true, false, '62.01Z', 0)`.execute(
    owner,
  );
  await sql`
    update sirene.site set active = false, closed_on = '2026-10-31', town = 'DIJON', postal_code = '21000'
    where siret = ${otherSiret}`.execute(owner);
  await sql`
    insert into sirene.succession (siret, successor, since, head_office, continued, line)
    values (${otherSiret}, ${siret}, '2026-10-31', false, true, 0)`.execute(owner);
  await sql`
    insert into company (siren, name, state, declared, declared_at)
    values (${declared.siren}, 'DECLAREE', 'valid', '{}', now())`.execute(owner);
  await sql`
    insert into establishment (siret, siren, town, head_office, state, declared, declared_at)
    values (${declared.siret}, ${declared.siren}, 'LURE', true, 'valid', '{}', now())`.execute(owner);
  await sql`
    insert into establishment (siret, siren, town, head_office, state, declared, declared_at)
    values ('42421043300050', ${siren}, 'LURE', false, 'valid', '{}', now())`.execute(owner);
  await sql`select public.sirene_refresh_search(array[${siren}, ${declared.siren}])`.execute(owner);
  await sql`
    insert into registry_import (mode, fingerprint, step, started_at, ended_at)
    values ('stock', 'x', 'done', '2026-11-02T04:00:00Z', '2026-11-02T05:00:00Z')`.execute(owner);
  document = (await call('/openapi.json')).data;
  ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'document', ...document });
});

it('describes itself in valid OpenAPI', async () => {
  const validator = new Validator();
  expect(await validator.validate({ ...document })).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
  const broken = await new Validator().validate({ ...structuredClone(document), paths: { x: 1 } });
  expect(broken.valid).toBe(false);
});

const cases: readonly [path: string, status: number][] = [
  ['/entreprises?q=ge+support', 200],
  [`/entreprises?q=${siren}`, 200],
  [`/entreprises?q=${hidden.siren}`, 200],
  ['/entreprises?q=zzzzzzz', 200],
  [`/entreprises/${siren}`, 200],
  [`/entreprises/${hidden.siren}`, 200],
  [`/entreprises/${siren}/etablissements`, 200],
  [`/entreprises/${siren}/etablissements?page=9&ville=dijon`, 200],
  [`/entreprises/${hidden.siren}/etablissements`, 200],
  [`/etablissements/${siret}`, 200],
  [`/etablissements/${otherSiret}`, 200],
  [`/etablissements/${hidden.siret}`, 200],
  ['/entreprises', 400],
  ['/entreprises?q=a', 400],
  [`/entreprises?q=${'a'.repeat(201)}`, 400],
  ['/entreprises/123', 400],
  ['/entreprises/424210434', 400],
  [`/entreprises/${siren}/etablissements?page=0`, 400],
  [`/entreprises/${siren}/etablissements?page=x`, 400],
  [`/entreprises/${siren}/etablissements?ville=${'a'.repeat(101)}`, 400],
  ['/etablissements/42421043300018', 400],
  ['/entreprises/732829320', 404],
  ['/entreprises/732829320/etablissements', 404],
  ['/etablissements/73282932000074', 404],
];

describe('every answer is as described', () => {
  it.each(cases)('%s: %i', async (path, status) => {
    const answer = await call(path);
    expect(answer.status).toBe(status);
    expect(faultsOf(path, answer)).toEqual([]);
  });

  it('429 too, with the time to wait: the counter is that of the form', async () => {
    const address = '203.0.113.9';
    for (let one = 0; one < 300; one++)
      await app.get('/demande-de-compte/entreprises?q=x', { address, jar: new Map() });
    const answer = await call(`/entreprises/${siren}`, {}, address);
    expect(answer.status).toBe(429);
    expect(faultsOf(`/entreprises/${siren}`, answer)).toEqual([]);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.data.detail).toContain('Patientez');
  });

  it('and an answer that is not is seen', async () => {
    const answer = await call(`/entreprises/${siren}`);
    const faults = (changed: object) =>
      faultsOf(`/entreprises/${siren}`, { ...answer, data: { ...answer.data, ...changed } });
    expect(faults({ siren: 424210433 })).not.toEqual([]);
    expect(faults({ secret: 'x' })).not.toEqual([]);
    expect(faults({ actif: undefined })).not.toEqual([]);
  });

  it('and so is the example of each address', async () => {
    const examples = Object.values(document.paths).map(({ get }) => get['x-exemple'].slice(root.length));
    expect(examples).toHaveLength(4);
    for (const example of examples) expect([example, (await call(example)).status]).toEqual([example, 200]);
  });
});

describe('what is said', () => {
  it('of a company: the facts of the registry, and their source', async () => {
    const { data } = await call(`/entreprises/${siren}`);
    expect(data).toMatchObject({
      ...{ siren, denomination: 'GE SUPPORT FRANCE', actif: true, diffusible: true },
      siege: { siret, codePostal: '90000', commune: 'BELFORT', siege: true },
      source: 'Source : INSEE, répertoire Sirene, Licence Ouverte 2.0',
      miseAJour: '2026-11-02T05:00:00.000Z',
    });
  });

  it('of its sites: each with its successor, found by town or postal code', async () => {
    const { data } = await call(`/entreprises/${siren}/etablissements`);
    expect(data).toMatchObject({ page: 1, pages: 1, total: 2 });
    for (const ville of ['dijon', '21000']) {
      const found = await call(`/entreprises/${siren}/etablissements?ville=${ville}`);
      expect(found.data.etablissements).toMatchObject([
        { siret: otherSiret, actif: false, dateFermeture: '2026-10-31', successeur: siret },
      ]);
    }
  });

  it('of what is not diffusible: its number and its town', async () => {
    const company = (await call(`/entreprises/${hidden.siren}`)).data;
    expect(company).toMatchObject({ denomination: null, nafRev2: null, siege: { commune: 'BELFORT' } });
    for (const path of [
      `/entreprises/${hidden.siren}`,
      `/entreprises?q=${hidden.siren}`,
      `/entreprises/${hidden.siren}/etablissements?ville=belfort`,
      `/etablissements/${hidden.siret}`,
    ]) {
      const { body } = await call(path);
      expect(body).toContain('BELFORT');
      for (const secret of ['SECRETE', 'CACHEE', '62.01Z']) expect(body).not.toContain(secret);
    }
  });

  it('of what people declared: nothing', async () => {
    expect((await call(`/entreprises/${declared.siren}`)).status).toBe(404);
    expect((await call(`/etablissements/${declared.siret}`)).status).toBe(404);
    expect((await call('/etablissements/42421043300050')).status).toBe(404);
    for (const q of ['declaree', declared.siren, declared.siret])
      expect((await call(`/entreprises?q=${q}`)).data.resultats).toEqual([]);
    expect((await call(`/entreprises/${siren}/etablissements`)).body).not.toContain('LURE');
  });

  it('of a fault: which parameter, and what to do', async () => {
    const { data, headers } = await call('/entreprises/424210434');
    expect(data).toMatchObject({ type: '/api#wrong-parameter', title: 'Bad Request', status: 400 });
    expect(data.detail).toBe(
      'Le paramètre « siren » ne convient pas. Ce SIREN contient une erreur (sa clé de contrôle est fausse) : vérifiez chaque chiffre.',
    );
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('of an address or a method that is not there: a problem too', async () => {
    expect((await call('/nulle-part')).data).toMatchObject({ status: 404 });
    expect(ajv.getSchema('document#/components/schemas/Probleme')?.((await call('/nulle-part')).data)).toBe(
      true,
    );
    const { statusCode, json } = await app.server.inject({ method: 'POST', url: `${root}/entreprises` });
    expect([statusCode, json().status]).toEqual([405, 405]);
  });
});

describe('to keep', () => {
  it('says since when, and answers 304 to who has it', async () => {
    const first = await call(`/entreprises/${siren}`);
    expect(first.headers).toMatchObject({
      'cache-control': 'public, max-age=3600',
      'last-modified': 'Mon, 02 Nov 2026 05:00:00 GMT',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const again = await call(`/entreprises/${siren}`, { 'if-none-match': `"x", ${first.headers.etag}` });
    expect([again.status, again.body]).toEqual([304, '']);
    await sql`update sirene.unit set acronym = 'GSF' where siren = ${siren}`.execute(app.database.owner);
    const changed = await call(`/entreprises/${siren}`, { 'if-none-match': String(first.headers.etag) });
    expect([changed.status, changed.data.sigle]).toEqual([200, 'GSF']);
  });

  it('never keeps a refusal', async () => {
    expect((await call('/entreprises/732829320')).headers['cache-control']).toBe('no-store');
  });

  it('reads no cookie and sets none: the caller is nobody', async () => {
    const accountId = await givenAccount(app.database.owner, { email: 'api@exemple.example' });
    await givenMembership(app.database.owner, { accountId, siren, siret });
    const session = await app.sessionOf(accountId);
    const seen = () =>
      sql<{ at: Date }>`select max(session.last_seen_at) as at from session`.execute(app.database.owner);
    const before = (await seen()).rows[0]?.at;
    app.clock.advance(10 * 60_000);
    const answer = await call(`/entreprises/${siren}`, { cookie: `mc2i=${session}` });
    expect([answer.status, answer.headers['set-cookie']]).toEqual([200, undefined]);
    expect((await seen()).rows[0]?.at).toEqual(before);
  });
});

it('its page says each address, with an example that one can follow', async () => {
  const { status, body } = await app.get('/api');
  expect(status).toBe(200);
  for (const [path, { get }] of Object.entries(document.paths)) {
    expect(body).toContain(`GET ${root}${path}`);
    expect(body).toContain(`href="${get['x-exemple'].replaceAll('&', '&amp;')}"`);
  }
  for (const code of ['wrong-parameter', 'not-found', 'too-many-tries'])
    expect(body).toContain(`id="${code}"`);
});
