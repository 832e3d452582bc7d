import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
} from '../../../tests/support/people';
import { hashPassword } from '../../accounts';
import { sql } from '../../platform/database';

const app = useApp();
const { siren, siret, otherSiret } = guide;
const staying = 'claire@reunir.example';
const leaving = 'claire.vasseur@reunir.example';
let sophie = { id: '', session: '' };
let kept = { id: '', session: '' };
let merged = { id: '', session: '' };

const pathOf = (id: string) => `/agents/comptes/${id}/reunir`;
const compare = (id = kept.id, compte = leaving) =>
  app.get(`${pathOf(id)}?compte=${encodeURIComponent(compte)}`, sophie);
const seenIn = (body: string) => /name="vu" value="([^"]*)"/.exec(body)?.[1] ?? '';
const send = (vu: string, id = kept.id, compte = leaving, more: Record<string, string> = {}) =>
  app.post(
    pathOf(id),
    { compte, vu, motif: 'Deux adresses.', verifie: 'Rappelée au standard.', ...more },
    sophie,
  );
const rowsOf = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(app.database.owner)).rows;
const stateOf = async (id: string) =>
  (await rowsOf(sql<{ state: string }>`select account.state from account where account.id = ${id}`))[0]
    ?.state;
const held = (accountId: string) =>
  rowsOf(sql<{ siret: string | null; role: string; state: string }>`
    select membership.siret, membership.role, membership.state from membership
    where membership.account_id = ${accountId} order by membership.siret nulls first, membership.state`);
const give = (accountId: string, more: Partial<Parameters<typeof givenMembership>[1]> = {}) =>
  givenMembership(app.database.owner, { accountId, siren, siret, role: 'viewer', ...more });

const password = 'huit lampes et un banc';

async function person(email: string) {
  const id = await givenAccount(app.database.owner, { email });
  return { id, session: await app.sessionOf(id) };
}

beforeAll(async () => {
  await givenCompany(app.database.owner, { siren, sirets: [siret, otherSiret] });
});
beforeEach(async () => {
  const { owner } = app.database;
  await sql`truncate account, session, access_request, membership, outgoing_mail, history_entry, access_log_entry,
    throttle, link cascade`.execute(owner);
  const id = await givenAgent(owner, 'sophie@opco.example', 'account_manager');
  sophie = { id, session: await app.sessionOf(id) };
  kept = await person(staying);
  merged = await person(leaving);
});

describe('at the same instant', () => {
  const bothWays = async () => {
    const [one, two] = [await compare(), await compare(merged.id, staying)];
    return [seenIn(one.body), seenIn(two.body)] as const;
  };

  it('one of two opposite mergers is done', async () => {
    await give(kept.id, { role: 'accountant' });
    await give(merged.id, { siret: otherSiret });
    const [one, two] = await bothWays();
    const answers = await Promise.all([send(one), send(two, merged.id, staying)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect([await stateOf(kept.id), await stateOf(merged.id)].sort()).toEqual(['active', 'closed']);
    const all = [...(await held(kept.id)), ...(await held(merged.id))];
    expect(all.map(({ state }) => state)).toEqual(['active', 'active']);
  });

  it('a merger and a blocking: a blocked account is never brought into another', async () => {
    await give(merged.id);
    const vu = seenIn((await compare()).body);
    const [merging, blocking] = await Promise.all([
      send(vu),
      app.post(`/agents/comptes/${merged.id}`, { geste: 'bloquer', motif: 'Fraude.' }, sophie),
    ]);
    expect([merging.status, blocking.status].sort()).toEqual([303, 409]);
    expect(await stateOf(merged.id)).toBe(merging.status === 303 ? 'closed' : 'blocked');
    expect(await held(kept.id)).toHaveLength(merging.status === 303 ? 1 : 0);
  });

  it('a merger and the closing of the same account by its owner', async () => {
    await give(merged.id);
    const hash = await hashPassword(password);
    await sql`update account set password_hash = ${hash} where id = ${merged.id}`.execute(app.database.owner);
    const vu = seenIn((await compare()).body);
    const [merging] = await Promise.all([
      send(vu),
      app.post('/mon-profil/fermer-mon-compte', { preuve: password }, merged),
    ]);
    expect(await stateOf(merged.id)).toBe('closed');
    expect(await held(kept.id)).toHaveLength(merging.status === 303 ? 1 : 0);
    expect((await held(merged.id)).filter(({ state }) => state === 'active')).toEqual([]);
  });
});
