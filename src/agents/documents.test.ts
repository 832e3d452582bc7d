import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAgent, givenCompany, guide, sendAndConfirm } from '../../tests/support/people';
import { sql } from '../platform/database';
import { diskStore } from '../platform/files';

const app = useApp();
const demonstration = useApp({ demo: true });

/** A request with a document in the state given; the document's id. */
async function givenDocument(of: ReturnType<typeof useApp>, scan: string, email: string): Promise<string> {
  const requestId = await sendAndConfirm(of, { email });
  const put = await diskStore(join(of.dataDir, 'documents')).put(
    Readable.from([Buffer.from('%PDF-1.4 preuve')]),
  );
  const { rows } = await sql<{ id: string }>`
    insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
    values (${put.storageKey}, 'Kbis société "é".pdf', 'application/pdf', ${put.sizeBytes}, ${put.sha256}, ${scan},
      ${of.clock.now()})
    returning stored_file.id`.execute(of.database.owner);
  const id = rows[0]?.id ?? '';
  await sql`update access_request set document_id = ${id} where id = ${requestId}`.execute(of.database.owner);
  return id;
}

const sessions = new Map<ReturnType<typeof useApp>, string>();
const open = (of: ReturnType<typeof useApp>, id: string) =>
  of.get(`/agents/documents/${id}`, { session: sessions.get(of) ?? '' });

beforeAll(async () => {
  for (const one of [app, demonstration]) {
    await givenCompany(one.database.owner, { siren: guide.siren, sirets: [guide.siret] });
    const agentId = await givenAgent(one.database.owner, 'sophie@opco.example', 'account_manager');
    sessions.set(one, await one.sessionOf(agentId));
  }
});

it('is downloaded once clean, never shown in the page, and the access log says who', async () => {
  const id = await givenDocument(app, 'clean', 'un@demande.example');
  const answer = await open(app, id);
  expect(answer.status).toBe(200);
  expect(answer.body).toBe('%PDF-1.4 preuve');
  expect(answer.headers['content-disposition']).toMatch(
    /^attachment; filename="[^"]*\.pdf"; filename\*=UTF-8''/,
  );
  expect(answer.headers['content-type']).toBe('application/pdf');
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  const { rows } = await sql<{ action: string; actorId: string | null }>`
    select action, actor_id as "actorId" from access_log_entry where subject_id = ${id}`.execute(
    app.database.owner,
  );
  expect(rows.map(({ action }) => action)).toEqual(['downloaded-document']);
  expect(rows[0]?.actorId).not.toBeNull();
});

it('stays closed while it waits, and for ever when infected', async () => {
  const waiting = await open(app, await givenDocument(app, 'waiting', 'deux@demande.example'));
  expect(waiting.status).toBe(409);
  expect(waiting.body).toContain('en cours de contrôle');
  const infected = await open(app, await givenDocument(app, 'infected', 'trois@demande.example'));
  expect(infected.status).toBe(403);
  expect(infected.body).toContain('ne peut pas être ouvert');
  for (const { body } of [waiting, infected]) expect(body).not.toContain('preuve');
});

it('opens a document that nobody scanned in the demonstration only', async () => {
  expect((await open(app, await givenDocument(app, 'not_scanned', 'quatre@demande.example'))).status).toBe(
    409,
  );
  const id = await givenDocument(demonstration, 'not_scanned', 'quatre@demande.example');
  expect((await open(demonstration, id)).status).toBe(200);
});

it('is not found when no request holds it', async () => {
  const id = await givenDocument(app, 'clean', 'cinq@demande.example');
  await sql`update access_request set document_id = null where document_id = ${id}`.execute(
    app.database.owner,
  );
  expect((await open(app, id)).status).toBe(404);
  expect((await open(app, 'autre-chose')).status).toBe(404);
});

it('is for the agents in charge of accounts alone', async () => {
  const id = await givenDocument(app, 'clean', 'six@demande.example');
  const supervisor = await givenAgent(app.database.owner, 'marc@opco.example', 'supervisor');
  const answer = await app.get(`/agents/documents/${id}`, { session: await app.sessionOf(supervisor) });
  expect(answer.status).toBe(403);
});

it('keeps the ending of a long name for every browser', async () => {
  const id = await givenDocument(app, 'clean', 'sept@demande.example');
  await sql`update stored_file set name = ${`${'a'.repeat(150)}.pdf`} where id = ${id}`.execute(
    app.database.owner,
  );
  const { headers } = await open(app, id);
  expect(headers['content-disposition']).toMatch(/^attachment; filename="a{1,100}\.pdf"; /);
});
