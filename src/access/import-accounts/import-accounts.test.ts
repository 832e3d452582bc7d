import { describe, expect, it } from 'vitest';
import {
  givenAccount,
  givenMembership,
  guide,
  neighbour,
  sendAndConfirm,
} from '../../../tests/support/people';
import { findAccountByEmail } from '../../accounts';
import { historyOf } from '../../journal';
import { sql } from '../../platform/database';
import { closed, line, useImport } from './fixtures/import';
import { importAccounts } from './import-accounts';
import { formatAccountsReport } from './report';

const { app, file, run, written } = useImport();

const counts = async () => {
  const { rows } = await sql<{ all: number }>`
    select (select count(*) from account) + (select count(*) from membership)
      + (select count(*) from history_entry) + (select count(*) from outgoing_mail) as all`.execute(
    app.database.owner,
  );
  return rows[0]?.all;
};

const texts = (remarks: { first(count: number): readonly { line: number; text: string }[] }) =>
  remarks.first(50).map((one) => `${one.line} ${one.text}`);

describe('import of accounts', () => {
  it('makes one account of a person on several sites, in the state migrated, told in the history', async () => {
    const report = await run([
      line('lea@x.example', guide.siret, "Administrateur de l'établissement"),
      line('max@x.example', neighbour.siret, 'accountant'),
      line('LEA@x.example', guide.otherSiret, 'Comptable'),
    ]);
    expect(report).toMatchObject({
      rows: 3,
      people: 2,
      accountsCreated: 2,
      accountsKnown: 0,
      membershipsCreated: 3,
      alreadyThere: 0,
      rowsRefused: 0,
    });
    expect(await written()).toEqual([
      `lea@x.example migrated ${guide.siret} establishment_administrator active`,
      `lea@x.example migrated ${guide.otherSiret} accountant active`,
      `max@x.example migrated ${neighbour.siret} accountant active`,
    ]);
    const lea = await findAccountByEmail(app.database.app, 'lea@x.example');
    expect(lea).toMatchObject({
      civility: 'MME',
      lastName: 'Lefèvre',
      firstName: 'Léa',
      phone: '+33639980001',
    });
    const history = await historyOf(app.database.app, 'account', lea?.id ?? '');
    expect(history.map(({ actorKind, action, details }) => [actorKind, action, details])).toEqual([
      ['system', 'access.account-imported', {}],
      ['system', 'access.membership-imported', { role: 'establishment_administrator' }],
      ['system', 'access.membership-imported', { role: 'accountant' }],
    ]);
    expect(await app.mails()).toEqual([]);
  });

  it('refuses bad rows by line and column, and imports the others', async () => {
    const report = await run([
      line('sans-arobase'),
      line('lea@x.example', '73282932000090'),
      line('lea@x.example', closed),
      line('lea@x.example', guide.siret, 'Directeur'),
      'lea@x.example;MME',
      line('lea@x.example'),
    ]);
    expect(report).toMatchObject({ rows: 6, rowsRefused: 5, accountsCreated: 1, membershipsCreated: 1 });
    expect(texts(report.refused)).toEqual([
      expect.stringMatching(/^2 colonne email : Il manque l'arobase/),
      "3 colonne siret : « 73282932000090 » n'est pas dans le registre.",
      `4 colonne siret : « ${closed} » est un établissement fermé.`,
      expect.stringMatching(/^5 colonne role : « Directeur » n'est pas un rôle/),
      '6 8 colonnes attendues, 2 lues',
    ]);
  });

  it('keeps the first identity and the first role of a person, and says what differs', async () => {
    const report = await run([
      line('lea@x.example'),
      line('lea@x.example', guide.otherSiret, 'Comptable', 'Lefebvre'),
      line('lea@x.example', guide.siret, 'Comptable'),
      line('lea@x.example'),
    ]);
    expect(report).toMatchObject({ rows: 4, membershipsCreated: 2, alreadyThere: 2, rowsRefused: 0 });
    expect(texts(report.toCheck)).toEqual([
      '3 identité différente de la ligne 2, qui est gardée',
      `4 rôle Comptable pour ${guide.siret}, mais Consultation à la ligne 2, qui est gardée`,
    ]);
    expect(await written()).toEqual([
      `lea@x.example migrated ${guide.siret} viewer active`,
      `lea@x.example migrated ${guide.otherSiret} accountant active`,
    ]);
  });

  it('changes nothing when run twice, and says so', async () => {
    const lines = [line('lea@x.example'), line('max@x.example', neighbour.siret), line('faux')];
    await run(lines);
    const before = [await written(), await counts()];
    const report = await run(lines);
    expect(report).toMatchObject({
      accountsCreated: 0,
      accountsKnown: 2,
      membershipsCreated: 0,
      alreadyThere: 2,
    });
    expect([await written(), await counts()]).toEqual(before);
    expect(formatAccountsReport(report)).toContain("Rien n'a changé");
  });

  it('says the same on trial, and writes nothing', async () => {
    const lines = [
      line('lea@x.example'),
      line('lea@x.example', guide.otherSiret),
      line('max@x.example'),
      line('faux'),
    ];
    const before = await counts();
    const trial = await run(lines, { trial: true });
    expect(await counts()).toBe(before);
    expect(await run(lines)).toEqual({ ...trial, trial: false });
  });
});

describe('an address that the portal knows', () => {
  it.each(['active', 'blocked', 'to_activate', 'migrated'])(
    '%s: only gets what is missing',
    async (state) => {
      const { owner } = app.database;
      const accountId = await givenAccount(owner, { email: 'claire@x.example', state });
      await givenMembership(owner, { accountId, ...guide, role: 'accountant' });
      const report = await run([line('claire@x.example'), line('claire@x.example', guide.otherSiret)]);
      expect(report).toMatchObject({
        accountsCreated: 0,
        accountsKnown: 1,
        membershipsCreated: 1,
        alreadyThere: 1,
      });
      expect(texts(report.toCheck)).toEqual([
        `2 rôle Consultation pour ${guide.siret}, mais Comptable dans le portail : il y reste.`,
      ]);
      expect(await written()).toEqual([
        `claire@x.example ${state} ${guide.siret} accountant active`,
        `claire@x.example ${state} ${guide.otherSiret} viewer active`,
      ]);
      expect(await findAccountByEmail(app.database.app, 'claire@x.example')).toMatchObject({
        lastName: 'Vasseur',
      });
    },
  );

  it.each([
    ['suspended', 'suspendu'],
    ['ended', 'terminé'],
    ['refused', 'refusé'],
  ])('never gives back a membership %s', async (state, word) => {
    const { owner } = app.database;
    const accountId = await givenAccount(owner, { email: 'claire@x.example' });
    await givenMembership(owner, { accountId, ...guide, state });
    const report = await run([line('claire@x.example')]);
    expect(report).toMatchObject({ membershipsCreated: 0, alreadyThere: 1 });
    expect(texts(report.toCheck)).toEqual([`2 rattachement à ${guide.siret} ${word}, laissé ainsi.`]);
    expect(await written()).toHaveLength(1);
  });

  it('a closed account frees its address', async () => {
    await givenAccount(app.database.owner, { email: 'claire@x.example', state: 'closed' });
    expect(await run([line('claire@x.example')])).toMatchObject({
      accountsCreated: 1,
      membershipsCreated: 1,
    });
  });

  it('waits for the decision on a request, and respects a block', async () => {
    const requestId = await sendAndConfirm(app, { email: 'lea@x.example' });
    await sql`insert into address_block (email, siret, request_id, blocked_at)
      values ('max@x.example', ${guide.siret}, ${requestId}, now())`.execute(app.database.owner);
    const report = await run([line('lea@x.example'), line('max@x.example')]);
    expect(report).toMatchObject({ accountsCreated: 0, rowsRefused: 2 });
    expect(texts(report.refused)).toEqual([
      expect.stringMatching(/^2 une demande de cette adresse .* attend sa décision/),
      expect.stringMatching(/^3 cette adresse a été bloquée/),
    ]);
    expect(await written()).toEqual([]);
  });
});

describe('an import that stops in the middle', () => {
  const lines = ['ana', 'ben', 'cleo', 'dan', 'eve'].flatMap((name) => [
    line(`${name}@x.example`),
    line(`${name}@x.example`, guide.otherSiret),
  ]);

  it('leaves whole people only, and the next run completes it', async () => {
    let batches = 0;
    const failing = {
      ...app.kernel,
      clock: () => {
        batches += 1;
        if (batches === 3) throw new Error('killed');
        return app.kernel.clock();
      },
    };
    const path = file(...lines);
    await expect(importAccounts(failing, path, { trial: false, peopleAtOnce: 2 })).rejects.toThrow('killed');
    const half = await written();
    expect(half).toHaveLength(8);
    expect(new Set(half.map((one) => one.split(' ')[0])).size).toBe(4);
    expect(await run(lines)).toMatchObject({
      accountsCreated: 1,
      accountsKnown: 4,
      membershipsCreated: 2,
      alreadyThere: 8,
    });
    expect(await written()).toHaveLength(10);
  });

  it('two at once write everybody once', async () => {
    const path = file(...lines);
    const reports = await Promise.all(
      [1, 2].map(() => importAccounts(app.kernel, path, { trial: false, peopleAtOnce: 1 })),
    );
    expect(reports.reduce((sum, one) => sum + one.membershipsCreated, 0)).toBe(10);
    expect(reports.reduce((sum, one) => sum + one.accountsCreated, 0)).toBe(5);
    expect(await written()).toHaveLength(10);
  });
});
