// Thirty requests released together: what may happen once happens once, with all that goes with it, once.
import { sql } from '../../src/platform/database';
import { accountRaces } from '../lab/account-races';
import { releaseTogether, type Shot } from '../lab/burst';
import { activationPath, confirmPath, decisionPath, fillRequest, gauges } from '../lab/journey';
import { patchedProgram } from '../lab/patched';
import { type Experiment, exactly, seenFault } from '../lab/rows';
import { addressOf, startTown, type Town } from '../lab/town';
import { usersRaces } from '../lab/users-races';
import { type Reply, Visitor } from '../lab/visitor';

const ways = 30;
const rounds = 20;
const followPath = '/demande-de-compte/suivi';
const resetPath = '/mot-de-passe/nouveau';
const newPassword = 'onze girafes sous la pluie 7';

/** One round made ready: what is released, and what must be there afterwards, as names and numbers. */
interface Round {
  readonly shots: readonly Shot[];
  readonly expected: Readonly<Record<string, number>>;
  /** The row of figures found, under the same names. */
  readonly found: string;
  readonly values: readonly unknown[];
  /** Answers that say "done": how many there must be; left out where every answer may. */
  readonly won?: (reply: Reply) => boolean;
}

type Prepare = (town: Town, round: number) => Promise<Round>;

const from = (round: number) => (way: number) => addressOf(30 + round, way);
const shotsOf = (round: number, shot: (way: number) => Omit<Shot, 'from'>): Shot[] =>
  Array.from({ length: ways }, (_, way) => ({ from: from(round)(way), ...shot(way) }));

const historyOf = (alias: string, ...actions: readonly string[]) =>
  `(select count(*)::int from history_entry where subject_id = $1
    and action in (${actions.map((one) => `'access.request-${one}'`).join(',')})) as "${alias}"`;
const mailsTo = (alias: string, parameter: string) =>
  `(select count(*)::int from outgoing_mail where recipient = ${parameter}) as "${alias}"`;
const whatFollows = `
  (select count(*)::int from account where email = $2) as accounts,
  (select count(*)::int from membership where request_id = $1::uuid) as memberships,
  (select count(*)::int from membership where request_id = $1::uuid and state = 'active') as active`;

const done = ({ status }: Reply) => status === 303;

async function pendingRound(town: Town, name: string, round: number) {
  const email = `${name}${round}@courses.example`;
  const id = await town.request(email, 'pending');
  const sessions = await Promise.all(town.deciders.map((decider) => town.session(decider)));
  const decide = (form: Readonly<Record<string, string>>) => (way: number) => ({
    path: decisionPath(id),
    form,
    cookies: { mc2i: sessions[way % 2] ?? '' },
  });
  return { email, id, decide };
}

const approval = { decision: 'valider', role: 'funding_manager' };
const refusal = { decision: 'refuser', motif: 'Cette personne ne travaille pas ici.' };

const races: Readonly<Record<string, Prepare>> = {
  async send({ product }, round) {
    const email = `envoi${round}@courses.example`;
    const visitor = new Visitor(product.origin, from(round)(200));
    await fillRequest(visitor, email);
    const [path, fields] = gauges(email)[3];
    const { body } = await visitor.get(path);
    const brouillon = /name="brouillon" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const cookies = Object.fromEntries(visitor.cookies);
    visitor.leave();
    return {
      shots: shotsOf(round, () => ({ path, form: { ...fields, brouillon }, cookies })),
      expected: { requests: 1, told: 1, mails: 1 },
      found: `select count(*)::int as requests,
        (select count(*)::int from history_entry join access_request as sent on sent.id::text = subject_id
          where sent.email = $1 and action = 'access.request-sent') as told,
        ${mailsTo('mails', '$1')} from access_request where email = $1`,
      values: [email],
    };
  },
  async confirm(town, round) {
    const email = `adresse${round}@courses.example`;
    const id = await town.request(email, 'to_confirm');
    const jeton = await town.link('access.confirm-request', id);
    return {
      shots: shotsOf(round, () => ({ path: confirmPath, form: { jeton } })),
      expected: { told: 1, pending: 1, follow: 1, deciders: 2 },
      found: `select ${historyOf('told', 'confirmed')},
        (select count(*)::int from access_request where id = $1::uuid and state = 'pending') as pending,
        (select count(*)::int from outgoing_mail where deduplication_key like 'access.request-to-decide:' || $1 || ':%')
          as deciders, ${mailsTo('follow', '$2')}`,
      values: [id, email],
    };
  },
  async approve(town, round) {
    const { email, id, decide } = await pendingRound(town, 'validation', round);
    return {
      shots: shotsOf(round, decide(approval)),
      expected: { told: 1, accounts: 1, memberships: 1, active: 1, mails: 1 },
      found: `select ${historyOf('told', 'approved', 'refused')}, ${whatFollows}, ${mailsTo('mails', '$2')}`,
      values: [id, email],
      won: done,
    };
  },
  async refuse(town, round) {
    const { email, id, decide } = await pendingRound(town, 'refus', round);
    return {
      shots: shotsOf(round, decide(refusal)),
      expected: { told: 1, accounts: 0, memberships: 0, active: 0, mails: 1 },
      found: `select ${historyOf('told', 'approved', 'refused')}, ${whatFollows}, ${mailsTo('mails', '$2')}`,
      values: [id, email],
      won: done,
    };
  },
  async 'approve against refuse'(town, round) {
    const { email, id, decide } = await pendingRound(town, 'contraires', round);
    return {
      shots: shotsOf(round, (way) => decide(way % 4 < 2 ? approval : refusal)(way)),
      expected: { told: 1, mails: 1, coherent: 1 },
      found: `select ${historyOf('told', 'approved', 'refused')}, ${mailsTo('mails', '$2')}, ${coherent}`,
      values: [id, email],
      won: done,
    };
  },
  async 'cancel against approve'(town, round) {
    const { email, id, decide } = await pendingRound(town, 'renonce', round);
    const jeton = await town.link('access.follow-request', id);
    return {
      shots: shotsOf(round, (way) =>
        way % 2 === 0 ? { path: followPath, form: { jeton } } : decide(approval)(way >> 1),
      ),
      expected: { told: 1, coherent: 1 },
      found: `select ${historyOf('told', 'approved', 'cancelled')}, ${coherent}, $2::text is null as unused`,
      values: [id, email],
    };
  },
  activate: (town, round) => chooseRound(town, round, 'to_activate'),
  'password reset': (town, round) => chooseRound(town, round, 'active'),
  async resend(town, round) {
    const email = `renvoi${round}@courses.example`;
    const id = await town.request(email, 'to_confirm');
    const jeton = await town.link('access.confirm-request', id);
    await sql`update link set expires_at = now() - interval '1 minute' where subject_id = ${id}`.execute(
      town.db,
    );
    return {
      shots: shotsOf(round, () => ({ path: confirmPath, form: { jeton, renvoyer: '' } })),
      expected: { tooMany: 0, live: 1 },
      found: `select greatest(0, count(*)::int - 5) as "tooMany",
        (select count(*)::int from link where subject_id = $1::uuid and used_at is null and expires_at > now()) as live
        from outgoing_mail where recipient = $2`,
      values: [id, email],
    };
  },
};

const ofUsers = Object.fromEntries(
  Object.entries(usersRaces).map(([name, prepare]): [string, Prepare] => [
    name,
    async (town, round) => {
      const { shot, ...rest } = await prepare(town, round);
      return { ...rest, shots: shotsOf(round, shot), won: done };
    },
  ]),
);

const ofAccounts = Object.fromEntries(
  Object.entries(accountRaces).map(([name, prepare]): [string, Prepare] => [
    name,
    async (town, round) => {
      const { shot, ...rest } = await prepare(town, round);
      return { ...rest, shots: shotsOf(round, shot) };
    },
  ]),
);

/** An approved request has its account and its right; any other has neither. */
const coherent = `(select case when request.state = 'approved'
    then (select count(*) from account where email = $2) = 1
      and (select count(*) from membership where request_id = $1::uuid and state = 'active') = 1
    else (select count(*) from account where email = $2) = 0
      and (select count(*) from membership where request_id = $1::uuid) = 0 end::int
  from access_request as request where request.id = $1::uuid) as coherent`;

async function chooseRound(town: Town, round: number, state: 'to_activate' | 'active'): Promise<Round> {
  const email = `${state.replace('_', '')}${round}@courses.example`;
  const accountId = await town.account(email, state);
  const reset = state === 'active';
  const jeton = await town.link(reset ? 'accounts.password-reset' : 'accounts.activation', accountId);
  const path = reset ? resetPath : activationPath;
  return {
    shots: shotsOf(round, () => ({ path, form: { jeton, password: newPassword } })),
    expected: { told: 1, sessions: 1, active: 1, mails: reset ? 1 : 0 },
    found: `select ${mailsTo('mails', '$2')},
      (select count(*)::int from history_entry where subject_id = $1
        and action in ('accounts.activated', 'accounts.password-changed')) as told,
      (select count(*)::int from session where account_id = $1::uuid) as sessions,
      (select count(*)::int from account where id = $1::uuid and state = 'active') as active`,
    values: [accountId, email],
    won: ({ status, headers }) => status === 303 && headers.location === '/accueil',
  };
}

export const prove: Experiment = async function* (parts) {
  const town = await startTown();
  const failures: Reply[] = [];
  try {
    for (const [name, prepare] of Object.entries({ ...races, ...ofUsers, ...ofAccounts })) {
      if (parts.length > 0 && !parts.includes(name)) continue;
      let right = 0;
      for (let round = 0; round < rounds; round++) {
        const { replies, faults } = await run(town, prepare, round);
        failures.push(...replies.filter(({ status }) => status === 0 || status === 500));
        if (faults.length === 0) right++;
        else console.error(`${name}, round ${round}: ${faults.join(', ')}`);
      }
      yield exactly(
        `3, ${name}: rounds of ${ways} at once with one success and all that follows, once`,
        right,
        rounds,
      );
    }
    yield exactly('3, answers that are a failure or none', failures.length, 0);
  } finally {
    await town.remove();
  }
  if (parts.length === 0 || parts.includes('control'))
    yield seenFault('rounds of a look before the decision that let several through', await control());
};

async function run(town: Town, prepare: Prepare, number: number) {
  const round = await prepare(town, number);
  const replies = await releaseTogether(town.product.origin, round.shots);
  await town.settled();
  const [found] = await town.cluster.query<Record<string, number>>(round.found, round.values);
  const faults = Object.entries(round.expected)
    .filter(([name, value]) => found?.[name] !== value)
    .map(([name, value]) => `${name} ${found?.[name]} instead of ${value}`);
  if (round.won) {
    const winners = replies.filter(round.won).length;
    if (winners !== 1) faults.push(`${winners} answers say that it is done`);
  }
  return { replies, found, faults };
}

/** Without the compare-and-set, only the look before it is left: several decisions get through. */
async function control(): Promise<number> {
  const planted = patchedProgram('a decision taken whatever the state');
  const town = await startTown({ program: planted.program });
  try {
    let seen = 0;
    for (let round = 0; round < 5; round++) {
      const { found } = await run(town, races.refuse as Prepare, round);
      if ((found?.told ?? 0) > 1) seen++;
    }
    return seen;
  } finally {
    await town.remove();
    planted.remove();
  }
}
