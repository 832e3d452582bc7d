import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAccount, givenAgent } from '../../tests/support/people';
import { historyOf } from '../journal';
import { hours, minutes } from '../platform/clock';
import { inTransaction, sql } from '../platform/database';
import { checkFilesChore, diskStore } from '../platform/files';
import { PermanentMailError, queueMail, sendMailJob } from '../platform/mail';
import { countNeedingHands } from '../platform/repairs';
import { jobInWords } from './job-words';
import { scanDocumentJob } from './scan-documents';

const app = useApp();
const path = '/agents/envois-et-traitements';
let agent: string;
let supervisor: string;

const open = async (query = '', accountId = agent) =>
  app.get(`${path}${query}`, { session: await app.sessionOf(accountId) });
const press = async (form: Record<string, string>, accountId = agent) =>
  app.post(path, form, { session: await app.sessionOf(accountId) });
const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const needing = () => countNeedingHands(app.database.app, app.clock.now());

beforeAll(async () => {
  agent = await givenAgent(app.database.owner, 'sophie@opco.example', 'account_manager');
  supervisor = await givenAgent(app.database.owner, 'marc@opco.example', 'supervisor');
});
beforeEach(async () => {
  await sql`delete from outgoing_mail`.execute(app.database.owner);
  await sql`delete from stored_file`.execute(app.database.owner);
  await sql`delete from graphile_worker._private_jobs`.execute(app.database.app);
});

async function givenMail(to: string): Promise<string> {
  const mail = { kind: 'test', to, subject: 'Activez votre compte', html: '<p>SECRET</p>', text: 'SECRET' };
  await inTransaction(app.database.app, (tx) => queueMail(tx, mail, app.clock.now()));
  const { rows } = await sql<{ id: string }>`
    select id from outgoing_mail where recipient = ${to}`.execute(app.database.owner);
  return rows[0]?.id ?? '';
}

async function givenRefused(to: string): Promise<string> {
  const mailId = await givenMail(to);
  await sendMailJob(() => Promise.reject(new PermanentMailError('550 no such user'))).run(app.kernel, {
    mailId,
  });
  return mailId;
}

async function givenFailedJob(): Promise<string> {
  await sql`select graphile_worker.add_job('accounts.recover', payload => '{"email": "nul@part.example"}')`.execute(
    app.database.app,
  );
  const { rows } = await sql<{ id: string }>`
    update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'server gone' || chr(10) || 'stack'
    where attempts = 0 returning id::text as id`.execute(app.database.app);
  return rows[0]?.id ?? '';
}

describe('the page', () => {
  it('says so when all is well', async () => {
    const { status, body } = await open();
    expect(status).toBe(200);
    expect(body).toContain('Tout va bien');
    expect(body).not.toContain('<table');
    expect(await needing()).toBe(0);
  });

  it('shows a refused mail without its body, to those who repair alone', async () => {
    await givenRefused('partie@ge.example');
    const shown = textOf((await open()).body);
    for (const words of [
      'Activez votre compte',
      'partie',
      '@ge.example',
      '550 no such user',
      'Emails en quarantaine',
    ])
      expect(shown).toContain(words);
    expect(shown).not.toMatch(/SECRET|Tout va bien/);
    expect((await open('', supervisor)).status).toBe(200);
    const officer = await givenAgent(app.database.owner, 'ines@opco.example', 'case_officer');
    const person = await givenAccount(app.database.owner, { email: 'hugo@guide.example' });
    expect([(await open('', officer)).status, (await open('', person)).status]).toEqual([403, 404]);
    expect(await needing()).toBe(1);
    const home = await app.get('/accueil', { session: await app.sessionOf(agent) });
    expect(textOf(home.body)).toContain('1 envoi ou traitement à reprendre');
    const theirs = await app.get('/accueil', { session: await app.sessionOf(officer) });
    expect(theirs.body).not.toContain('à reprendre');
  });

  it('shows a late mail with its attempts and its next try', async () => {
    const mailId = await givenMail('lente@ge.example');
    const deferred = sendMailJob(() => Promise.reject(new Error('452 mailbox full')));
    await expect(deferred.run(app.kernel, { mailId })).rejects.toThrow();
    expect((await open()).body).not.toContain('lente');
    app.clock.advance(minutes(6));
    const shown = textOf((await open()).body);
    expect(shown).toMatch(/Emails en retard.*452 mailbox full/);
    expect(shown).toMatch(/ 1 Prochain le /);
  });

  it('finds the mails of a person, and the access log says who looked', async () => {
    await givenRefused('claire@ge.example');
    await givenMail('autre@ge.example');
    const { body } = await open('?adresse=%20Claire%40ge.example');
    expect(textOf(body)).toMatch(
      /Les derniers emails écrits à claire@ge\.example.*Activez votre compte.*Refusé/,
    );
    expect(body).not.toContain('autre@ge');
    expect(textOf((await open('?adresse=personne@ge.example')).body)).toContain('été écrit à cette adresse');
    const { rows } = await sql<{ subject: string }>`
      select subject_id as subject from access_log_entry where action = 'read-mail-log' order by id`.execute(
      app.database.owner,
    );
    expect(rows.map(({ subject }) => subject)).toEqual(['claire@ge.example', 'personne@ge.example']);
  });
});

describe('a refused mail', () => {
  it('is sent again once by ten presses, with its history', async () => {
    const id = await givenRefused('partie@ge.example');
    const pressed = await Promise.all(Array.from({ length: 10 }, () => press({ renvoyer: id })));
    const places = pressed.map(({ location }) => location);
    expect(places.filter((place) => place === `${path}?fait=renvoyer`)).toHaveLength(1);
    expect(places.filter((place) => place === `${path}?fait=deja`)).toHaveLength(9);
    await app.runJobs();
    const { rows } = await sql`select from outgoing_mail where state = 'kept'`.execute(app.database.owner);
    expect(rows).toHaveLength(1);
    const history = await historyOf(app.database.app, 'mail', id);
    expect(history.map(({ action, actorId }) => [action, actorId])).toEqual([['agents.mail-resent', agent]]);
    expect((await open('?fait=renvoyer')).body).toContain('repart');
    expect((await open('?fait=deja')).body).toContain('déjà fait');
  });

  it('is given up once, by a supervisor too', async () => {
    const id = await givenRefused('partie@ge.example');
    expect((await press({ 'abandonner-email': id }, supervisor)).location).toBe(
      `${path}?fait=abandonner-email`,
    );
    expect((await press({ 'abandonner-email': id })).location).toBe(`${path}?fait=deja`);
    expect((await press({ renvoyer: id })).location).toBe(`${path}?fait=deja`);
    expect((await open()).body).toContain('Tout va bien');
  });

  it('is not found by a made-up number', async () => {
    expect((await press({ renvoyer: crypto.randomUUID() })).location).toBe(`${path}?fait=deja`);
    expect((await press({ renvoyer: "1' or 1=1" })).status).toBe(400);
    expect((await press({})).location).toBe(path);
  });
});

describe('a job', () => {
  it('that failed for good is named in French, and is started again once', async () => {
    const id = await givenFailedJob();
    const shown = textOf((await open()).body);
    expect(shown).toContain('Mot de passe oublié : email à la personne');
    expect(shown).toContain('server gone');
    expect(shown).not.toContain('stack');
    const pressed = await Promise.all(Array.from({ length: 5 }, () => press({ relancer: id })));
    expect(pressed.filter(({ location }) => location === `${path}?fait=relancer`)).toHaveLength(1);
    await app.runJobs();
    expect((await open()).body).toContain('Tout va bien');
    expect((await press({ relancer: id })).location).toBe(`${path}?fait=deja`);
    const [line] = await historyOf(app.database.app, 'job', id);
    expect(line).toMatchObject({ action: 'agents.job-relaunched', details: { name: 'accounts.recover' } });
  });

  it('that failed for good is given up', async () => {
    const id = await givenFailedJob();
    expect((await press({ 'abandonner-traitement': id })).location).toBe(
      `${path}?fait=abandonner-traitement`,
    );
    expect((await press({ relancer: id })).location).toBe(`${path}?fait=deja`);
    expect((await open()).body).toContain('Tout va bien');
  });

  it('in the hands of a worker for too long is taken from it; one at work is left alone', async () => {
    const id = await givenFailedJob();
    const lock = (since: string) =>
      sql`update graphile_worker._private_jobs set attempts = 1, locked_by = 'w',
        locked_at = now() - ${since}::interval`.execute(app.database.app);
    await lock('1 minute');
    expect((await press({ relancer: id })).location).toBe(`${path}?fait=deja`);
    expect((await open()).body).toContain('Tout va bien');
    await lock('11 minutes');
    expect(textOf((await open()).body)).toContain('Bloqué');
    expect(await needing()).toBe(1);
    expect((await press({ relancer: id })).location).toBe(`${path}?fait=relancer`);
    await app.runJobs();
    expect(await needing()).toBe(0);
  });

  it('has a name in French, each of the product', () => {
    expect(app.jobs.length + app.chores.length).toBeGreaterThan(15);
    const nameless = [...app.jobs, ...app.chores].filter(({ name }) => jobInWords(name) === name);
    expect(nameless.map(({ name }) => name)).toEqual([]);
    const scan = scanDocumentJob({ clamdUrl: 'tcp://127.0.0.1:1', files: diskStore(app.dataDir) });
    expect(jobInWords(scan.name)).not.toBe(scan.name);
  });
});

describe('files', () => {
  it('that are missing, unfinished or not scanned are shown, and each can be started again', async () => {
    const folder = join(app.dataDir, 'documents');
    const files = diskStore(folder);
    const { storageKey } = await files.put(Readable.from([Buffer.from('%PDF')]));
    await sql`insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
      values (${storageKey}, 'Kbis.pdf', 'application/pdf', 4, '', 'waiting', ${app.clock.now()})`.execute(
      app.database.owner,
    );
    rmSync(join(folder, storageKey));
    writeFileSync(join(folder, `${crypto.randomUUID()}.part`), 'cut');
    await checkFilesChore(files).run(app.kernel);
    // The file's own date is of this machine, the clock is ours.
    app.clock.advance(Math.max(0, Date.now() - app.clock.now().getTime()) + hours(2));
    const shown = textOf((await open()).body);
    for (const words of [
      '1 justificatif attend',
      '1 justificatif introuvable',
      'Kbis.pdf',
      '1 fichier incomplet',
    ])
      expect(shown).toContain(words);
    for (const name of ['verifier', 'nettoyer', 'verifier'])
      expect((await press({ [name]: 'oui' })).location).toBe(`${path}?fait=${name}`);
    const { rows } = await sql<{ key: string }>`
      select job.key from graphile_worker._private_jobs as job order by job.key`.execute(app.database.app);
    expect(rows.map(({ key }) => key)).toEqual(['chore:platform:check-files', 'chore:platform:sweep-files']);
    // No antivirus is set here.
    expect((await press({ analyser: 'oui' })).location).toBe(`${path}?fait=deja`);
  });
});
