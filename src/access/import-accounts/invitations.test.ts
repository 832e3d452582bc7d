import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { givenAccount, givenCompany, givenMembership, guide, mailsTo } from '../../../tests/support/people';
import { historyOf } from '../../journal';
import { hours, minutes } from '../../platform/clock';
import { sql } from '../../platform/database';
import { invitationChores, inviteMigratedCommand } from './index';

const app = useApp();

async function command(...args: readonly string[]) {
  const said: string[] = [];
  const code = await inviteMigratedCommand(app.kernel, args, (text) => said.push(text));
  return { code, text: said.join('\n').replaceAll('\u202f', ' ') };
}

async function given(name: string, state = 'migrated', held = 'active'): Promise<string> {
  const email = `${name}@x.example`;
  app.clock.advance(1000);
  const accountId = await givenAccount(app.database.owner, { email, state, firstName: 'Léa' });
  await givenMembership(app.database.owner, { accountId, ...guide, state: held });
  await sql`update account set created_at = ${app.clock.now()} where id = ${accountId}`.execute(
    app.database.owner,
  );
  return accountId;
}

/** Minutes of a running server, its mails delivered or not. */
async function pass(count: number, { mailServer = true } = {}) {
  for (let minute = 0; minute < count; minute++) {
    app.clock.advance(minutes(1));
    for (const chore of invitationChores) await chore.run(app.kernel);
    if (mailServer) await app.runJobs();
  }
}

const invited = async () => {
  const mails = await app.mails();
  return mails.filter(({ kind }) => kind === 'access.migrated-invitation').map(({ to }) => to.split('@')[0]);
};

beforeEach(async () => {
  await sql`truncate company, account, history_entry, outgoing_mail cascade`.execute(app.database.owner);
  await givenCompany(app.database.owner, { siren: guide.siren, sirets: [guide.siret, guide.otherSiret] });
  app.clock.advance(hours(2));
});

describe('the invitation', () => {
  it('says what to do, names the establishment, and carries no secret', async () => {
    const accountId = await given('lea');
    await givenMembership(app.database.owner, { accountId, siren: guide.siren, siret: guide.otherSiret });
    await command();
    await pass(1);
    const [mail] = await mailsTo(app, 'lea@x.example');
    expect(mail?.subject).toContain('créez votre mot de passe');
    expect(mail?.text).toContain('Bonjour Léa,');
    expect(mail?.text).toContain(guide.siret);
    expect(mail?.text).toContain(guide.otherSiret);
    expect(mail?.text).toContain(`${app.origin}/mot-de-passe-oublie\n`);
    expect(mail?.text).not.toContain('jeton');
    expect(await historyOf(app.database.app, 'account', accountId)).toMatchObject([
      { actorKind: 'system', action: 'access.migrated-person-invited' },
    ]);
  });

  it('names five establishments and counts the others', async () => {
    const accountId = await given('lea');
    const { owner } = app.database;
    for (let number = 1; number <= 6; number++) {
      const siret = `${guide.siren}9000${number}`;
      await sql`insert into establishment (siret, siren) values (${siret}, ${guide.siren})`.execute(owner);
      await givenMembership(owner, { accountId, siren: guide.siren, siret });
    }
    await command();
    await pass(1);
    const [mail] = await mailsTo(app, 'lea@x.example');
    expect(mail?.text.match(new RegExp(`${guide.siren}\\d{5}`, 'g'))).toHaveLength(5);
    expect(mail?.text).toContain('2 autres établissements');
  });
});

describe('the campaign', () => {
  it('invites each migrated person once, and nobody else', async () => {
    await given('lea');
    await given('active', 'active');
    await given('blocked', 'blocked');
    await given('to-activate', 'to_activate');
    await given('gone', 'migrated', 'ended');
    await pass(2);
    expect(await invited()).toEqual([]);
    expect((await command()).text).toContain('Personnes à inviter : 1,');
    await given('later');
    await pass(5);
    expect(await invited()).toEqual(['lea']);
    expect(await command()).toMatchObject({
      code: 0,
      text: expect.stringContaining('Personnes à inviter : 1,'),
    });
    await pass(3);
    expect(await invited()).toEqual(['lea', 'later']);
    expect(await command()).toEqual({
      code: 0,
      text: 'Personne à inviter. Sans mot de passe et déjà invitées : 2.',
    });
    expect(
      (await historyOf(app.database.app, 'campaign', 'migrated-invitation')).map(({ action }) => action),
    ).toEqual([
      'access.invitations-started',
      'access.invitations-finished',
      'access.invitations-started',
      'access.invitations-finished',
    ]);
  });

  it('writes a sixtieth of the hour a minute, never more than the hour', async () => {
    for (let number = 0; number < 12; number++) await given(`lea-${number}`);
    await command('--par-heure', '5');
    await pass(3);
    expect(await invited()).toHaveLength(3);
    await pass(30);
    expect(await invited()).toHaveLength(5);
    await pass(32);
    expect(await invited()).toHaveLength(10);
    await command('--par-heure', '120');
    await pass(1);
    expect(await invited()).toHaveLength(12);
  });

  it('does not pile mails up while the mail server is down, and goes on afterwards', async () => {
    for (let number = 0; number < 6; number++) await given(`lea-${number}`);
    await command('--par-heure', '60');
    await pass(3, { mailServer: false });
    expect(await invited()).toHaveLength(1);
    await app.runJobs();
    await pass(5);
    expect(await invited()).toHaveLength(6);
  });

  it('passes over whoever has a password meanwhile', async () => {
    await given('lea');
    const accountId = await given('max');
    await command('--par-heure', '60');
    await pass(1);
    await sql`update account set state = 'active', password_hash = 'x' where id = ${accountId}`.execute(
      app.database.owner,
    );
    await pass(3);
    expect(await invited()).toEqual(['lea']);
  });

  it('stops when told, and starts again where it was', async () => {
    await given('lea');
    await given('max');
    await command('--par-heure', '60');
    await pass(1);
    expect(await command('--arreter')).toMatchObject({ code: 0, text: expect.stringContaining('arrêtée') });
    await pass(3);
    expect(await invited()).toEqual(['lea']);
    expect((await command('--arreter')).text).toContain('Aucune campagne');
    await command();
    await pass(2);
    expect(await invited()).toEqual(['lea', 'max']);
  });

  it.each([
    [['--par-heure']],
    [['--par-heure', '0']],
    [['--par-heure', '1e9']],
    [['--par-heure', '1.5']],
    [['vite']],
    [['--arreter', 'x']],
  ])('says how it is used, given %j', async (args) => {
    await given('lea');
    expect(await command(...args)).toEqual({ code: 1, text: expect.stringMatching(/^Usage : /) });
    await pass(2);
    expect(await invited()).toEqual([]);
  });
});
