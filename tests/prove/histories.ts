// Four people act at once on the same requests, at random: whatever they do, the rows agree with one another.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import {
  accessChores,
  accessJobs,
  accessRights,
  approveAccountRequest,
  cancelAccountRequest,
  confirmAddress,
  refuseAccountRequest,
  submitAccountRequest,
} from '../../src/access';
import { type Kernel, perform } from '../../src/platform/behaviour';
import { days, minutes } from '../../src/platform/clock';
import { type Database, inTransaction, migrate, openDatabase, sql } from '../../src/platform/database';
import { InvalidInput, Refusal } from '../../src/platform/errors';
import { hashOfSecret, issueLink, newSecret } from '../../src/platform/links';
import { createSeal } from '../../src/platform/seal';
import { type Person, visitor } from '../../src/platform/who-may';
import { startCluster } from '../lab/cluster';
import { atLeast, type Experiment, exactly, seenFault } from '../lab/rows';
import { givenAccount, givenAgent, givenCompany, givenMembership } from '../support/people';

const histories = 500;

/** What one of the four does next; `who` sends for which `site`, with an administrator or without; `by` decides. */
const step = fc.record({
  kind: fc.constantFrom(
    'send',
    'confirm',
    'confirm',
    'approve',
    'approve',
    'refuse',
    'block',
    'cancel',
    'wait',
  ),
  who: fc.nat(3),
  site: fc.nat(1),
  by: fc.nat(3),
  role: fc.constantFrom('viewer', 'funding_manager', 'establishment_administrator'),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
const life = fc.array(step, { minLength: 5, maxLength: 10 });

interface World {
  readonly db: Database;
  readonly kernel: Kernel;
  readonly siren: string;
  readonly sirets: readonly [string, string];
  readonly emails: readonly string[];
  /** Who decides, or tries to: an administrator of the first site, one of the company, an agent, nobody special. */
  readonly people: readonly Person[];
}

export const prove: Experiment = async function* () {
  const sound = await play(histories, decide);
  yield exactly('R7, histories of four people at once', sound.played, histories);
  yield exactly('R7, rows that disagree after one of them', sound.violations.join(' ') || 'none', 'none');
  yield exactly('R7, times that two of them waited for each other', sound.deadlocks, 0);
  for (const [what, count] of Object.entries(sound.done))
    yield atLeast(`R7, ${what} done over them`, count, 100);
  const naive = await play(100, decideNaively);
  yield seenFault('rows that disagree when a decision looks first and writes later', naive.violations.length);
};

async function play(count: number, decides: typeof decide) {
  const cluster = await startCluster({ settings: { fsync: 'off' } });
  const [owner, app] = [cluster.url('owner'), cluster.url('app')];
  const all = openDatabase(cluster.url('superuser'), { max: 2 });
  const db = openDatabase(app, { max: 8 });
  try {
    await migrate({ ownerUrl: owner, appUrl: app });
    const done: Record<string, number> = { sendings: 0, confirmations: 0, decisions: 0, refusals: 0 };
    let played = 0;
    let violations: string[] = [];
    const property = fc.asyncProperty(fc.tuple(life, life, life, life), async (lives) => {
      const world = await found(all, db, played++);
      // Something to decide from the first instant on.
      for (const site of [0, 1])
        await take(world, { ...lives[0][0], kind: 'send', who: site * 2, site } as Step, decides, done);
      await Promise.all(
        lives.map(async (steps) => {
          for (const one of steps) await take(world, one, decides, done);
        }),
      );
      await answerAll(world);
      violations = await disagreements(all, world);
      // The chores of the next ones would go through what is left here.
      await sql`update access_request set state = 'expired' where siren = ${world.siren}
        and state in ('to_confirm', 'pending')`.execute(all);
      return violations.length === 0;
    });
    // What runs at once does not run the same way twice: a smaller example would prove nothing.
    const { failed, errorInstance } = await fc.check(property, { numRuns: count, endOnFailure: true });
    if (failed && violations.length === 0) violations = [String(errorInstance)];
    // The server adds a session's figures up when it closes.
    await db.destroy();
    await sleep(1000);
    const [row] = await cluster.query<{ deadlocks: number }>(
      `select deadlocks::int from pg_stat_database where datname = current_database()`,
    );
    return { played, violations, done, deadlocks: row?.deadlocks ?? -1 };
  } finally {
    await db.destroy();
    await all.destroy();
    await cluster.remove();
  }
}

/** A company of its own for each history: a site with an administrator, one without, and who is about. */
async function found(all: Database, db: Database, index: number): Promise<World> {
  const siren = String(100_000_000 + index);
  const sirets = [`${siren}00011`, `${siren}00029`] as const;
  await givenCompany(all, { siren, sirets });
  const emails = ['passant', 'administratrice', 'agente', 'membre'].map(
    (name) => `${name}${index}@histoires.example`,
  );
  const [, administrator = '', agent = '', member = ''] = emails;
  const accountId = await givenAccount(all, { email: administrator });
  await givenMembership(all, { accountId, siren, siret: sirets[0] });
  const second = await givenAccount(all, { email: `directrice${index}@histoires.example` });
  await givenMembership(all, { accountId: second, siren, siret: sirets[0] });
  const ids = [
    accountId,
    second,
    await givenAgent(all, agent, 'account_manager'),
    await givenAccount(all, { email: member }),
  ];
  const kernel: Kernel = {
    db,
    clock: () => new Date(),
    rights: accessRights(() => new Date(), 'offered'),
    seal: createSeal(randomBytes(32)),
    publicUrl: 'https://portail.example',
    demonstration: false,
  };
  const people = await Promise.all(ids.map((id) => kernel.rights.person(db, id)));
  return { db, kernel, siren, sirets, emails, people: people.filter((one) => one !== null) };
}

async function take(
  world: World,
  one: Step,
  decides: typeof decide,
  done: Record<string, number>,
): Promise<void> {
  const add = (what: string) => {
    done[what] = (done[what] ?? 0) + 1;
  };
  try {
    switch (one.kind) {
      case 'send':
        await send(world, one);
        add('sendings');
        // Now and then the workers are late.
        if (one.by > 0) await answerAll(world);
        return;
      case 'confirm':
        if (await byLink(world, 'to_confirm', 'access.confirm-request')) add('confirmations');
        return;
      case 'cancel':
        await byLink(world, 'pending', 'access.follow-request');
        return;
      case 'wait':
        return await pass(world, one);
      default:
        if (await decides(world, one)) add('decisions');
    }
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof InvalidInput)) throw error;
    add('refusals');
  }
}

async function send({ db, kernel, siren, sirets, emails }: World, { who, site, role }: Step): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into access_request_draft (token_hash, updated_at, expires_at)
    values (${hashOfSecret(newSecret())}, now(), now()) returning access_request_draft.id`.execute(db);
  await perform(kernel, submitAccountRequest, visitor, {
    draftId: rows[0]?.id ?? '',
    documentId: null,
    email: emails[who] ?? '',
    civility: 'MME',
    lastName: 'Debuire',
    firstName: 'Isabelle',
    jobTitle: 'Project manager',
    phone: '+33600000000',
    siren,
    siret: sirets[site] ?? '',
    role,
    proposedCompany: null,
    proposedEstablishment: null,
  });
}

/** As the workers do, several at once and in no order: what each address receives, and which request takes another's place. */
async function answerAll({ kernel, db, siren }: World): Promise<void> {
  const [answer] = accessJobs;
  const { rows } = await sql<{ id: string }>`
    select request.id from access_request as request where request.siren = ${siren}
      and request.state = 'to_confirm' and request.answered_at is null order by random()`.execute(db);
  await Promise.all(rows.map(({ id }) => answer?.run(kernel, { requestId: id })));
}

/** One of the company's requests in this state, whatever has become of it since it was read. */
async function anyRequest(world: World, state: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select request.id from access_request as request
    where request.siren = ${world.siren} and request.state = ${state}
    order by random() limit 1`.execute(world.db);
  return rows[0]?.id ?? null;
}

async function byLink(world: World, state: string, kind: string): Promise<boolean> {
  const requestId = await anyRequest(world, state);
  if (requestId === null) return false;
  const now = new Date();
  const expiresAt = new Date(now.getTime() + minutes(60));
  const secret = await inTransaction(world.db, (tx) =>
    issueLink(tx, { kind, subjectId: requestId, now, expiresAt }),
  );
  if (state === 'pending') return perform(world.kernel, cancelAccountRequest, visitor, { secret });
  return (await perform(world.kernel, confirmAddress, visitor, { secret })).done;
}

/** Some days go by for whoever looks at the deadlines. */
async function pass({ kernel }: World, { who }: Step): Promise<void> {
  const later = { ...kernel, clock: () => new Date(Date.now() + days(who * 12)) };
  const chore = accessChores[who + 1];
  await chore?.run(later);
}

async function decide(world: World, one: Step): Promise<boolean> {
  const requestId = await anyRequest(world, 'pending');
  const person = world.people[one.by];
  if (requestId === null || !person) return false;
  if (one.kind === 'approve')
    await perform(world.kernel, approveAccountRequest, person, { requestId, role: one.role });
  else {
    const reason = 'Cette personne ne travaille pas ici.';
    await perform(world.kernel, refuseAccountRequest, person, {
      requestId,
      reason,
      block: one.kind === 'block',
    });
  }
  return true;
}

/** The twin that everybody writes first: it looks, then it writes. */
async function decideNaively(world: World, one: Step): Promise<boolean> {
  const requestId = await anyRequest(world, 'pending');
  if (requestId === null) return false;
  await sql`update access_request set state = 'refused', reason = 'Non', decided_at = now(),
    decided_by = ${world.people[one.by]?.accountId ?? null} where id = ${requestId}`.execute(world.db);
  await sql`insert into history_entry (at, actor_kind, action, subject_kind, subject_id)
    values (now(), 'person', 'access.request-refused', 'access-request', ${requestId})`.execute(world.db);
  return true;
}

const rules: Readonly<Record<string, string>> = {
  'two open requests of a person for a site': `select 1 from access_request as request where siren = $1
    and state in ('to_confirm', 'pending') group by email, siret, state having count(*) > 1`,
  'not one end in the history': `select 1 from access_request as request where siren = $1 and (
    select count(*) from history_entry where subject_id = request.id::text and action in ('access.request-approved',
      'access.request-refused', 'access.request-refused-and-blocked', 'access.request-expired', 'access.request-cancelled'))
    <> (case when state in ('to_confirm', 'pending') or reason = 'replaced' then 0 else 1 end)`,
  'approved without its right': `select 1 from access_request as request where siren = $1 and state = 'approved'
    and not exists (select from membership as held where held.request_id = request.id and held.state = 'active'
      and held.account_id = request.account_id and held.role = request.granted_role)`,
  'a right without its request': `select 1 from membership as held join access_request as request
    on request.id = held.request_id where held.siren = $1 and ((held.state = 'active' and request.state <> 'approved')
      or (held.state = 'pending') <> (request.state = 'pending'))`,
  'a right of nobody': `select 1 from membership as held join account on account.id = held.account_id
    where held.siren = $1 and held.state = 'active' and account.state = 'closed'`,
  'a decision of one’s own request': `select 1 from access_request as request join account
    on account.id = request.decided_by where request.siren = $1 and account.email = request.email`,
  'a decision without the right to take it': `select 1 from access_request as request where siren = $1
    and decided_by is not null and not exists (select from agent_role where account_id = request.decided_by)
    and not exists (select from membership as held where held.account_id = request.decided_by
      and held.role = 'establishment_administrator' and held.siret = request.siret)`,
  'a site without administrator': `select 1 where not exists (select from membership where siret = $1 || '00011'
    and role = 'establishment_administrator' and state = 'active')`,
  'two mails of one decision': `select 1 from outgoing_mail as mail join access_request as request
    on mail.deduplication_key in ('access.granted:' || request.id, 'access.request-refused:' || request.id)
    where request.siren = $1 group by request.id having count(*) > 1`,
};

async function disagreements(all: Database, { siren }: World): Promise<string[]> {
  const wrong: string[] = [];
  for (const [rule, text] of Object.entries(rules)) {
    const { rows } = await sql.raw(text.replaceAll('$1', `'${siren}'`)).execute(all);
    if (rows.length > 0) wrong.push(`${rule} (${rows.length})`);
  }
  return wrong;
}
