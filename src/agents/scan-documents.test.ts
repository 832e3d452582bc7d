import { createServer, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database';
import { kernelOn } from '../../tests/support/kernel';
import { historyOf } from '../journal';
import { sql } from '../platform/database';
import type { FileStore } from '../platform/files';
import { askClamd } from './clamd';
import { rescanChore, scanDocumentJob } from './scan-documents';

const database = useDatabase();
const now = new Date('2026-11-18T10:00:00Z');
const kernel = kernelOn(database.app, () => now);

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Speaks clamd's side of INSTREAM: gives the whole content to `answer` and sends back what it says. */
async function fakeClamd(answer: (content: Buffer) => string): Promise<string> {
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const content = contentOf(received);
      if (content) socket.end(`${answer(content)}\0`);
    });
    socket.on('error', () => {});
  });
  return listen(server);
}

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `tcp://127.0.0.1:${address.port}`;
}

/** The chunks once the empty one has come; null before. Throws when the command is not clamd's. */
function contentOf(received: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (received.length < command.length) return null;
  expect(received.subarray(0, command.length).toString()).toBe(command);
  const chunks: Buffer[] = [];
  let at = command.length;
  while (received.length >= at + 4) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    if (received.length < at + 4 + length) return null;
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

const holdsVirus = (content: Buffer) =>
  content.includes('VIRUS') ? 'stream: Eicar-Test FOUND' : 'stream: OK';

function memoryStore(content: Buffer): FileStore {
  return {
    put: () => Promise.reject(new Error('not used')),
    read: () => Readable.from([content]),
    remove: () => Promise.resolve(),
    async *storedBefore() {},
    has: () => Promise.resolve(true),
    countUnfinished: () => Promise.resolve(0),
  };
}

async function storeDocument(scan = 'waiting', storedAt = now) {
  const { rows } = await sql<{ id: string }>`
    insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
    values (gen_random_uuid()::text, 'kbis.pdf', 'application/pdf', 4, '\\x00', ${scan}, ${storedAt})
    returning id`.execute(database.app);
  return rows[0]?.id ?? '';
}

async function scanOf(id: string) {
  const { rows } = await sql<{ scan: string }>`
    select file.scan from stored_file as file where file.id = ${id}`.execute(database.app);
  return rows[0]?.scan;
}

it('sends the file whole, in chunks, and reads the verdict', async () => {
  const content = Buffer.alloc(3_000_000, 'a');
  let received = 0;
  const clamdUrl = await fakeClamd((all) => {
    received = all.length;
    return holdsVirus(all);
  });
  expect(await askClamd(clamdUrl, Readable.from([content.subarray(0, 10), content.subarray(10)]))).toBe(
    'clean',
  );
  expect(received).toBe(3_000_000);
  expect(await askClamd(clamdUrl, Readable.from([Buffer.from('a VIRUS')]))).toBe('infected');
});

it('never calls a file clean without clamd saying so', async () => {
  const file = () => Readable.from([Buffer.from('text')]);
  const tooBig = await fakeClamd(() => 'INSTREAM size limit exceeded. ERROR');
  await expect(askClamd(tooBig, file())).rejects.toThrow('size limit');
  const slow = await fakeClamd(() => 'COMMAND READ TIMED OUT');
  await expect(askClamd(slow, file())).rejects.toThrow('no verdict');
  const hangsUp = await listen(createServer((socket: Socket) => socket.destroy()));
  await expect(askClamd(hangsUp, file())).rejects.toThrow();
  const server = createServer();
  const closed = await listen(server);
  await new Promise((done) => server.close(done));
  await expect(askClamd(closed, file())).rejects.toThrow('ECONNREFUSED');
});

it('reads of the file that cannot be done are failures, not verdicts', async () => {
  const clamdUrl = await fakeClamd(holdsVirus);
  const broken = new Readable({ read: () => broken.destroy(new Error('disk gone')) });
  await expect(askClamd(clamdUrl, broken)).rejects.toThrow('disk gone');
});

it('turns waiting documents into clean or infected ones, with their history', async () => {
  const clamdUrl = await fakeClamd(holdsVirus);
  const good = await storeDocument();
  await scanDocumentJob({ clamdUrl, files: memoryStore(Buffer.from('%PDF')) }).run(kernel, {
    documentId: good,
  });
  expect(await scanOf(good)).toBe('clean');
  const bad = await storeDocument();
  await scanDocumentJob({ clamdUrl, files: memoryStore(Buffer.from('VIRUS')) }).run(kernel, {
    documentId: bad,
  });
  expect(await scanOf(bad)).toBe('infected');
  const [line] = await historyOf(database.app, 'document', bad);
  expect(line?.action).toBe('agents.document-found-infected');
  expect(line?.actorKind).toBe('system');
});

it('scans a document once, and leaves it waiting while clamd is away', async () => {
  const away = scanDocumentJob({ clamdUrl: 'tcp://127.0.0.1:1', files: memoryStore(Buffer.from('x')) });
  const waiting = await storeDocument();
  await expect(away.run(kernel, { documentId: waiting })).rejects.toThrow();
  expect(await scanOf(waiting)).toBe('waiting');
  const infected = await storeDocument('infected');
  await away.run(kernel, { documentId: infected });
  expect(await scanOf(infected)).toBe('infected');
});

it('queues again what has waited too long, and only that', async () => {
  await sql`delete from stored_file`.execute(database.app);
  await sql`delete from graphile_worker._private_jobs`.execute(database.app);
  const old = await storeDocument('waiting', new Date('2026-11-18T09:40:00Z'));
  await storeDocument('waiting', new Date('2026-11-18T09:55:00Z'));
  await storeDocument('clean', new Date('2026-11-18T09:40:00Z'));
  const scan = scanDocumentJob({ clamdUrl: 'tcp://127.0.0.1:1', files: memoryStore(Buffer.from('x')) });
  await rescanChore(scan).run(kernel);
  await rescanChore(scan).run(kernel);
  const { rows } = await sql<{ payload: unknown }>`
    select job.payload from graphile_worker._private_jobs as job`.execute(database.app);
  expect(rows).toEqual([{ payload: { documentId: old } }]);
});
