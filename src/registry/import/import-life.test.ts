import { appendFile, readFile, utimes, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { sql } from '../../platform/database';
import { emptyRegistry, establishments, units, useFolder, withKey } from '../fixtures/files';
import { findCompany, findEstablishment, importRegistry } from '../index';

const database = useDatabase();
const { file, unitFile } = useFolder();
beforeEach(() => emptyRegistry(database.owner));

const lenient = { mostRejected: 1 } as const;
const changes = { mode: 'changes', mostRejected: 1 } as const;
const manySirens = (count: number, from = 91_000_000) =>
  Array.from({ length: count }, (_, index) => withKey(String(from + index)));
const manyUnits = (name: string, count: number) =>
  unitFile(
    name,
    manySirens(count).map((siren) => [siren, `ATELIER ${siren}`]),
  );

async function countOf(table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    database.app,
  );
  return rows[0]?.count ?? 0;
}

/** What an import says before it stops. */
async function stopped(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'it went on',
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

const killedAt = (step: string) => (said: string) => {
  if (said === step) throw new Error('killed');
};

/** Breaks the importer's connection once it has written something, as a kill of the server would. */
async function breakOff(): Promise<void> {
  for (;;) {
    const { rows } = await sql`
      select pg_terminate_backend(pg_locks.pid) from pg_locks
      where pg_locks.locktype = 'advisory' and pg_locks.granted
        and pg_locks.database = (select oid from pg_database where datname = current_database()) and exists (
        select from registry_import_file where registry_import_file.lines > 1000
          and not registry_import_file.done)`.execute(database.app);
    if (rows.length > 0) return;
  }
}

describe('an import that is interrupted', () => {
  it('leaves the registry in place, and the same import goes on where it was', async () => {
    await importRegistry(database.app, [units, establishments], lenient);
    const path = await manyUnits('interrupted.csv', 3_000);
    expect(await stopped(importRegistry(database.app, [path], { tell: killedAt('Mise en place…') }))).toBe(
      'Error: killed',
    );
    expect((await findCompany(database.app, '999100001'))?.name).toBe('FONDERIES DU LION, PÈRE ET FILS');
    expect(await countOf('sirene.unit')).toBe(5);

    const said: string[] = [];
    const report = await importRegistry(database.app, [path], { tell: (text) => said.push(text) });
    expect(said).toEqual([
      'Un import des mêmes fichiers avait été interrompu : il reprend où il en était.',
      'Mise en place…',
    ]);
    expect(report.units).toMatchObject({ read: 3_000, created: 3_000, gone: 5 });
    expect(await countOf('sirene.unit')).toBe(3_000);
  });

  it('goes on in the middle of a file, compressed or not, without a line lost or twice', async () => {
    const path = await manyUnits('middle.csv', 30_000);
    const zipped = await file('middle.csv.gz', gzipSync(await readFile(path)));
    for (const one of [path, zipped]) {
      await emptyRegistry(database.owner);
      const [said] = await Promise.all([
        stopped(importRegistry(database.app, [one], { segment: 1_000 })),
        breakOff(),
      ]);
      expect(said).toMatch(/^ImportStopped: La base de données s'est arrêtée pendant l'import\./);
      expect(await countOf('sirene.unit')).toBe(0);
      const report = await importRegistry(database.app, [one]);
      expect(report.units).toMatchObject({ read: 30_000, created: 30_000, rejected: 0 });
    }
  }, 60_000);

  it('begins anew when the file has changed meanwhile', async () => {
    const path = await manyUnits('changed.csv', 50);
    await stopped(importRegistry(database.app, [path], { tell: killedAt('Index de la recherche…') }));
    await appendFile(path, '\n');
    await utimes(path, 1, 1);
    const said: string[] = [];
    const report = await importRegistry(database.app, [path], { tell: (text) => said.push(text) });
    expect(said.join('\n')).not.toMatch(/reprend/);
    expect(report.units).toMatchObject({ read: 50, created: 50 });
  });
});

describe('a file that is not what it should be', () => {
  it('is stopped by too many bad lines, and the registry stays as it is', async () => {
    await importRegistry(database.app, [units, establishments], lenient);
    const bad = await unitFile('bad.csv', [
      ...manySirens(90).map((siren): [string, string] => [siren, 'BON']),
      ...Array.from({ length: 10 }, (): [string, string] => ['1', 'MAUVAIS']),
    ]);
    expect(await stopped(importRegistry(database.app, [bad]))).toMatch(
      /^ImportStopped: bad\.csv : 10 lignes écartées sur 100 \(10\s%, plus que les 5\s% admis\)/,
    );
    expect(await countOf('sirene.unit')).toBe(5);
    expect((await importRegistry(database.app, [bad], { mostRejected: 0.1 })).units).toMatchObject({
      created: 90,
      rejected: 10,
    });
  });

  it('says that a compressed file is cut', async () => {
    // Enough for the beginning to be read, and written, before the fault.
    const path = await manyUnits('cut.csv', 100_000);
    const whole = gzipSync(await readFile(path));
    const cut = await file('cut.csv.gz', whole.subarray(0, whole.length / 2));
    expect(await stopped(importRegistry(database.app, [cut]))).toMatch(/cut\.csv\.gz : lecture interrompue/);
    expect(await countOf('sirene.unit')).toBe(0);
    await writeFile(cut, whole);
    expect((await importRegistry(database.app, [cut])).units).toMatchObject({ created: 100_000 });
  }, 40_000);

  it('two at once: the second is told to wait', async () => {
    const path = await manyUnits('alone.csv', 5);
    const other = new Client({ connectionString: database.appUrl });
    await other.connect();
    await other.query('select pg_advisory_lock(2424210434)');
    expect(await stopped(importRegistry(database.app, [path]))).toBe(
      'ImportStopped: Un autre import du registre est en cours : attendez sa fin.',
    );
    await other.end();
    expect((await importRegistry(database.app, [path])).units.created).toBe(5);
  }, 30_000);
});

describe('a file of changes', () => {
  it('changes what it names, keeps the rest, and says what became of it', async () => {
    await importRegistry(database.app, [units, establishments], lenient);
    const [headings = '', ...rows] = (await readFile(establishments, 'utf8')).split(/\r?\n/);
    const state = headings.split(',').indexOf('etatAdministratifEtablissement');
    const closed = (rows.find((row) => row.includes('99910000100018')) ?? '')
      .split(',')
      .map((cell, index) => (index === state ? 'F' : cell));
    const path = await file('closed.csv', `${headings}\n${closed.join(',')}\n`);
    await sql`select public.hold_place('999100001', '99910000100018')`.execute(database.owner);

    const report = await importRegistry(database.app, [path], changes);
    expect(report.establishments).toMatchObject({ read: 1, updated: 1, closed: 1, created: 0, gone: 0 });
    expect(await findEstablishment(database.app, '99910000100018')).toMatchObject({ active: false });
    expect(await countOf('sirene.site')).toBe(6);
    const { rows: changed } = await sql<{ siret: string; before: object; after: object }>`
      select siret, before, after from registry_change where siret is not null order by id desc limit 1`.execute(
      database.app,
    );
    expect(changed).toEqual([
      {
        siret: '99910000100018',
        before: expect.objectContaining({ active: true }),
        after: expect.objectContaining({ active: false, closed_on: expect.any(String) }),
      },
    ]);
  });
});

describe('a perimeter', () => {
  const found = async () => {
    const { rows } = await sql<{ siren: string }>`select siren from sirene.unit order by siren`.execute(
      database.app,
    );
    return rows.map(({ siren }) => siren);
  };
  const all = { activeOnly: false, naf: [], idcc: [], membersOnly: false };

  it('keeps the companies of which a site has an activity, with all their sites', async () => {
    const sites = await readFile(establishments, 'utf8');
    const one = await file('activity.csv', sites.replace('LION SUISSE,25.62B', 'LION SUISSE,28.41Z'));
    const report = await importRegistry(database.app, [units, one], {
      ...lenient,
      perimeter: { ...all, naf: ['28.'] },
    });
    expect(await found()).toEqual(['999100001']);
    expect(report.units).toMatchObject({ created: 1, leftOut: 4 });
    expect(await countOf('sirene.site')).toBe(3);
  });

  it('keeps what is open', async () => {
    await importRegistry(database.app, [units, establishments], {
      ...lenient,
      perimeter: { ...all, activeOnly: true },
    });
    expect(await found()).not.toContain('999100035');
    expect(await countOf('sirene.site')).toBe(4);
  });

  it('keeps the members of a collective agreement', async () => {
    const members = await file(
      'members.csv',
      "SIRET;IDCC;numéro d'adhérent;état\n99910000100018;3248;A-1;actif\n99910003500016;44;A-2;radié\n12;1;A-3;actif\n",
    );
    await importRegistry(database.app, [members, units, establishments], {
      ...lenient,
      perimeter: { ...all, idcc: ['3248'] },
    });
    expect(await found()).toEqual(['999100001']);
    expect(await countOf('sirene.member')).toBe(2);
  });
});
