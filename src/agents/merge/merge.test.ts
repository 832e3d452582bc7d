import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
  neighbour,
} from '../../../tests/support/people';
import { sql } from '../../platform/database';

const app = useApp();
const { siren, siret, otherSiret } = guide;
const staying = 'claire@reunir.example';
const leaving = 'claire.vasseur@reunir.example';
let sophie = { id: '', session: '' };
let [kept, merged] = [sophie, sophie];

const plain = (body: string) => body.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/’|&#39;/g, "'");
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
const merge = async () => send(seenIn((await compare()).body));
const rowsOf = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(app.database.owner)).rows;
const stateOf = async (id: string) =>
  (await rowsOf(sql<{ state: string }>`select account.state from account where account.id = ${id}`))[0]
    ?.state;
const held = (accountId: string) =>
  rowsOf(sql<{ siret: string | null; role: string; state: string }>`
    select membership.siret, membership.role, membership.state from membership
    where membership.account_id = ${accountId} order by membership.siret nulls first, membership.state`);
const actionsOn = async (place: string) =>
  (
    await rowsOf(sql<{ action: string }>`
      select entry.action from history_entry as entry where entry.siret = ${place} order by entry.id`)
  ).map(({ action }) => action);
const give = (accountId: string, more: Partial<Parameters<typeof givenMembership>[1]> = {}) =>
  givenMembership(app.database.owner, { accountId, siren, siret, role: 'viewer', ...more });

/** Asked for by who has the account, and waiting for who decides. */
async function asks({ id }: { id: string }, email: string): Promise<string> {
  const [request] = await rowsOf(sql<{ id: string }>`
    insert into access_request (id, state, email, civility, last_name, first_name, job_title, phone, siren, siret,
      role, account_id, sent_at, confirmed_at)
    values (gen_random_uuid(), 'pending', ${email}, 'MME', 'Vasseur', 'Claire', 'DRH', '+33600000000', ${siren},
      ${otherSiret}, 'viewer', ${id}, now(), now()) returning access_request.id`);
  await sql`insert into membership (account_id, siren, siret, role, state, request_id, created_at, updated_at)
    values (${id}, ${siren}, ${otherSiret}, 'viewer', 'pending', ${request?.id ?? ''}, now(), now())`.execute(
    app.database.owner,
  );
  return request?.id ?? '';
}

async function person(email: string) {
  const id = await givenAccount(app.database.owner, { email });
  return { id, session: await app.sessionOf(id) };
}

beforeAll(async () => {
  await givenCompany(app.database.owner, { siren, sirets: [siret, otherSiret] });
  await givenCompany(app.database.owner, { siren: neighbour.siren, sirets: [neighbour.siret] });
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

describe('before the decision', () => {
  it('shows both accounts and what will happen, and keeps who read them', async () => {
    await give(kept.id);
    await give(merged.id, { siret: otherSiret, role: 'accountant' });
    const { status, body } = await compare();
    expect(status).toBe(200);
    for (const said of [staying, leaving, siret, otherSiret, 'Comptable, passe au compte qui reste'])
      expect(plain(body.replaceAll(/<[^>]+>/g, ''))).toContain(said);
    const read = await rowsOf(sql<{ id: string }>`
      select entry.subject_id as id from access_log_entry as entry where entry.action = 'read-account'`);
    expect(read.map(({ id }) => id)).toEqual([kept.id, merged.id]);
  });

  it('asks for the address again when no account has it, or when it is none', async () => {
    const unknown = await compare(kept.id, 'personne@reunir.example');
    expect([unknown.status, plain(unknown.body).includes("Aucun compte n'a cette adresse")]).toEqual([
      422,
      true,
    ]);
    expect((await compare(kept.id, 'claire')).status).toBe(422);
    expect((await app.get(pathOf(kept.id), sophie)).status).toBe(200);
    expect((await app.get(pathOf(crypto.randomUUID()), sophie)).status).toBe(404);
  });

  it('asks for a reason and for what was checked, and keeps what was typed', async () => {
    const vu = seenIn((await compare()).body);
    const answer = await send(vu, kept.id, leaving, { motif: ' ', verifie: 'Deux réponses reçues.' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Saisissez le motif.');
    expect(answer.body).toContain('Deux réponses reçues.');
    expect((await send(vu, kept.id, leaving, { verifie: '' })).body).toContain(
      'Saisissez ce que vous avez vérifié.',
    );
    expect(await stateOf(merged.id)).toBe('active');
  });
});

describe('bringing two accounts together', () => {
  it('moves each place with its role and state, closes the other account, and tells both addresses', async () => {
    await give(merged.id, { role: 'establishment_administrator' });
    await give(merged.id, { siret: otherSiret, state: 'suspended' });
    expect((await merge()).location).toBe(`/agents/comptes/${kept.id}?fait=reunir`);
    expect(await held(kept.id)).toEqual([
      { siret, role: 'establishment_administrator', state: 'active' },
      { siret: otherSiret, role: 'viewer', state: 'suspended' },
    ]);
    expect(await held(merged.id)).toEqual([]);
    expect(await actionsOn(siret)).toEqual(['access.membership-merged']);
    const [row] = await rowsOf(sql<{ email: string; name: string }>`
      select account.email, account.last_name as name from account where account.id = ${merged.id}`);
    expect([await stateOf(merged.id), row]).toEqual(['closed', { email: '', name: 'Compte fermé' }]);
    for (const one of [kept, merged])
      expect((await app.get('/accueil', one)).location).toMatch(/^\/connexion/);
    await app.runJobs();
    expect((await mailsTo(app, staying)).at(-1)).toMatchObject({ kind: 'accounts.merged' });
    expect((await mailsTo(app, leaving)).at(-1)).toMatchObject({ kind: 'accounts.merged-away' });
    expect((await mailsTo(app, leaving)).at(-1)?.text).not.toContain('Deux adresses.');
    const page = plain((await app.get(`/agents/comptes/${kept.id}?fait=reunir`, sophie)).body);
    for (const said of ['Comptes réunis', 'Deux adresses.', 'Rappelée au standard.', merged.id])
      expect(page).toContain(said);
    const other = await app.get(`/agents/comptes/${merged.id}`, sophie);
    expect(other.body).toContain(`href="/agents/comptes/${kept.id}"`);
  });

  it('keeps its own role on a place of both, suspended when either was', async () => {
    await give(kept.id);
    await give(merged.id, { role: 'accountant', state: 'suspended' });
    await give(kept.id, { siret: otherSiret, role: 'accountant' });
    await give(merged.id, { siret: otherSiret });
    expect((await merge()).status).toBe(303);
    expect(await held(kept.id)).toEqual([
      { siret, role: 'viewer', state: 'suspended' },
      { siret: otherSiret, role: 'accountant', state: 'active' },
    ]);
    expect((await held(merged.id)).map(({ state }) => state)).toEqual(['ended', 'ended']);
    expect(await actionsOn(siret)).toEqual(['access.membership-suspended', 'access.membership-ended']);
  });

  it('takes the place of a right whose last day is over', async () => {
    await give(kept.id, { endsOn: '2020-01-01' });
    await give(merged.id, { role: 'accountant' });
    expect((await merge()).status).toBe(303);
    expect((await held(kept.id)).map(({ role, state }) => [role, state])).toEqual([
      ['accountant', 'active'],
      ['viewer', 'ended'],
    ]);
  });

  it('leaves no place without administrator: the other way round does it', async () => {
    await give(kept.id);
    await give(merged.id, { role: 'establishment_administrator' });
    const { body } = await compare();
    expect(plain(body)).toContain("Réunissez dans l'autre sens");
    expect((await send(seenIn(body))).status).toBe(409);
    expect(await stateOf(merged.id)).toBe('active');
    const other = await compare(merged.id, staying);
    expect((await send(seenIn(other.body), merged.id, staying)).status).toBe(303);
    expect((await held(merged.id))[0]).toMatchObject({
      role: 'establishment_administrator',
      state: 'active',
    });
  });

  it('lets the mandates that a membership is named for follow it', async () => {
    await give(merged.id);
    await sql`insert into mandate (id, partner_siren, siren, permissions, starts_on, state, asked_by, asked_at,
        accepted_at, accepted_by)
      values (gen_random_uuid(), ${siren}, ${neighbour.siren}, '{employees.read}', '2020-01-01', 'accepted',
        ${merged.id}, now(), now(), ${sophie.id})`.execute(app.database.owner);
    await sql`insert into mandate_member select mandate.id, membership.id from mandate, membership`.execute(
      app.database.owner,
    );
    const may = async (id: string) => [
      ...(await app.kernel.rights.permissionsOn(app.kernel.db, id, neighbour.siret)),
    ];
    expect(await may(merged.id)).toEqual(['employees.read']);
    expect((await merge()).status).toBe(303);
    expect([await may(kept.id), await may(merged.id)]).toEqual([['employees.read'], []]);
  });

  it('closes what waited under the other address, and its blocks hold for both', async () => {
    const admin = await person('nadia@reunir.example');
    await give(admin.id, { role: 'establishment_administrator' });
    const requestId = await asks(merged, leaving);
    await give(merged.id);
    await sql`insert into takeover (id, account_id, siren, siret, reason, state, asked_at, administrators_told,
        confirmable_at)
      values (gen_random_uuid(), ${merged.id}, ${siren}, ${siret}, 'Partie.', 'open', now(), 1, now())`.execute(
      app.database.owner,
    );
    await sql`insert into invitation (id, email, siren, siret, role, state, invited_by, sent_at, expires_at)
      values (gen_random_uuid(), ${leaving}, ${neighbour.siren}, ${neighbour.siret}, 'viewer', 'sent', ${admin.id},
        now(), now() + interval '1 day')`.execute(app.database.owner);
    await sql`insert into address_block (email, siret, request_id, blocked_at)
      values (${leaving}, ${neighbour.siret}, ${requestId}, now())`.execute(app.database.owner);
    expect((await merge()).status).toBe(303);
    const states = await rowsOf(sql<{ state: string; email: string }>`
      select request.state, request.email from access_request as request
      union all select takeover.state, '' from takeover
      union all select invitation.state, '' from invitation`);
    expect(states.map(({ state, email }) => [state, email])).toEqual([
      ['cancelled', ''],
      ['cancelled', ''],
      ['withdrawn', ''],
    ]);
    const blocks = await rowsOf(sql<{ email: string }>`select block.email from address_block as block`);
    expect(blocks.map(({ email }) => email).sort()).toEqual([leaving, staying].sort());
    expect(await actionsOn(otherSiret)).toContain('access.request-merged');
    expect(await actionsOn(siret)).toEqual(['access.takeover-merged', 'access.membership-merged']);
    await app.runJobs();
    expect((await mailsTo(app, leaving)).at(-1)?.text).toContain('Demande close');
  });

  it('gives what was asked for from the account that stays, when the other one had it', async () => {
    const requestId = await asks(kept, staying);
    await give(merged.id, { siret: otherSiret, role: 'accountant' });
    expect((await merge()).status).toBe(303);
    const [request] = await rowsOf(sql<{ state: string }>`
      select request.state from access_request as request where request.id = ${requestId}`);
    expect(request?.state).toBe('cancelled');
    expect((await held(kept.id)).filter(({ state }) => state !== 'ended')).toEqual([
      { siret: otherSiret, role: 'accountant', state: 'active' },
    ]);
  });
});

describe('what is not brought together', () => {
  const setState = (id: string, state: string) =>
    sql`update account set state = ${state}, password_hash = ${state === 'blocked' ? 'x' : null} where id = ${id}`.execute(
      app.database.owner,
    );
  const refused = async (sentence: string, id = kept.id, compte = leaving) => {
    const { status, body } = await compare(id, compte);
    expect(status).toBe(200);
    expect(plain(body)).toContain(sentence);
    expect(body).not.toContain('name="vu"');
  };

  it('a blocked account, as either', async () => {
    await setState(merged.id, 'blocked');
    await refused("L'autre compte est bloqué ou fermé");
    await refused('Le compte qui reste doit être actif', merged.id, staying);
  });

  it('an account with itself, nor with an agent', async () => {
    await refused("C'est l'adresse du compte qui reste", kept.id, staying);
    await givenAgent(app.database.owner, 'karim@opco.example', 'controller');
    await refused("L'un des deux est le compte d'un agent", kept.id, 'karim@opco.example');
    const own = await send('', kept.id, 'sophie@opco.example');
    expect([own.status, plain(own.body).includes('votre propre compte')]).toEqual([403, true]);
  });

  it('an account whose second factor is about to be removed', async () => {
    await sql`insert into second_factor_removal (account_id, opened_by, opened_at, checked)
      values (${merged.id}, ${sophie.id}, ${app.kernel.clock()}, 'Rappelée.')`.execute(app.database.owner);
    await refused("Le retrait d'une double authentification est demandé");
  });

  it.each(['to_activate', 'migrated'])('but one %s is', async (state) => {
    await setState(merged.id, state);
    await give(merged.id);
    expect((await merge()).status).toBe(303);
    expect(await held(kept.id)).toHaveLength(1);
  });

  it('what has changed since it was shown: both are shown again', async () => {
    await give(merged.id);
    const vu = seenIn((await compare()).body);
    await sql`update membership set role = 'accountant', version = version + 1`.execute(app.database.owner);
    const answer = await send(vu);
    expect(answer.status).toBe(409);
    expect(plain(answer.body)).toContain('a changé entre-temps');
    expect(answer.body).toContain('Rappelée au standard.');
    expect(plain(answer.body)).toContain('Comptable');
    expect(await stateOf(merged.id)).toBe('active');
    expect((await send(seenIn(answer.body))).status).toBe(303);
  });
});
