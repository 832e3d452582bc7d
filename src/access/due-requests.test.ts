import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
  sendAndConfirm,
  sendRequest,
} from '../../tests/support/people';
import { perform } from '../platform/behaviour';
import { sql } from '../platform/database';
import { answerRequest } from './answer-request';
import { refuseAccountRequest } from './decide-account-request';
import { accessChores } from './jobs';

const app = useApp();
const { owner } = app.database;
const chore = (name: string) => {
  const found = accessChores.find((one) => one.name === `access.${name}`);
  if (!found) throw new Error(`no chore ${name}`);
  return found;
};
const run = (name: string) => chore(name).run(app.kernel);
const minutes = (count: number) => count * 60_000;
const stateOf = async (id: string) => {
  const { rows } = await sql<{ state: string }>`
    select request.state from access_request as request where request.id = ${id}`.execute(owner);
  return rows[0]?.state;
};
const kindsTo = async (email: string) => (await mailsTo(app, email)).map((mail) => mail.kind);

let claire: string;

beforeAll(async () => {
  await givenCompany(owner, { siren: guide.siren, sirets: [guide.siret] });
  claire = await givenAccount(owner, { email: 'claire@ge.example' });
  await givenMembership(owner, { accountId: claire, siren: guide.siren, siret: guide.siret });
  await givenAgent(owner, 'agent@opco.example', 'account_manager');
});

beforeEach(async () => {
  app.clock.advance(Date.parse('2026-11-23T09:00:00Z') - app.clock.now().getTime());
  await sql`delete from outgoing_mail`.execute(owner);
});

describe('ten servers at once', () => {
  it.each([
    ['remind-deciders', '2026-11-26', 'deciders-reminded', 'access.deciders-reminded'],
    ['hand-over-to-agents', '2026-12-07', 'request-handed-over', 'access.request-with-agents'],
    ['expire-pending', '2027-01-22', 'request-expired', 'access.request-expired'],
  ])('%s once', async (name, day, action, mail) => {
    const email = `${name}@ge.example`;
    const id = await sendAndConfirm(app, { email });
    app.clock.advance(Date.parse(`${day}T09:00:00Z`) - app.clock.now().getTime());
    await Promise.all(Array.from({ length: 10 }, () => run(name)));
    expect((await kindsTo(email)).filter((kind) => kind === mail)).toHaveLength(1);
    const { rows } = await sql`
      select 1 from history_entry where subject_id = ${id} and action = ${`access.${action}`}`.execute(owner);
    expect(rows).toHaveLength(1);
  });

  it('and a decision at the same moment: one of the two, never both', async () => {
    const person = await app.kernel.rights.person(app.database.app, claire);
    if (!person) throw new Error('no decider');
    for (let round = 0; round < 6; round++) {
      const email = `course-${round}@ge.example`;
      app.clock.advance(Date.parse('2026-11-23T09:00:00Z') - app.clock.now().getTime());
      const requestId = await sendAndConfirm(app, { email });
      app.clock.advance(61 * 86_400_000);
      const input = { requestId, reason: 'Trop tard.', block: false };
      const decide = () => perform(app.kernel, refuseAccountRequest, person, input).catch(() => {});
      const expire = () => run('expire-pending');
      await Promise.all(round % 2 ? [decide(), expire()] : [expire(), decide()]);
      const state = await stateOf(requestId);
      expect((await kindsTo(email)).slice(2)).toEqual([
        state === 'refused' ? 'access.request-refused' : 'access.request-expired',
      ]);
    }
  }, 60_000);
});

describe('a request that fails', () => {
  it('does not stop the others, is said at the end, and has its turn at the next run', async () => {
    const ids: string[] = [];
    for (const name of ['avant', 'malade', 'apres']) {
      ids.push(await sendAndConfirm(app, { email: `${name}@ge.example` }));
    }
    const sick = ids[1] ?? '';
    await sql`
      create function refuse_one() returns trigger language plpgsql as $$
      begin
        if new.id = (select value::uuid from sick_request) then raise exception 'this row is sick'; end if;
        return new;
      end $$`.execute(owner);
    await sql`create table sick_request as select ${sick}::text as value`.execute(owner);
    await sql`grant select on sick_request to public`.execute(owner);
    await sql`
      create trigger refuse_one before update on access_request
      for each row execute function refuse_one()`.execute(owner);
    app.clock.advance(61 * 86_400_000);
    await expect(run('expire-pending')).rejects.toThrow(
      `1 of 3 requests wait for the next run; request ${sick}: this row is sick`,
    );
    expect(await Promise.all(ids.map(stateOf))).toEqual(['expired', 'pending', 'expired']);
    expect(await kindsTo('malade@ge.example')).not.toContain('access.request-expired');
    await sql`drop trigger refuse_one on access_request`.execute(owner);
    await run('expire-pending');
    expect(await stateOf(sick)).toBe('expired');
    expect(await kindsTo('malade@ge.example')).toContain('access.request-expired');
  });
});

describe('a request whose address received nothing', () => {
  const latestOf = async (email: string) => {
    const { rows } = await sql<{ id: string }>`
      select request.id from access_request as request where request.email = ${email}
      order by request.sent_at desc limit 1`.execute(owner);
    return rows[0]?.id ?? '';
  };
  const sendAndDie = async (email: string) => {
    await sendRequest(app, { email });
    await sql`delete from outgoing_mail where recipient = ${email}`.execute(owner);
    await sql`update access_request set answered_at = null where email = ${email}`.execute(owner);
    await sql`delete from graphile_worker._private_jobs`.execute(app.database.app);
  };

  it('is answered ten minutes later, once, whatever comes back of its job', async () => {
    const email = 'perdue@ge.example';
    await sendAndDie(email);
    app.clock.advance(minutes(9));
    await run('answer-again');
    expect(await kindsTo(email)).toEqual([]);
    app.clock.advance(minutes(2));
    await Promise.all([run('answer-again'), run('answer-again')]);
    await answerRequest.run(app.kernel, { requestId: await latestOf(email) });
    app.clock.advance(minutes(30));
    await run('answer-again');
    expect(await kindsTo(email)).toEqual(['access.confirm-address']);
    const [mail] = await mailsTo(app, email);
    expect((await app.get(app.linkIn(mail, '/demande-de-compte/confirmer'))).status).toBe(200);
  });

  it('is not answered twice when its job is done twice', async () => {
    const email = 'deux-fois@ge.example';
    await sendRequest(app, { email });
    await answerRequest.run(app.kernel, { requestId: await latestOf(email) });
    app.clock.advance(minutes(11));
    await run('answer-again');
    expect(await kindsTo(email)).toEqual(['access.confirm-address']);
  });

  it('is answered when it was held back because too much was written to the address', async () => {
    const email = 'beaucoup@ge.example';
    for (let sending = 0; sending < 7; sending++) await sendRequest(app, { email });
    expect(await kindsTo(email)).toHaveLength(4);
    app.clock.advance(minutes(11));
    await run('answer-again');
    expect(await kindsTo(email)).toHaveLength(4);
    app.clock.advance(minutes(5));
    await run('answer-again');
    expect(await kindsTo(email)).toHaveLength(5);
    const last = (await mailsTo(app, email)).at(-1);
    expect((await app.get(app.linkIn(last, '/demande-de-compte/confirmer'))).status).toBe(200);
  });
});
