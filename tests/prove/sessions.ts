// A session cannot be planted, guessed or kept, and opens nothing once the right behind it is gone.
import { sql } from '../../src/platform/database';
import { newSecret } from '../../src/platform/links';
import { decisionPath, ground, signIn } from '../lab/journey';
import { patchedProgram } from '../lab/patched';
import { atLeast, type Experiment, exactly, type Row, seenFault } from '../lab/rows';
import { addressOf, startTown, type Town } from '../lab/town';
import { Visitor } from '../lab/visitor';
import { givenAgent, givenMembership } from '../support/people';

const publicUrl = 'https://portail.moncompte.example';
const sessionCookie = '__Host-mc2i';
const ids = 2000;
const people = 20;
const newPassword = 'onze girafes sous la pluie 7';

export const prove: Experiment = async function* () {
  const town = await startTown({ settings: { PUBLIC_URL: publicUrl } });
  try {
    yield* renewed(town);
    yield* unguessable(town);
    yield* flags(town);
    yield* withdrawn(town);
    yield* outOfTime(town);
  } finally {
    await town.remove();
  }
  yield seenFault('sessions that outlive their sign-out when nothing deletes them', await control());
};

const visitorOf = (town: Town, index: number) => new Visitor(town.product.origin, addressOf(100, index));

/** Whether this secret is somebody signed in. */
async function opens(
  town: Town,
  secret: string,
  path = '/accueil',
  cookie = sessionCookie,
): Promise<boolean> {
  const visitor = visitorOf(town, 1);
  visitor.setCookie(cookie, secret);
  const { status } = await visitor.get(path);
  visitor.leave();
  return status === 200;
}

const secretOf = (visitor: Visitor) => visitor.cookies.get(sessionCookie) ?? '';

/** A new secret whenever what it is worth changes, and the one before worth nothing. */
async function* renewed(town: Town): AsyncGenerator<Row> {
  const faults: string[] = [];
  const expect = (what: string, right: boolean) => {
    if (!right) faults.push(what);
  };
  for (let person = 0; person < people; person++) {
    const email = `seance${person}@seances.example`;
    const accountId = await town.account(email);
    const visitor = visitorOf(town, 10 + person);
    const planted = person % 2 === 0 ? newSecret() : await town.session(await town.account(`autre${email}`));
    visitor.setCookie(sessionCookie, planted);
    await signIn(visitor, email);
    const first = secretOf(visitor);
    expect('planted id kept', first !== planted);
    expect('planted id opens', !(await opens(town, planted)));
    await signIn(visitor, email);
    const second = secretOf(visitor);
    expect('same id at a second sign-in', second !== first);
    expect('old id opens after a second sign-in', !(await opens(town, first)));
    const elsewhere = await town.session(accountId);
    const jeton = await town.link('accounts.password-reset', accountId);
    await visitor.post('/mot-de-passe/nouveau', { jeton, password: newPassword });
    const third = secretOf(visitor);
    expect('same id after a new password', third !== second);
    expect(
      'an id opens after a new password',
      !(await opens(town, second)) && !(await opens(town, elsewhere)),
    );
    expect('the new id does not open', await opens(town, third));
    await visitor.post('/deconnexion', {});
    expect('an id opens after the sign-out', !(await opens(town, third)));
    expect('the cookie stays after the sign-out', !visitor.cookies.has(sessionCookie));
    visitor.leave();
  }
  yield exactly(
    `13, ids kept or alive over ${people} people's sign-ins, new passwords, sign-outs`,
    faults.join(', ') || 'none',
    'none',
  );
}

async function* unguessable(town: Town): AsyncGenerator<Row> {
  const accountId = await town.account('alea@seances.example');
  const secrets: string[] = [];
  for (let index = 0; index < ids; index++) secrets.push(await town.session(accountId));
  const visitor = visitorOf(town, 40);
  await signIn(visitor, 'alea@seances.example');
  const signedIn = secretOf(visitor);
  visitor.leave();
  const bytes = [...secrets, signedIn].map((secret) => Buffer.from(secret, 'base64url'));
  const shortest = Math.min(...bytes.map(({ length }) => length));
  let balanced = 0;
  for (let bit = 0; bit < shortest * 8; bit++) {
    const share = bytes.filter((one) => ((one[bit >> 3] ?? 0) >> (bit & 7)) & 1).length / bytes.length;
    // Six deviations of a fair coin tossed two thousand times.
    if (Math.abs(share - 0.5) < 0.067) balanced++;
  }
  yield exactly(`13, different ids of ${ids + 1}`, new Set([...secrets, signedIn]).size, ids + 1);
  yield atLeast('13, bits of an id that fall either way as often', balanced, 128);
  const kept = await town.count(
    `select count(*)::int from session where encode(id_hash, 'base64') like '%' || $1 || '%' or encode(id_hash, 'escape') like '%' || $1 || '%'`,
    [signedIn],
  );
  yield exactly('13, ids readable in the database', kept, 0);
}

async function* flags(town: Town): AsyncGenerator<Row> {
  const email = 'drapeaux@seances.example';
  const accountId = await town.account(email);
  const visitor = visitorOf(town, 41);
  const signedIn = await signIn(visitor, email);
  const draft = await visitor.post('/demande-de-compte/mon-adresse-email', {
    email,
    aller: 'mon-entreprise',
  });
  const lines = [signedIn, draft].flatMap(({ headers }) => headers['set-cookie'] ?? []);
  const wrong = lines.filter(
    (line) =>
      !/^__Host-[\w-]+=[\w-]{43};/.test(line) ||
      !/; Path=\/(;|$)/.test(line) ||
      /; Domain=/i.test(line) ||
      !['HttpOnly', 'Secure'].every((flag) => line.includes(`; ${flag}`)) ||
      !/; SameSite=(Lax|Strict)/.test(line),
  );
  visitor.leave();
  yield exactly('13, cookies set by a sign-in and a draft over https', lines.length, 3);
  yield exactly('13, of them without __Host-, Secure, HttpOnly, SameSite, Path=/', wrong.length, 0);
  const bare = await opens(town, await town.session(accountId), '/accueil', 'mc2i');
  yield exactly('13, a cookie without its prefix opens', bare ? 'yes' : 'no', 'no');
}

/** Their right may be the last of its kind: see migrations/0012_users.sql. */
const byTheOpco = sql`from (select set_config('mc2i.by_the_opco', 'yes', true)) as said`;

/** How a right goes away, and a page that it opened. */
const withdrawals: Readonly<Record<string, (accountId: string) => ReturnType<typeof sql>>> = {
  'membership ended': (id) =>
    sql`update membership set state = 'ended', end_reason = 'Départ' ${byTheOpco} where account_id = ${id}`,
  'membership suspended': (id) =>
    sql`update membership set state = 'suspended' ${byTheOpco} where account_id = ${id}`,
  'last day over': (id) =>
    sql`update membership set ends_on = current_date - 2 ${byTheOpco} where account_id = ${id}`,
  'lesser role': (id) => sql`update membership set role = 'viewer' ${byTheOpco} where account_id = ${id}`,
  'account blocked': (id) => sql`update account set state = 'blocked' where id = ${id}`,
};

async function* withdrawn(town: Town): AsyncGenerator<Row> {
  const { db } = town;
  const requestId = await town.request('attente@seances.example', 'pending');
  const path = decisionPath(requestId);
  let next = 0;
  for (const [what, withdraw] of Object.entries(withdrawals)) {
    let refused = 0;
    for (let person = 0; person < people; person++) {
      const accountId = await town.account(`retrait${next++}@seances.example`);
      await givenMembership(db, { accountId, siren: ground.siren, siret: ground.siret });
      const visitor = visitorOf(town, 50 + person);
      visitor.setCookie(sessionCookie, await town.session(accountId));
      const before = await visitor.get(path);
      await withdraw(accountId).execute(db);
      const read = await visitor.get(path);
      const written = await visitor.post(path, { decision: 'valider', role: 'viewer' });
      const comesBack = (status: number) => status === 200 || (status === 303 && what !== 'account blocked');
      if (before.status === 200 && !comesBack(read.status) && !comesBack(written.status)) refused++;
      visitor.leave();
    }
    yield exactly(`6, ${what}: next requests refused of ${people}`, refused, people);
  }
  let refused = 0;
  for (let person = 0; person < people; person++) {
    const agentId = await givenAgent(db, `agent${person}@seances.example`, 'account_manager');
    const visitor = visitorOf(town, 80 + person);
    visitor.setCookie(sessionCookie, await town.session(agentId));
    const before = await visitor.get('/agents/demandes-de-compte');
    await sql`delete from agent_role where account_id = ${agentId}`.execute(db);
    const after = await visitor.get('/agents/demandes-de-compte');
    if (before.status === 200 && after.status === 404) refused++;
    visitor.leave();
  }
  yield exactly(`6, agent's role removed: next requests refused of ${people}`, refused, people);
  const decided = await town.count(
    `select count(*)::int from access_request where id = $1 and state <> 'pending'`,
    [requestId],
  );
  yield exactly('6, decisions taken after the right was gone', decided, 0);
}

/** Thirty minutes without a request, twelve hours whatever is done; the rows are dated back. */
async function* outOfTime(town: Town): AsyncGenerator<Row> {
  const accountId = await town.account('horloge@seances.example');
  const aged = async (seen: string, created: string) => {
    const secret = await town.session(accountId);
    await sql`update session set last_seen_at = now() - ${seen}::interval, created_at = now() - ${created}::interval
      where last_seen_at = (select max(last_seen_at) from session where account_id = ${accountId})
        and account_id = ${accountId}`.execute(town.db);
    return opens(town, secret);
  };
  const answers = [
    await aged('29 minutes', '29 minutes'),
    await aged('31 minutes', '31 minutes'),
    await aged('1 minute', '11 hours 59 minutes'),
    await aged('1 minute', '12 hours 1 minute'),
  ];
  yield exactly(
    '13, sessions open after 29 and 31 minutes idle, 11 h 59 and 12 h 01 at work',
    answers.map((open) => (open ? 'yes' : 'no')).join(' '),
    'yes no yes no',
  );
}

/** A sign-out that only clears the cookie: it must be seen. */
async function control(): Promise<number> {
  const planted = patchedProgram('a session that outlives its end');
  const town = await startTown({ program: planted.program, settings: { PUBLIC_URL: publicUrl } });
  try {
    let alive = 0;
    for (let person = 0; person < 3; person++) {
      const visitor = visitorOf(town, 10 + person);
      visitor.setCookie(
        sessionCookie,
        await town.session(await town.account(`sortie${person}@seances.example`)),
      );
      const secret = secretOf(visitor);
      await visitor.post('/deconnexion', {});
      visitor.leave();
      if (await opens(town, secret)) alive++;
    }
    return alive;
  } finally {
    await town.remove();
    planted.remove();
  }
}
