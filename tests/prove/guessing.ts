// Guessing is hopeless, whoever guesses from wherever; and guessing at somebody locks nobody out.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { newSecret } from '../../src/platform/links';
import { releaseTogether, type Shot } from '../lab/burst';
import { activationPath, confirmPath, ground, secretIn } from '../lab/journey';
import { openLoad } from '../lab/load';
import { patchedProgram } from '../lab/patched';
import { atLeast, atMost, type Experiment, exactly, type Row, seenFault } from '../lab/rows';
import { quantile } from '../lab/statistics';
import { addressOf, startTown, type Town } from '../lab/town';
import { type Reply, Visitor } from '../lab/visitor';

const batch = 100;
const signInPath = '/connexion';
const resetPath = '/mot-de-passe/nouveau';

export const prove: Experiment = async function* () {
  const town = await startTown();
  try {
    yield* hidden(town);
    yield* spoofed(town);
    yield await wrongSecrets(town);
    yield* notLockedOut(town);
    yield* flood(town);
  } finally {
    await town.remove();
  }
  yield seenFault('passwords looked at beyond ten when the counts stop nobody', await control());
};

interface Spread {
  readonly email: string;
  readonly from: (position: number) => string;
  readonly headers?: (position: number) => Readonly<Record<string, string>>;
  readonly typed?: (position: number) => string;
}

/** The right password hidden behind the first ten of a hundred, which leave together after them. */
async function guess(town: Town, spread: Spread): Promise<{ sessions: number; looked: number }> {
  const right = 10 + Math.floor(Math.random() * (batch - 10));
  const shots: Shot[] = Array.from({ length: batch }, (_, position) => ({
    from: spread.from(position),
    path: signInPath,
    form: {
      email: position === right ? spread.email : (spread.typed?.(position) ?? spread.email),
      password: position === right ? ground.password : `essai numéro ${position} du lot`,
    },
    headers: spread.headers?.(position) ?? {},
  }));
  const replies = [
    ...(await releaseTogether(town.product.origin, shots.slice(0, 10))),
    ...(await releaseTogether(town.product.origin, shots.slice(10))),
  ];
  return {
    sessions: replies.filter(({ status }) => status === 303).length,
    // Refused before the password is looked at: 429 by the counts, 503 by the queue.
    looked: replies.filter(({ status }) => status !== 429 && status !== 503).length,
  };
}

async function* hidden(town: Town): AsyncGenerator<Row> {
  const places: Readonly<Record<string, (round: number) => Spread['from']>> = {
    'one address': (round) => () => addressOf(70, round),
    'a hundred addresses': (round) => (position) => addressOf(71 + round, position),
  };
  for (const [place, spreadOf] of Object.entries(places)) {
    const results: { sessions: number; looked: number }[] = [];
    for (let round = 0; round < 5; round++) {
      const email = `cache${round}-${place.length}@essais.example`;
      await town.account(email);
      results.push(await guess(town, { email, from: spreadOf(round) }));
    }
    const sessions = results.reduce((sum, one) => sum + one.sessions, 0);
    yield exactly(
      `10, sessions from 5 × ${batch} tries at once from ${place}, the right one beyond the tenth`,
      sessions,
      0,
    );
    yield atMost(
      `10, most passwords of an account looked at, from ${place}`,
      Math.max(...results.map(({ looked }) => looked)),
      10,
    );
  }
}

const spoofs: Readonly<Record<string, (position: number) => Readonly<Record<string, string>>>> = {
  'X-Forwarded-For': (position) => ({ 'x-forwarded-for': `203.0.113.${position}` }),
  Forwarded: (position) => ({ forwarded: `for=203.0.113.${position};host=ailleurs.example` }),
  'X-Real-IP': (position) => ({ 'x-real-ip': `203.0.113.${position}`, 'client-ip': `203.0.113.${position}` }),
  'a made-up browser cookie': () => ({ cookie: `mc2i-appareil=${newSecret()}; mc2i=${newSecret()}` }),
};

/** The same address written otherwise: case, spaces, invisible and full-width characters, dots, tags. */
const variants = (email: string): string[] => {
  const [local = '', domain = ''] = email.split('@');
  return [
    email.toUpperCase(),
    `  ${email}\t`,
    `${local[0]?.toUpperCase()}${email.slice(1)}`,
    `${local}@${domain.toUpperCase()}`,
    `${local}@${domain}.`,
    `${local}\u200b@${domain}`,
    `${local}＠${domain}`,
    `${local}@${domain.replace('e', 'ｅ')}`,
    `${local}+tag@${domain}`,
    `${local.slice(0, 3)}.${local.slice(3)}@${domain}`,
    `"${local}"@${domain}`,
    `${local}@${domain}\u0000`,
  ];
};

async function* spoofed(town: Town): AsyncGenerator<Row> {
  const results: { sessions: number; looked: number }[] = [];
  for (const [index, headers] of Object.values(spoofs).entries()) {
    const email = `masque${index}@essais.example`;
    await town.account(email);
    results.push(await guess(town, { email, from: () => addressOf(77, index), headers }));
  }
  yield exactly(
    `10, sessions gained by ${Object.keys(spoofs).join(', ')}`,
    results.reduce((sum, one) => sum + one.sessions, 0),
    0,
  );
  yield atMost(
    '10, most passwords looked at under forged headers',
    Math.max(...results.map((one) => one.looked)),
    10,
  );

  const email = 'variantes@essais.example';
  await town.account(email);
  const visitor = new Visitor(town.product.origin, addressOf(77, 100));
  let looked = 0;
  for (const typed of [...variants(email), ...variants(email)]) {
    const before = await failuresOn(town, email);
    await visitor.post(signInPath, { email: typed, password: 'un essai de plus' });
    looked += (await failuresOn(town, email)) - before;
  }
  const last = await visitor.post(signInPath, { email, password: ground.password });
  visitor.leave();
  yield atMost('10, passwords of the account looked at under 24 writings of its address', looked, 10);
  yield exactly('10, the right password after them', last.status, 429);
}

const failuresOn = (town: Town, email: string) =>
  town.count(
    `select count(*)::int from access_log_entry where action = 'sign-in-failed'
     and subject_id = encode(sha256($1::bytea), 'hex')`,
    [email],
  );

async function wrongSecrets(town: Town): Promise<Row> {
  const accountId = await town.account('liens@essais.example', 'to_activate');
  const real = await town.link('accounts.activation', accountId);
  let opened = 0;
  for (let index = 0; index < 200; index++) {
    const near = real.slice(0, index % 42) + newSecret().slice(index % 42);
    const jeton = index % 2 === 0 ? newSecret() : near;
    const visitor = new Visitor(town.product.origin, addressOf(78, index));
    const path = [activationPath, resetPath, confirmPath][index % 3] ?? confirmPath;
    const answer = await visitor.post(path, { jeton, password: 'onze girafes sous la pluie 7' });
    visitor.leave();
    if (answer.status !== 410 && answer.status !== 429) opened++;
  }
  return exactly('10, links opened by 200 secrets that are not theirs', opened, 0);
}

/** Two hundred failures from one place, then twenty places at once: the owner still gets in, each time. */
async function* notLockedOut(town: Town): AsyncGenerator<Row> {
  const email = 'proprietaire@essais.example';
  await town.account(email);
  const attacker = new Visitor(town.product.origin, '127.0.0.2');
  const wrong = () => attacker.post(signInPath, { email, password: 'un essai de plus' });
  for (let index = 0; index < 200; index++) await wrong();

  const owner = new Visitor(town.product.origin, '127.0.0.3');
  const began = performance.now();
  const answer = await owner.post(signInPath, { email, password: ground.password });
  const seconds = answer.status === 303 ? (performance.now() - began) / 1000 : Number.POSITIVE_INFINITY;
  yield atMost(
    '11, the owner elsewhere, after 200 failures from one address, is in after',
    seconds,
    60,
    ' s',
  );
  yield exactly('11, the attacker is still refused', (await wrong()).status, 429);
  attacker.leave();

  const shots = Array.from({ length: 60 }, (_, place) => ({
    from: addressOf(79, place),
    path: signInPath,
    form: { email, password: `essai ${place}` },
  }));
  await releaseTogether(town.product.origin, shots);
  const known = await signInAgain(town, owner, email);
  yield exactly('11, the owner’s own browser, while 60 addresses guess', known.status, 303);
  const stranger = new Visitor(town.product.origin, '127.0.0.4');
  const stopped = await stranger.post(signInPath, { email, password: ground.password });
  yield exactly('11, another browser meanwhile is asked to take the mailed link', stopped.status, 429);
  const asked = performance.now();
  const inByMail = await byMail(town, stranger, email);
  const bySeconds = inByMail ? (performance.now() - asked) / 1000 : Number.POSITIVE_INFINITY;
  yield atMost('11, by the mailed link it is in after', bySeconds, 60, ' s');
  stranger.leave();
  owner.leave();
}

async function signInAgain(town: Town, owner: Visitor, email: string): Promise<Reply> {
  const again = new Visitor(town.product.origin, '127.0.0.5');
  again.setCookie('mc2i-appareil', owner.cookies.get('mc2i-appareil') ?? '');
  const answer = await again.post(signInPath, { email, password: ground.password });
  again.leave();
  return answer;
}

async function byMail(town: Town, visitor: Visitor, email: string): Promise<boolean> {
  await visitor.post('/mot-de-passe-oublie', { email });
  for (let wait = 0; wait < 300; wait++) {
    const mail = town.smtp.received.find(
      ({ to, mail: { text } }) => to.includes(email) && text?.includes(resetPath),
    );
    if (mail) {
      const jeton = secretIn(mail.mail.text ?? '', resetPath);
      const answer = await visitor.post(resetPath, { jeton, password: 'onze girafes sous la pluie 7' });
      return answer.status === 303 && (await visitor.get('/accueil')).status === 200;
    }
    await sleep(100);
  }
  return false;
}

/** What this machine verifies: some at once, so that no core is idle, and few enough that none is refused. */
async function signInsVerifiedInASecond(visitors: readonly Visitor[]): Promise<number> {
  const began = performance.now();
  let verified = 0;
  const lane = async () => {
    while (performance.now() - began < 2000) {
      const number = verified++;
      const visitor = visitors[number % visitors.length] as Visitor;
      await visitor.post(signInPath, { email: `mesure${number}@essais.example`, password: 'un essai' });
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  return (verified * 1000) / (performance.now() - began);
}

/** Three times as many sign-ins as the machine can verify: what is too much is refused at once. */
async function* flood(town: Town): AsyncGenerator<Row> {
  const visitors = Array.from(
    { length: 200 },
    (_, index) => new Visitor(town.product.origin, addressOf(80, index)),
  );
  await Promise.all(visitors.map((visitor) => visitor.get('/healthz')));
  const perSecond = Math.ceil(3 * (await signInsVerifiedInASecond(visitors)));
  const refused: number[] = [];
  await openLoad({
    perSecond,
    seconds: 5,
    request: async (index) => {
      const visitor = visitors[index % visitors.length] as Visitor;
      const answer = await visitor.post(signInPath, {
        email: `foule${index}@essais.example`,
        password: 'un essai',
      });
      if (answer.status === 503 || answer.status === 429) refused.push(answer.ms);
      return answer;
    },
  });
  for (const visitor of visitors) visitor.leave();
  yield atLeast(`28, sign-ins refused of ${perSecond} a second during 5 s`, refused.length, 1);
  yield atMost('28, half of the refusals come within', quantile(refused, 0.5), 100, ' ms');
}

/** Counts a thousand times as generous: far more than ten passwords are looked at, as many as the queue lets in. */
async function control(): Promise<number> {
  const planted = patchedProgram('a thousand times as many tries');
  const town = await startTown({ program: planted.program });
  try {
    const email = 'controle@essais.example';
    await town.account(email);
    const { looked } = await guess(town, { email, from: (position) => addressOf(81, position) });
    return Math.max(0, looked - 10);
  } finally {
    await town.remove();
    planted.remove();
  }
}
