// Rows 23 and 22 (headers): whatever is sent, an answer says nothing useful to an attacker.
import { createServer } from 'node:http';
import { type Malformed, malformedRequests, notHttp } from '../lab/malformed';
import { rawExchange, sendAsWritten } from '../lab/raw';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { Visitor } from '../lab/visitor';
import { startWorld, type World } from '../lab/world';
import { freePort } from '../support/ports';

const publicUrl = 'https://portail.example';

/** What no answer may hold: our tools, where they are, what they said. */
const leaks: readonly RegExp[] = [
  /\bat \S+ \(|\.(js|ts|mjs|tsx):\d+/,
  /\b\w*(Error|Exception)\b(?!<)/,
  /\b(FST_|ERR_|HPE_|ECONN|ENOENT|EACCES|SQLSTATE)/,
  /node_modules|node:internal|dist\/main|\/(home|root|usr|tmp|work|var|etc)\/\w/,
  /\b(fastify|kysely|zod|preact|nodemailer|graphile|postgres(ql)?|express)\b/i,
  /\b(select .{1,60} from|insert into|syntax error at|relation "|violates|duplicate key|invalid input syntax)\b/i,
  /\bnode(\.js)?[ /]v?\d|\bv?\d+\.\d+\.\d+\b(?!\.\d)/i,
  /"statusCode"|"stack"|\[object Object\]|\bundefined\b|\bNaN\b/,
];
/** The line of an icon is numbers that follow one another: "11.52.5". */
const drawing = / d="[^"]*"/g;
const talkative = /^(server|x-powered-by|via|x-aspnet-version|x-runtime):/im;
const wanted: readonly RegExp[] = [
  /^content-security-policy: .*object-src 'none'.*/im,
  /^content-security-policy: .*base-uri 'none'.*/im,
  /^content-security-policy: .*frame-ancestors '(none|self)'.*/im,
  /^x-content-type-options: nosniff/im,
  /^referrer-policy: (same-origin|no-referrer)/im,
  /^strict-transport-security: max-age=(3[2-9]|[4-9]\d)\d{6}; includeSubDomains/im,
];

interface Found {
  tried: number;
  leaks: number;
  failures: number;
  bare: number;
  silent: number;
  doubled: number;
}

export const prove: Experiment = async function* () {
  const world = await startWorld({ settings: { PUBLIC_URL: publicUrl } });
  try {
    const { port, output } = world.product;
    const found = none();
    for (const actor of [null, 'alpha-establishment_administrator', 'agent-account_manager']) {
      const session = actor === null ? null : world.actor(actor).session;
      await sendAll(port, session, malformedRequests, found);
    }
    await sendNoise(port, found);
    yield atLeast('23: malformed requests', found.tried, 300);
    yield atMost('23: leaks in their answers: stacks, paths, versions, SQL, tools', found.leaks, 0);
    yield atMost('23: answers 500', found.failures, 0);
    yield atMost('23: requests hidden in another that were answered', found.doubled, 0);
    yield atMost('23: errors in the log', output().match(/"level":[56]0/g)?.length ?? 0, 0);
    yield atMost('22: answers without the security headers', found.bare, 0);
    const every = none();
    await sendAll(port, world.actor('agent-account_manager').session, everyRoute(world), every);
    yield exactly('22: routes whose answers were read', every.tried - every.silent, everyRoute(world).length);
    yield atMost('22: of these, without the security headers', every.bare, 0);
    yield exactly(
      '23: alive at the end',
      (await new Visitor(world.product.origin).get('/healthz')).status,
      200,
    );
  } finally {
    await world.remove();
  }
  yield seenFault('23: leaks of a server that leaks', await control());
};

const none = (): Found => ({ tried: 0, leaks: 0, failures: 0, bare: 0, silent: 0, doubled: 0 });

async function sendAll(
  port: number,
  session: string | null,
  requests: readonly Malformed[],
  found: Found,
): Promise<void> {
  for (const [index, { name, method, path, headers, body }] of requests.entries()) {
    // Many addresses: what is looked at is never a refusal of too many tries.
    const from = `127.4.${Math.floor(index / 20)}.${1 + (index % 20)}`;
    const cookie = session === null ? {} : { cookie: `__Host-mc2i=${session}` };
    const sent = { method, path, body, headers: { origin: publicUrl, ...cookie, ...headers } };
    const answer = await sendAsWritten(port, from, sent);
    if (answer !== null) {
      look(found, name, answer.status, answer.headers, answer.body, path);
      continue;
    }
    found.tried += 1;
    found.silent += 1;
  }
}

async function sendNoise(port: number, found: Found): Promise<void> {
  for (const [name, bytes] of Object.entries(notHttp)) {
    const { status, headers, body, answers } = await rawExchange(port, bytes);
    if (answers > 1) console.log(`    ${name} got ${answers} answers`);
    if (answers > 1) found.doubled += 1;
    if (answers === 0) {
      found.tried += 1;
      found.silent += 1;
    } else {
      look(found, name, status, headers, body, '');
    }
  }
}

function look(found: Found, name: string, status: number, headers: string, body: string, sent: string) {
  found.tried += 1;
  const note = (what: string) => console.log(`    ${name.slice(0, 100)} (${status}): ${what}`);
  // What was typed may come back in a field of the page: it tells its sender nothing.
  const own = body.replaceAll(decoded(sent), '').replaceAll(drawing, '');
  const leak = [
    ...leaks.flatMap((one) => one.exec(own)?.[0] ?? []),
    ...(talkative.exec(headers) ?? []).slice(0, 1),
  ];
  if (leak.length > 0) note(`leaks ${leak}`);
  if (status === 500) note('fails');
  const lacking = wanted.filter((one) => !one.test(headers));
  if (lacking.length > 0) note(`lacks ${lacking[0]}`);
  found.leaks += leak.length;
  found.failures += status === 500 ? 1 : 0;
  found.bare += lacking.length > 0 ? 1 : 0;
}

function decoded(path: string): string {
  const typed = path.split(/[=/]/).at(-1) ?? '';
  try {
    return decodeURIComponent(typed) || '\0';
  } catch {
    return typed || '\0';
  }
}

/** A good request for every route, what is asked for being there. */
function everyRoute({ routes, sites }: World): Malformed[] {
  const echo = sites.at(-1);
  const ids: readonly (readonly [part: string, id: string | undefined])[] = [
    ['/utilisateurs/:id', echo?.member],
    ['/documents/', echo?.document],
    ['/reprise', echo?.proved],
    ['/entreprises-', echo?.siren],
    ['/etablissements-', echo?.siret],
  ];
  const idOf = (path: string) => (ids.find(([part]) => path.includes(part)) ?? ['', echo?.pending])[1];
  return routes.map(({ method, path }) => ({
    name: `${method} ${path}`,
    method,
    path: path
      .replace(':siret', echo?.siret ?? '')
      .replace(':siren', echo?.siren ?? '')
      .replace(/:\w+/, idOf(path) ?? ''),
    ...(method === 'POST' && {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'a=b',
    }),
  }));
}

/** A server that says all it knows must be seen doing so. */
async function control(): Promise<number> {
  const port = await freePort();
  const server = createServer((_request, response) => {
    response
      .writeHead(404, { 'x-powered-by': 'Express' })
      .end(new Error('relation "account" is missing').stack);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const found = none();
  const print = console.log;
  console.log = () => {};
  try {
    await sendAll(port, null, malformedRequests.slice(0, 5), found);
  } finally {
    console.log = print;
    server.closeAllConnections();
    server.close();
  }
  return found.leaks;
}
