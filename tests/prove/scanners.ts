// Row 8 and more: wapiti and sqlmap, independent examiners, on the product as it runs. Needs Debian's wapiti and
// sqlmap.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEndpoint, startHoles } from '../lab/holes';
import { fillRequest } from '../lab/journey';
import { type Forwarder, startForwarder } from '../lab/many-addresses';
import type { Question } from '../lab/place-questions';
import { partsOf, questions, unasked } from '../lab/questions';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { type SqlmapVerdict, sqlmap } from '../lab/sqlmap';
import { Visitor } from '../lab/visitor';
import { type WapitiFinding, wapiti } from '../lab/wapiti';
import { startWorld, type World } from '../lab/world';

export const prove: Experiment = async function* () {
  for (const program of ['wapiti', 'sqlmap']) {
    const { status } = spawnSync(program, ['--version'], { stdio: 'ignore' });
    if (status !== 0) throw new Error(`Absent: ${program}. apt-get install wapiti sqlmap`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-scanners-'));
  let product = 0;
  let reopen = async () => {};
  let uncount = async () => {};
  const forwarder = await startForwarder(
    () => product,
    async (method, path) => {
      if (method !== 'POST') return;
      if (/\/demandes|-a-valider|mes-etablissements/.test(path)) await reopen();
      if (/\/utilisateurs|\/verification|\/double-/.test(path)) await uncount();
    },
  );
  const world = await startWorld({ settings: { PUBLIC_URL: forwarder.origin } });
  try {
    product = world.product.port;
    // One after the other: they share a connection.
    let last = Promise.resolve();
    const inTurn = (work: (world: World) => Promise<void>) => () => {
      last = last.then(() => work(world));
      return last;
    };
    reopen = inTurn(undecided);
    uncount = inTurn(asManyAccounts);
    const draft = await filledDraft(world);
    yield* byWapiti(world, forwarder, folder, draft);
    yield* bySqlmap(world, forwarder, folder, draft);
    for (const failure of new Set(forwarder.failures)) console.log(`    ${failure}`);
    for (const [asked, times] of [...forwarder.throttled].sort(([, a], [, b]) => b - a).slice(0, 8))
      console.log(`    throttled ${times} times: ${asked}`);
    const count = (wanted: (status: number) => boolean) =>
      [...forwarder.answers].reduce((sum, [status, times]) => sum + (wanted(status) ? times : 0), 0);
    yield atLeast(
      '8: questions asked',
      count(() => true),
      50_000,
    );
    yield atMost('8: of these, throttled', (100 * count((one) => one === 429)) / count(() => true), 10, ' %');
    yield atLeast('8: decisions that they took', await decisions(world), 300);
    yield exactly(
      '8: answers 500 and more',
      count((one) => one >= 500),
      0,
    );
    yield* control(world, folder);
  } finally {
    await world.remove();
    await forwarder.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

async function decisions({ client }: World): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from history_entry where actor_kind = 'person'
       and action ~ '^(access.request|registry.(company|establishment))-(approved|accepted|refused)$'`,
  );
  return rows[0]?.count ?? 0;
}

/** What is counted by account stops the one they borrow, as by address: they speak as many of them. */
async function asManyAccounts({ client }: World): Promise<void> {
  await client.query(`delete from throttle where key ~ '^(manage-users|invite|second-step|first-code)'`);
}

/** What a decision has changed, undone before the next: each one goes all the way down. */
async function undecided({ client, sites, actor }: World): Promise<void> {
  const nobody = actor('no-membership');
  await client.query(
    `update access_request set state = 'pending', decided_at = null, decided_by = null, reason = null,
       email = 'e' || substr(md5(random()::text), 1, 20) || '@personne.example' where id = any($1)`,
    [sites.map(({ pending }) => pending)],
  );
  await client.query(`update access_request set state = 'to_confirm', confirmed_at = null where email = $1`, [
    nobody.email,
  ]);
  for (const table of ['company', 'establishment']) {
    await client.query(
      `update ${table} set state = 'to_validate', decided_at = null, decided_by = null, refusal_reason = null
       where declared is not null`,
    );
  }
}

/** The cookie of a request whose gauges are filled. */
async function filledDraft({ product }: World): Promise<string> {
  const visitor = new Visitor(product.origin, '127.8.0.1');
  await fillRequest(visitor, 'scanners@parcours.example');
  visitor.leave();
  return [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

/** What wapiti says and we accept. */
const accepted: readonly (readonly [category: string, info: RegExp, why: string])[] = [
  [
    'Cross Site Request Forgery',
    /^Lack of anti CSRF token/,
    'Origin and Sec-Fetch-Site are checked instead: csrf',
  ],
  ['HTTP Secure Headers', /^Strict-Transport-Security/, 'said over https only: tls'],
  [
    'HTTP Secure Headers',
    /^X-Frame-Options/,
    "frame-ancestors 'none' of the policy says it to every browser",
  ],
  ['HTTP Secure Headers', /^X-XSS-Protection/, 'no browser knows it any more, and it did harm'],
  ['Secure Flag cookie', /^Secure flag/, 'a demonstration on plain http; __Host- and Secure over https: tls'],
];

async function* byWapiti(world: World, { origin }: Forwarder, folder: string, draft: string) {
  const endpoint = await startEndpoint();
  const [alpha, echo] = [world.sites[0], world.sites.at(-1)];
  const ours = [`Origin: ${origin}`];
  const sessionOf = (name: string) => `Cookie: mc2i=${world.actor(name).session}`;
  const form = `${origin}/demande-de-compte`;
  const runs = {
    public: {
      start: [
        `${origin}/`,
        `${form}/mon-entreprise?recherche=belfort`,
        `${form}/mon-entreprise/nouvelle-entreprise`,
        `${form}/mon-entreprise/nouvel-etablissement`,
        `${form}/entreprises?q=belfort`,
        `${form}/suivi?jeton=${alpha?.followSecret}`,
        `${form}/confirmer?jeton=${alpha?.confirmSecret}`,
        `${origin}/activation?jeton=a`,
        `${origin}/mot-de-passe/nouveau?jeton=a`,
      ],
      headers: [...ours, `Cookie: ${draft}`],
    },
    administrator: {
      start: [
        `${origin}/etablissements/${alpha?.siret}/utilisateurs/demandes/${alpha?.pending}`,
        `${origin}/accueil`,
        `${origin}/mes-etablissements`,
      ],
      headers: [...ours, sessionOf('alpha-establishment_administrator')],
    },
    agent: {
      start: [
        `${origin}/agents/demandes-de-compte`,
        `${origin}/agents/demandes-de-compte?etat=decidees&q=zq`,
        `${origin}/agents/envois-et-traitements?adresse=zqalpha@courrier.example`,
        `${origin}/agents/entreprises-a-valider/${echo?.siren}`,
      ],
      headers: [...ours, sessionOf('agent-account_manager')],
    },
  };
  try {
    const reports = await Promise.all(
      Object.entries(runs).map(
        async ([name, run]) => [name, await wapiti({ folder, endpoint: endpoint.origin, ...run })] as const,
      ),
    );
    const unexplained: WapitiFinding[] = [];
    for (const [name, { findings, found }] of reports) {
      const told = new Map<string, number>();
      for (const one of findings) {
        const known = accepted.find(([category, info]) => category === one.category && info.test(one.info));
        if (!known) unexplained.push(one);
        const line = `${one.category}: ${known?.[2] ?? 'unexplained'}`;
        told.set(line, (told.get(line) ?? 0) + 1);
      }
      for (const [line, times] of told) console.log(`    ${name}: ${times} × ${line}`);
      yield atLeast(
        `8: pages and forms that wapiti attacks, ${name}`,
        found,
        { public: 40, administrator: 5, agent: 10 }[name] ?? 0,
      );
    }
    for (const one of unexplained) console.log(`    ${one.category}: ${one.method} ${one.path} ${one.info}`);
    yield exactly('8: findings of wapiti that nothing explains', unexplained.length, 0);
    yield exactly('8: addresses given to the product that it fetched', endpoint.visits(), 0);
  } finally {
    endpoint.stop();
  }
}

async function* bySqlmap(world: World, { origin }: Forwarder, folder: string, draft: string) {
  const asked = await questions(world, origin, draft);
  yield exactly('8: routes that sqlmap is not led to', unasked(world, asked).join(', ') || 'none', 'none');
  const verdicts: { question: Question; verdict: SqlmapVerdict }[] = [];
  const waiting = [...asked];
  const work = async () => {
    for (let question = waiting.shift(); question; question = waiting.shift()) {
      verdicts.push({ question, verdict: await sqlmap(folder, question) });
    }
  };
  await Promise.all([work(), work()]);
  const missed = verdicts.filter(({ question, verdict }) => {
    return verdict.clean.length + verdict.injectable.length < partsOf(question);
  });
  for (const { question, verdict } of missed) {
    console.log(
      `    ${question.route}: only ${verdict.clean.join(', ') || 'nothing'}\n${verdict.output.slice(-600)}`,
    );
  }
  yield exactly('8: questions that sqlmap did not try to the end', missed.length, 0);
  yield atLeast(
    '8: parameters that it tried',
    verdicts.reduce((sum, { verdict }) => sum + verdict.clean.length, 0),
    100,
  );
  const injectable = verdicts.flatMap(({ question, verdict }) =>
    verdict.injectable.map((one) => `${question.route}: ${one}`),
  );
  for (const one of injectable) console.log(`    ${one}`);
  yield exactly('8: injectable parameters', injectable.length, 0);
}

async function* control(world: World, folder: string) {
  const holes = await startHoles(world);
  const endpoint = await startEndpoint();
  try {
    const start = [`${holes.origin}/`];
    const { findings } = await wapiti({ folder, start, endpoint: endpoint.origin, modules: 'sql,xss' });
    const of = (category: string) => findings.filter((one) => one.category === category).length;
    yield seenFault('8: scripts that wapiti gets into a naive page', of('Cross Site Scripting'));
    yield seenFault('8: SQL that it gets into it', of('SQL Injection'));
    const { injectable } = await sqlmap(folder, { url: `${holes.origin}/?q=424210433`, tried: ['q'] });
    yield seenFault('8: parameters of that page that sqlmap finds injectable', injectable.length);
  } finally {
    endpoint.stop();
    holes.stop();
  }
}
