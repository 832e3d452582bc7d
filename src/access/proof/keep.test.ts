import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { sql, type Transaction } from '../../platform/database';
import { diskStore } from '../../platform/files';
import type { Upload } from '../../platform/http';
import {
  createDraft,
  documentOf,
  dropDocument,
  findDraft,
  replaceDocument,
  sweepDrafts,
} from '../request-form/draft-store';
import { cleanName, keepDocument } from './keep';

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), 'mc2i-documents-'));
const files = diskStore(folder);
const demonstration = { files, scanning: false, demonstration: true };
const now = new Date('2026-11-23T09:00:00Z');
const later = new Date('2026-12-01T09:00:00Z');
let draftId = '';

beforeEach(async () => {
  await sql`truncate access_request_draft, stored_file cascade`.execute(database.owner);
  rmSync(folder, { recursive: true, force: true });
  const draft = await findDraft(database.app, await createDraft(database.app, now), now);
  draftId = draft?.id ?? '';
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pdf = (inside = 'x') => Buffer.from(`%PDF-1.7\n${inside}\nstartxref\n9\n%%EOF\n`);
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** A JPEG's own words: 1 pixel unless told, its compressed data holding an escaped FF and a restart mark. */
const jpegOf = (width = 1, height = 1) => {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from('ffc0000b08', 'hex'),
    size,
    Buffer.from('01012200', 'hex'),
    Buffer.from('ffffda0008010100003f00', 'hex'),
    Buffer.from('1234ff00ffd05678', 'hex'),
    Buffer.from('ffd9', 'hex'),
  ]);
};
const jpeg = jpegOf();
/** A thumbnail inside a segment: its end mark is not the picture's. */
const thumbnail = Buffer.concat([Buffer.from('ffd8ffe10004ffd9', 'hex'), jpeg.subarray(2)]);
const huge = (width: number, height: number) => {
  const content = Buffer.from(png);
  content.writeUInt32BE(width, 16);
  content.writeUInt32BE(height, 20);
  return content;
};
const program = Buffer.concat([Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), Buffer.alloc(200)]);
const html = Buffer.from('<!doctype html><script>alert(1)</script>');
const zip = Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), Buffer.alloc(60)]);

async function upload(name: string, content: Buffer, tooLarge = false): Promise<Upload> {
  const put = await files.put(Readable.from([content]));
  return { name, put, head: content.subarray(0, 4100), tooLarge };
}
const keep = async (name: string, content: Buffer, rules = demonstration) =>
  keepDocument(database.app, rules, file(), await upload(name, content), now, joined);
const file = () => ({ id: draftId, without: 'recommencez plus tard' });
const joined = (tx: Transaction, id: string) => replaceDocument(tx, draftId, id);
const stored = () => readdirSync(folder);
const queued = async () => {
  const { rows } = await sql<{ name: string }>`
    select job.task_identifier as name from graphile_worker.jobs as job order by job.id`.execute(
    database.app,
  );
  return rows.map((row) => row.name);
};

describe('a proof document', () => {
  it.each([
    ['kbis.pdf', pdf(), 'application/pdf'],
    ['photo.jpeg', jpeg, 'image/jpeg'],
    ['photo.jpg', Buffer.concat([thumbnail, jpeg]), 'image/jpeg'],
    ['plan.png', huge(10_000, 5000), 'image/png'],
    ['scan.png', png, 'image/png'],
    ['scan.txt', png, 'image/png'],
  ])('is kept by its content: %s', async (name, content, mediaType) => {
    expect(await keep(name, content)).toBeNull();
    const { rows } = await sql<{ type: string; scan: string; sha256: Buffer; size: number }>`
      select file.media_type as type, file.scan, file.sha256, file.size_bytes as size
      from stored_file as file`.execute(database.app);
    const sha256 = createHash('sha256').update(content).digest();
    expect(rows).toEqual([{ type: mediaType, scan: 'not_scanned', sha256, size: content.length }]);
    expect(stored()).toHaveLength(1);
  });

  it.each([
    ['HTML renamed .pdf', 'kbis.pdf', html, /pas un PDF, un JPEG ou un PNG, quel que soit son nom/],
    ['HTML under two extensions', 'kbis.pdf.html', html, /pas un PDF, un JPEG ou un PNG/],
    ['SVG renamed .png', 'logo.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /pas un PDF/],
    ['ZIP renamed .pdf', 'kbis.pdf', zip, /pas un PDF, un JPEG ou un PNG : son contenu est au format ZIP/],
    ['program under two extensions', 'kbis.pdf.exe', program, /son contenu est au format EXE/],
    ['program renamed .pdf', 'kbis.exe.pdf', program, /son contenu est au format EXE/],
    ['text', 'kbis.pdf', Buffer.from('bonjour'), /pas un PDF, un JPEG ou un PNG/],
    ['PDF after other bytes', 'kbis.pdf', Buffer.concat([Buffer.from('junk\n'), pdf()]), /PDF est incomplet/],
    ['PDF after a byte order mark', 'a.pdf', Buffer.from(`\ufeff${pdf()}`), /PDF est incomplet ou abîmé/],
    ['PDF cut before its end', 'kbis.pdf', Buffer.from('%PDF-1.7\nbeginning'), /PDF est incomplet ou abîmé/],
    ['PDF header alone', 'kbis.pdf', Buffer.from('%PDF-'), /PDF est incomplet ou abîmé/],
    ['JPEG cut in its data', 'photo.jpg', jpeg.subarray(0, -2), /image est incomplète ou abîmée/],
    ['JPEG cut in its segments', 'photo.jpg', jpeg.subarray(0, 25), /image est incomplète ou abîmée/],
    ['JPEG cut, its thumbnail whole', 'photo.jpg', thumbnail.subarray(0, -4), /image est incomplète/],
    ['JPEG of no height', 'photo.jpg', jpegOf(60, 0), /image est incomplète ou abîmée/],
    ['JPEG too large to open', 'photo.jpg', jpegOf(60_000, 60_000), /60000 × 60000 pixels.*50 millions/],
    ['PNG cut', 'scan.png', png.subarray(0, -12), /image est incomplète ou abîmée/],
    ['PNG cut in its header', 'scan.png', png.subarray(0, 20), /image est incomplète|pas un PDF/],
    ['PNG too large to open', 'scan.png', huge(60_000, 60_000), /60000 × 60000 pixels.*50 millions/],
    ['PNG a little too large', 'scan.png', huge(10_000, 5001), /10000 × 5001 pixels/],
  ])('is refused and leaves the store: %s', async (_what, name, content, sentence) => {
    expect(await keep(name, content)).toMatch(sentence);
    expect(stored()).toEqual([]);
    expect(await documentOf(database.app, draftId)).toBeNull();
  });

  it('stays when the one to take its place is refused', async () => {
    await keep('un.pdf', pdf());
    for (const content of [html, jpeg.subarray(0, -2), huge(60_000, 60_000)]) {
      expect(await keep('deux.pdf', content)).not.toBeNull();
    }
    expect(await documentOf(database.app, draftId)).toMatchObject({ name: 'un.pdf' });
    expect(stored()).toHaveLength(1);
  });

  it('is refused over 10 MB', async () => {
    const cut = await upload('kbis.pdf', pdf(), true);
    expect(await keepDocument(database.app, demonstration, file(), cut, now, joined)).toMatch(
      /dépasse 10 Mo/,
    );
    expect(stored()).toEqual([]);
  });

  it('is refused where nothing scans it, the demonstration excepted', async () => {
    const refusal = await keep('kbis.pdf', pdf(), { files, scanning: false, demonstration: false });
    expect(refusal).toMatch(/ne peuvent pas être reçus/);
    expect(stored()).toEqual([]);
  });

  it('waits for its scan where there is a scanner', async () => {
    expect(await keep('kbis.pdf', pdf(), { files, scanning: true, demonstration: false })).toBeNull();
    expect(await documentOf(database.app, draftId)).toMatchObject({ scan: 'waiting', name: 'kbis.pdf' });
    expect(await queued()).toContain('scan-document');
  });

  it('takes the place of the former, whose file goes', async () => {
    await keep('un.pdf', pdf('1'));
    await keep('deux.pdf', pdf('2'));
    expect(await documentOf(database.app, draftId)).toMatchObject({ name: 'deux.pdf' });
    const { rows } = await sql`select 1 from stored_file`.execute(database.app);
    expect(rows).toHaveLength(1);
    expect(await queued()).toContain('access.remove-document');
  });

  it('goes when it is taken off', async () => {
    await keep('un.pdf', pdf());
    await dropDocument(database.app, draftId);
    expect(await documentOf(database.app, draftId)).toBeNull();
    expect(await queued()).toContain('access.remove-document');
  });

  it('goes with its draft when seven days have passed', async () => {
    await keep('un.pdf', pdf());
    const before = (await queued()).length;
    await sweepDrafts(database.app, now);
    expect(await queued()).toHaveLength(before);
    await sweepDrafts(database.app, later);
    expect((await queued()).slice(before)).toEqual(['access.remove-document']);
    const { rows } =
      await sql`select 1 from access_request_draft union all select 1 from stored_file`.execute(database.app);
    expect(rows).toEqual([]);
  });

  it('stays with the request it was sent with', async () => {
    await keep('un.pdf', pdf());
    const document = await documentOf(database.app, draftId);
    await sql`
      insert into access_request (id, state, email, civility, last_name, first_name, job_title, phone, siren, siret,
        role, document_id, sent_at)
      values (gen_random_uuid(), 'to_confirm', 'i@exemple.fr', 'MME', 'D', 'I', 'RH', '+33600000000', '999000037',
        '99900003700013', 'viewer', ${document?.id}, ${now})`.execute(database.app);
    await sql`update access_request_draft set sent_request_id = gen_random_uuid()`.execute(database.app);
    await sweepDrafts(database.app, later);
    const { rows } = await sql`select 1 from stored_file`.execute(database.app);
    expect(rows).toHaveLength(1);
  });
});

describe('the name of a document', () => {
  it.each([
    ['Kbis été.PDF', 'Kbis été.pdf'],
    ['C:\\fakepath\\kbis.pdf', 'kbis.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['facture\u202efdp.exe', 'facturefdp.exe.pdf'],
    ['kbis.pdf.html', 'kbis.pdf.html.pdf'],
    ['a\0b\r\n".pdf', 'ab.pdf'],
    ['.pdf', 'pdf.pdf'],
    ['', 'document.pdf'],
    [`${'é'.repeat(300)}.pdf`, `${'é'.repeat(120)}.pdf`],
  ])('%j is shown %j', (name, shown) => {
    expect(cleanName(name, 'application/pdf')).toBe(shown);
  });
});
