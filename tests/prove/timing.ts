// Nobody learns who has an account: not by the words, not by the headers, not by the time.
import { sql } from '../../src/platform/database';
import { hashOfSecret, newSecret } from '../../src/platform/links';
import { fillModel, giveDraft } from '../lab/drafts';
import { confirmPath, ground, sendFilled } from '../lab/journey';
import { patchedProgram } from '../lab/patched';
import { type Experiment, exactly, type Row, seenFault } from '../lab/rows';
import { areaUnderCurve } from '../lab/statistics';
import { addressOf, startTown, type Town } from '../lab/town';
import { type Reply, Visitor } from '../lab/visitor';

const each = 400;
/** A hash is dear, and drowns what little may differ beside it. */
const triesAt = (door: string) => (door.startsWith('sign-in') ? each / 2 : each);
const states = ['unknown', 'to_confirm', 'pending', 'to_activate', 'active', 'blocked', 'migrated'] as const;
type State = (typeof states)[number];

/** All of one length, so that two answers may be compared byte for byte. */
const emailOf = (state: State, index: number) =>
  `${String.fromCharCode(97 + states.indexOf(state))}${String(index).padStart(4, '0')}@etats.example`;

/** Asks once for an address in some state; the answer is looked at and timed. */
type Door = (town: Town, visitor: Visitor, email: string) => Promise<Reply>;

const signInWith =
  (password: string): Door =>
  (_town, visitor, email) =>
    visitor.post('/connexion', { email, password });

const doors: Readonly<Record<string, Door>> = {
  'sign-in, wrong password': signInWith('un mot de passe qui ne va pas'),
  'sign-in, empty password': signInWith(''),
  'sign-in, 1,000 characters': signInWith('x'.repeat(1000)),
  recovery: (_town, visitor, email) => visitor.post('/mot-de-passe-oublie', { email }),
  request: async (town, visitor, email) => {
    await giveDraft(town, visitor, email);
    return sendFilled(visitor, email);
  },
};

export const prove: Experiment = async function* (parts) {
  const town = await startTown();
  try {
    await settle(town);
    for (const [index, [name, door]] of Object.entries(doors).entries()) {
      if (parts.length === 0 || parts.includes(name)) yield* indiscernible(town, name, door, 40 + index);
    }
    if (parts.length === 0) yield await deadLinks(town);
  } finally {
    await town.remove();
  }
  if (parts.length > 0) return;
  yield* slowMail();
  yield seenFault('areas outside when an unknown address costs no hash', await control());
};

/** As many addresses as there are tries in each state, and one draft to copy. */
async function settle(town: Town): Promise<void> {
  const { db } = town;
  for (let index = 0; index < each; index++) {
    await town.request(emailOf('to_confirm', index), 'to_confirm');
    await town.request(emailOf('pending', index), 'pending');
  }
  for (const state of ['to_activate', 'active', 'blocked', 'migrated'] as const) {
    const emails = Array.from({ length: each }, (_, index) => emailOf(state, index));
    const withPassword = state === 'active' || state === 'blocked';
    await sql`
      insert into account (email, state, civility, first_name, last_name, job_title, phone, password_hash, created_at)
      select email, ${state}, 'MME', 'Claire', 'Vasseur', 'DRH', '+33600000000',
        ${withPassword ? sql`(select password_hash from account where email = ${ground.administrator})` : null},
        now()
      from unnest(${emails}::text[]) as email`.execute(db);
  }
  await sql`analyze`.execute(db);
  await fillModel(town);
}

/** Each state against an unknown address, through one door: same words, same headers, same time. */
async function* indiscernible(town: Town, name: string, door: Door, district: number): AsyncGenerator<Row> {
  const tries = triesAt(name);
  const { faces, times } = await ask(town, door, { district, tries });
  yield exactly(`12, ${name}: different answers over the seven states`, faces.size, 1);
  yield worstArea(`12, ${name}`, tries, times);
}

async function ask(town: Town, door: Door, { district, tries }: { district: number; tries: number }) {
  const faces = new Set<string>();
  const times = new Map<State, number[]>(states.map((state) => [state, []]));
  // Over the whole run, not in each round: what the former address makes the product do behind its answer would
  // weigh on every state but its own.
  const turns = shuffled(
    states.flatMap((state) => Array.from({ length: tries }, (_, turn) => ({ state, turn }))),
  );
  for (let index = 0; index < tries; index++) {
    const visitor = new Visitor(town.product.origin, addressOf(district, index));
    // The connection is open and warm before anything is timed.
    await visitor.get('/connexion');
    for (const { state, turn } of turns.splice(0, states.length)) {
      const email = emailOf(state, turn);
      const answer = await door(town, visitor, email);
      faces.add(face(answer, email));
      times.get(state)?.push(answer.ms);
    }
    visitor.leave();
  }
  return { faces, times };
}

/** What of an answer could tell: everything but the hour, its own number and the address typed. */
function face({ status, headers, body }: Reply, email: string): string {
  const { date: _date, 'x-request-id': _id, 'set-cookie': cookies, ...others } = headers;
  const names = (cookies ?? []).map((line) => line.replace(/=[^;]*/, '='));
  return JSON.stringify([status, others, names, body]).replaceAll(email, 'EMAIL');
}

/** The area furthest from one half, with its state. At 200 tries chance alone moves it by 0.03. */
function worstArea(name: string, tries: number, times: ReadonlyMap<State, readonly number[]>): Row {
  const { state, area } = areas(times)[0] ?? { state: 'none', area: Number.NaN };
  return {
    name: `${name}: area under the curve furthest from unknown's (${state}, ${tries} tries)`,
    figure: area.toFixed(3),
    bound: '0.40 to 0.60',
    ok: area >= 0.4 && area <= 0.6,
  };
}

function areas(times: ReadonlyMap<State, readonly number[]>) {
  const unknown = times.get('unknown') ?? [];
  return states
    .slice(1)
    .map((state) => ({ state, area: areaUnderCurve(times.get(state) ?? [], unknown) }))
    .sort((a, b) => Math.abs(b.area - 0.5) - Math.abs(a.area - 0.5));
}

const shuffled = <T>(list: readonly T[]): T[] =>
  list
    .map((one) => [Math.random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);

/** A confirmation link that is unknown, over, used long ago or of another kind: one page. */
async function deadLinks(town: Town): Promise<Row> {
  const requestId = await town.request('liens@etats.example', 'to_confirm');
  const dead = async (change: string) => {
    const secret = await town.link('access.confirm-request', requestId);
    await town.cluster.query(`update link set ${change} where token_hash = $1`, [hashOfSecret(secret)]);
    return secret;
  };
  const secrets = [
    newSecret(),
    await dead(`expires_at = now() - interval '1 hour'`),
    await dead(`used_at = now() - interval '1 hour'`),
    await town.link('access.follow-request', requestId),
    await town.link('accounts.password-reset', await town.account('lie@etats.example')),
  ];
  const visitor = new Visitor(town.product.origin, addressOf(48, 0));
  const faces = new Set<string>();
  for (const jeton of secrets) {
    const answers = [
      await visitor.get(`${confirmPath}?jeton=${jeton}`),
      await visitor.post(confirmPath, { jeton }),
      await visitor.post(confirmPath, { jeton, renvoyer: '' }),
    ];
    faces.add(answers.map((answer) => face(answer, jeton)).join());
  }
  visitor.leave();
  return exactly(
    '12, confirmation: different answers to links unknown, over, used and of another kind',
    faces.size,
    1,
  );
}

/** The mail server thinks for three seconds before each mail: nobody waits for it, whatever the state. */
async function* slowMail(): AsyncGenerator<Row> {
  const town = await startTown({ slowMs: 3000 });
  try {
    await settle(town);
    for (const [index, name] of (['recovery', 'request'] as const).entries()) {
      const door = doors[name] as Door;
      yield* indiscernible(town, `${name} with a mail server that takes 3 s`, door, 50 + index);
    }
  } finally {
    await town.remove();
  }
}

/** Without a hash for an address that has no password, the time tells: it must be seen. */
async function control(): Promise<number> {
  const planted = patchedProgram('no password hashed for an unknown address');
  const town = await startTown({ program: planted.program });
  try {
    await settle(town);
    const { times } = await ask(town, signInWith('un mot de passe qui ne va pas'), {
      district: 60,
      tries: each / 2,
    });
    return areas(times).filter(({ area }) => area < 0.4 || area > 0.6).length;
  } finally {
    await town.remove();
    planted.remove();
  }
}
