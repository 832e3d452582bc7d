// Row 30: one bad file or string slows nobody.
import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { endlessJpeg, hugePng, multipart, pngOfCrumbs, restlessPdf } from '../lab/heavy-files';
import { gauges } from '../lab/journey';
import { startProbe } from '../lab/probe';
import { coded, creation, post, stream } from '../lab/pump';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { quantile } from '../lab/statistics';
import { Visitor } from '../lab/visitor';
import { startWorld, type World } from '../lab/world';
import { freePort } from '../support/ports';

const form = '/demande-de-compte/';
const newSite = '/demande-de-compte/mon-entreprise/nouvel-etablissement';

interface Heavy {
  readonly name: string;
  /** Status and milliseconds until the answer was there. */
  readonly send: (address: string) => Promise<{ status: number; ms: number }>;
  /** A search may find nothing, a draft keeps what was typed, cut short: they may answer so. */
  readonly mayCut?: true;
}

export const prove: Experiment = async function* () {
  const world = await startWorld({ settings: { CLAMD_URL: 'tcp://127.0.0.1:9' } });
  try {
    const cases = await casesOf(world);
    // What the first use of anything costs is not what is measured.
    for (const one of cases.slice(0, 3)) await one.send('127.5.0.1');
    const before = world.product.residentBytes();
    const probe = startProbe(`${world.product.origin}/healthz`);
    let [accepted, failed, slowest] = [0, 0, 0];
    for (const [index, { name, send, mayCut }] of cases.entries()) {
      const { status, ms } = await send(`127.5.${1 + Math.floor(index / 200)}.${1 + (index % 200)}`);
      const refused = (status >= 400 && status < 500) || (mayCut && status < 400);
      if (status >= 500 || status === 0) failed += 1;
      else if (!refused) accepted += 1;
      slowest = Math.max(slowest, ms);
      if (!refused || ms > 1000) console.log(`    ${name}: ${status} in ${ms.toFixed(0)} ms`);
    }
    const latencies = await probe.stop();
    yield atLeast('30: heavy bodies, files and strings', cases.length, 150);
    yield atMost('30: accepted', accepted, 0);
    yield atMost('30: answered 5xx, or not at all', failed, 0);
    yield atMost('30: slowest refusal', slowest, 1000, ' ms');
    yield atLeast('30: probes meanwhile', latencies.length, 20);
    yield atMost('30: p99 of the probes, each 50 ms', quantile(latencies, 0.99), 100, ' ms');
    const growth = (world.product.residentBytes() - before) / 1024 / 1024;
    yield atMost('7, 30: growth of the resident memory', growth, 300, ' MB');
    yield exactly('30: documents left by what was refused', await documents(world), world.sites.length);
    yield atMost(
      '30: longest text kept of them, all of a draft',
      await longestKept(world),
      8000,
      ' characters',
    );
    yield seenFault('30: ms that one blocked server shows the probes over 100', await control());
  } finally {
    await world.remove();
  }
};

async function documents({ client }: World): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from stored_file');
  return rows[0]?.count ?? -1;
}

async function longestKept({ client }: World): Promise<number> {
  const { rows } = await client.query<{ most: number }>(
    `select coalesce(max(length(typed::text)), 0) as most from access_request_draft`,
  );
  return rows[0]?.most ?? -1;
}

async function casesOf(world: World): Promise<Heavy[]> {
  const { origin } = world.product;
  const hundred = 100 * 1024 * 1024;
  const announced = ['/connexion', '/mes-etablissements', creation, '/healthz', '/nulle-part'].map(
    (path) => ({
      name: `100 MB announced on ${path}`,
      send: (from: string) => stream(origin, path, from, hundred, true),
    }),
  );
  const streamed = ['/connexion', '/demande-de-compte/mes-informations', creation].map((path) => ({
    name: `100 MB without end on ${path}`,
    send: (from: string) => stream(origin, path, from, hundred, false),
  }));
  const bodies = ['/connexion', '/demande-de-compte/mes-informations', creation].flatMap((path) =>
    Object.entries(deepBodies).map(([name, [type, body]]) => ({
      name: `${name} on ${path}`,
      ...(path.startsWith(form) && { mayCut: true as const }),
      send: (from: string) => post(origin, path, from, body, { 'content-type': type }),
    })),
  );
  const files = Object.entries(heavyFiles()).map(([name, content]) => {
    const { type, body } = multipart(
      { name: 'ATELIER', aller: 'enregistrer' },
      { field: 'justificatif', name: 'kbis.png', content },
    );
    return { name, send: (from: string) => post(origin, creation, from, body, { 'content-type': type }) };
  });
  return [...announced, ...streamed, ...bodies, ...files, ...(await longFields(world)), ...searches(origin)];
}

const deepBodies: Readonly<Record<string, readonly [type: string, body: string]>> = {
  'JSON of 120 000 brackets': ['application/json', '['.repeat(120_000)],
  'JSON nested 30 000 times': ['application/json', `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`],
  'JSON over the limit': ['application/json', `"${'a'.repeat(400_000)}"`],
  'form over the limit': [coded['content-type'], `a=${'b'.repeat(400_000)}`],
  'form of many fields over the limit': [coded['content-type'], 'a=b&'.repeat(100_000)],
  'form nested, over the limit': [coded['content-type'], `a${'[b]'.repeat(90_000)}=1`],
  'multipart of 500 fields': [
    'multipart/form-data; boundary=x',
    `${Array.from({ length: 500 }, (_, index) => `--x\r\ncontent-disposition: form-data; name="f${index}"\r\n\r\na\r\n`).join('')}--x--\r\n`,
  ],
  'multipart header without end': [
    'multipart/form-data; boundary=x',
    `--x\r\ncontent-disposition: form-data; name="${'a'.repeat(200_000)}`,
  ],
};

const heavyFiles = (): Readonly<Record<string, Buffer>> => ({
  'PNG of 60 000 × 60 000': hugePng(60_000, 60_000),
  'PNG of 2³¹ × 2³¹': hugePng(2 ** 31 - 1, 2 ** 31 - 1),
  'PNG of empty chunks': pngOfCrumbs(),
  'JPEG without end': endlessJpeg(),
  'PDF that begins to end everywhere': restlessPdf(),
  'file of 12 MB': Buffer.alloc(12 * 1024 * 1024, '%PDF-1.7'),
  'file of 100 MB': Buffer.alloc(100 * 1024 * 1024, 'a'),
});

/** What makes an expression that goes back and forth slow. */
const strings: readonly string[] = [
  'a'.repeat(100_000),
  `!${' '.repeat(50_000)}!`,
  '1'.repeat(60_000),
  'a.'.repeat(40_000),
  'a@'.repeat(40_000),
  `${'a-'.repeat(40_000)}@`,
  '\u00e9\u0301'.repeat(12_000),
  `x${'\t \n'.repeat(12_000)}x`,
  '\u{1f468}\u200d'.repeat(8_000),
];

/** Every field of every form, each with every string. */
async function longFields(world: World): Promise<Heavy[]> {
  const { origin } = world.product;
  const [alpha] = world.sites;
  const administrator = world.actor('alpha-establishment_administrator').session;
  const activation = await world.link('accounts.password-reset', world.actor('delta-viewer').accountId);
  const decision = `/etablissements/${alpha?.siret}/utilisateurs/demandes/${alpha?.pending}`;
  const forms: [path: string, fields: Readonly<Record<string, string>>, session?: string | null][] = [
    ['/connexion', { email: 'a@b.example', password: 'a' }],
    ['/mot-de-passe-oublie', { email: 'a@b.example' }],
    ['/mot-de-passe/nouveau', { jeton: activation, password: 'a' }],
    ['/demande-de-compte/suivi', { jeton: 'a' }],
    ...gauges('a@b.example').map(([path, fields]): [string, Readonly<Record<string, string>>] => [
      path,
      fields,
    ]),
    [
      creation,
      {
        siren: '1',
        name: 'a',
        activity: 'a',
        agreement: 'a',
        headcount: '1',
        siret: '1',
        street: 'a',
        postalCode: '1',
        town: 'a',
        aller: 'enregistrer',
      },
    ],
    [
      newSite,
      { siret: '1', sign: 'a', street: 'a', postalCode: '1', town: 'a', activity: 'a', aller: 'enregistrer' },
    ],
    [decision, { decision: 'refuser', motif: 'a' }, administrator],
    [
      decision,
      {
        decision: 'valider',
        role: 'viewer',
        corriger: 'oui',
        nom: 'a',
        prenom: 'a',
        fonction: 'a',
        telephone: '1',
        civilite: 'M',
      },
      administrator,
    ],
  ];
  return forms.flatMap(([path, fields, session]) =>
    Object.keys(fields)
      .filter((name) => !['aller', 'decision', 'corriger'].includes(name))
      .flatMap((name) =>
        strings.map((text, index) => ({
          name: `string ${index} in ${name} of ${path}`,
          ...(path.startsWith(form) && { mayCut: true as const }),
          send: (from: string) =>
            post(
              origin,
              path,
              from,
              new URLSearchParams({ ...fields, [name]: text }).toString(),
              coded,
              session,
            ),
        })),
      ),
  );
}

const searches = (origin: string): Heavy[] =>
  strings.map((text, index) => ({
    name: `string ${index} in the search`,
    mayCut: true,
    send: async (from: string) => {
      const visitor = new Visitor(origin, from);
      const q = encodeURIComponent(text).slice(0, 12_000).replace(/%.?$/, '');
      const answer = await visitor.get(`/demande-de-compte/entreprises?q=${q}`);
      visitor.leave();
      return answer;
    },
  }));

/** A server that is blocked for half a second: what its probes show beyond the bound. */
async function control(): Promise<number> {
  const port = await freePort();
  const server = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const probe = startProbe(`http://127.0.0.1:${port}/`);
  for (let round = 0; round < 4; round++) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const until = performance.now() + 500; performance.now() < until; );
  }
  const latencies = await probe.stop();
  server.closeAllConnections();
  server.close();
  return Math.max(0, quantile(latencies, 0.99) - 100);
}
