import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { sql } from '../../platform/database';
import { maxDocumentBytes } from '../proof/keep';

const app = useApp({ demo: true });
const page = '/demande-de-compte/mon-entreprise/nouvelle-entreprise';
const folder = join(app.dataDir, 'documents');
const pdf = Buffer.from('%PDF-1.7\nx\nstartxref\n9\n%%EOF\n');

beforeEach(async () => {
  app.cookies.clear();
  await sql`truncate access_request_draft, stored_file, throttle cascade`.execute(app.database.owner);
  rmSync(folder, { recursive: true, force: true });
});

/** Posts the page as a browser does, with its file. */
async function post(form: Record<string, string>, file: { name: string; content: Buffer }) {
  const data = new FormData();
  for (const [name, value] of Object.entries(form)) data.set(name, value);
  data.set('justificatif', new Blob([Uint8Array.from(file.content)]), file.name);
  const request = new Request(`${app.origin}${page}`, { method: 'POST', body: data });
  const response = await app.server.inject({
    method: 'POST',
    url: page,
    cookies: Object.fromEntries(app.cookies),
    headers: { origin: app.origin, 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  for (const { name, value } of response.cookies) app.cookies.set(name, value);
  return { status: response.statusCode, body: response.body.replace(/[\u00a0\u202f]/g, ' ') };
}
const stored = () => (existsSync(folder) ? readdirSync(folder) : []);

describe('the proof document', () => {
  it('is kept with what was typed, shown, replaced, and taken off', async () => {
    const kept = await post(
      { name: 'Tournage', aller: 'enregistrer' },
      { name: 'kbis été.pdf', content: pdf },
    );
    expect(kept.status).toBe(422);
    expect(kept.body).toContain('value="Tournage"');
    expect(kept.body).toContain('kbis été.pdf');
    expect(kept.body).toContain('non analysé');
    expect(kept.body).toContain('Supprimer kbis été.pdf');
    const moved = await post({ aller: 'mes-informations' }, { name: 'autre.pdf', content: pdf });
    expect(moved.status).toBe(303);
    expect((await app.get(page)).body).toContain('autre.pdf');
    await app.runJobs();
    expect(stored()).toHaveLength(1);
    await app.post(page, { aller: 'supprimer-document' });
    expect((await app.get(page)).body).not.toContain('autre.pdf');
    await app.runJobs();
    expect(stored()).toEqual([]);
  });

  it('is said refused before going anywhere, the rest being kept', async () => {
    const html = { name: 'kbis.pdf', content: Buffer.from('<!doctype html><p>bonjour') };
    const refused = await post({ name: 'Tournage', aller: 'mes-informations' }, html);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('href="#justificatif"');
    expect(refused.body).toContain('n’est pas un PDF, un JPEG ou un PNG');
    expect((await app.get(page)).body).toContain('value="Tournage"');
    expect(stored()).toEqual([]);
  });

  it('is 10 MB at most', async () => {
    const padded = (size: number) =>
      Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9 - 19, 32)]);
    const end = Buffer.from('startxref\n 9\n%%EOF\n');
    const whole = Buffer.concat([padded(maxDocumentBytes), end]);
    expect(whole).toHaveLength(maxDocumentBytes);
    const kept = await post({ aller: 'mes-informations' }, { name: 'kbis.pdf', content: whole });
    expect(kept.status).toBe(303);
    const over = Buffer.concat([padded(maxDocumentBytes + 1), end]);
    const refused = await post({ aller: 'mes-informations' }, { name: 'lourd.pdf', content: over });
    expect(refused.body).toContain('Ce fichier dépasse 10 Mo');
    expect((await app.get(page)).body).toContain('kbis.pdf');
    expect(stored()).toHaveLength(1);
  });

  it('leaves nothing when the page is cancelled', async () => {
    expect((await post({ aller: 'annuler' }, { name: 'kbis.pdf', content: pdf })).status).toBe(303);
    expect(stored()).toEqual([]);
  });

  const jump = async (points: number, keyLike: string) =>
    sql`update throttle set points = ${points} where key like ${`${keyLike}:%`}`.execute(app.database.owner);
  const small = { name: 'kbis.pdf', content: pdf };

  it('is sent thirty times a day from a draft: the next is refused, what is there stays', async () => {
    for (let sent = 0; sent < 30; sent++) {
      expect((await post({ aller: 'mes-informations' }, { name: `${sent}.pdf`, content: pdf })).status).toBe(
        303,
      );
    }
    await app.runJobs();
    const [kept] = stored();
    const refused = await post({ name: 'Tournage', aller: 'mes-informations' }, small);
    expect(refused.status).toBe(429);
    expect(refused.body).toContain('Trop de fichiers ont été envoyés depuis votre connexion');
    expect(refused.body).toContain('29.pdf');
    expect((await app.get(page)).body).toContain('value="Tournage"');
    expect(stored()).toEqual([kept]);
  });

  it.each([
    ['two hundred documents', 'request-documents', 200],
    ['500 MB', 'request-documents-kilobytes', 500 * 1024],
  ])(
    'is refused to an address that has sent %s in a day, whatever the draft',
    async (_what, counter, most) => {
      expect((await post({ aller: 'mes-informations' }, small)).status).toBe(303);
      await jump(most - 1, counter);
      expect((await post({ aller: 'mes-informations' }, small)).status).toBe(303);
      app.cookies.clear();
      expect((await post({ aller: 'mes-informations' }, small)).status).toBe(429);
      await app.runJobs();
      expect(stored()).toHaveLength(1);
    },
  );
});
