// Row 7: a document is stored, scanned, and served only as a download.
import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext } from 'playwright-core';
import { startClamd } from '../fakes/clamd';
import { startBrowser } from '../lab/browser';
import { hugePng, multipart } from '../lab/heavy-files';
import { type HostileFile, hostileFiles } from '../lab/hostile-files';
import { patchedProgram } from '../lab/patched';
import { startProbe } from '../lab/probe';
import { creation, post } from '../lab/pump';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { quantile } from '../lab/statistics';
import { startWorld, type World } from '../lab/world';

/** A document that was accepted, tied to a request so that agents may open it. */
interface Kept {
  readonly id: string;
  readonly name: string;
  readonly infected: boolean;
}

const types = ['application/pdf', 'image/jpeg', 'image/png'];

export const prove: Experiment = async function* () {
  const clamd = await startClamd();
  const canary = await startCanary();
  const world = await startWorld({ settings: { CLAMD_URL: clamd.url } });
  try {
    const files = hostileFiles(canary.url);
    const { kept, refused } = await sendAll(world, files);
    yield atLeast('7: hostile documents sent', files.length, 40);
    yield exactly('7: refused or kept, of those sent', kept.length + refused, files.length);
    yield atLeast('7: kept, which others then open', kept.length, 15);
    yield atMost('7: served before the verdict of the scan', await served(world, kept), 0);
    clamd.release();
    await verdicts(world);
    const clean = kept.filter(({ infected }) => !infected);
    yield exactly(
      '7: infected documents held back',
      kept.length - (await served(world, kept)),
      kept.length - clean.length,
    );
    yield atMost(
      '7: served as anything but a download of one of the three types',
      await notDownloads(world, clean),
      0,
    );
    yield atMost(
      '7: script run, page shown or address called once opened in Chromium',
      (await open(world, clean, canary)).length,
      0,
    );
    yield atMost('7: files outside of the store, or under a name that was sent', strangers(world), 0);
    yield* whileLoaded(world);
  } finally {
    await world.remove();
    await clamd.stop();
  }
  yield seenFault('7: documents served before the verdict, once it is not asked', await withoutVerdict());
  yield seenFault('7: scripts run of a server that shows what it stores', await shownInline(canary));
  canary.stop();
};

async function sendAll(
  world: World,
  files: readonly HostileFile[],
): Promise<{ kept: Kept[]; refused: number }> {
  const kept: Kept[] = [];
  let refused = 0;
  for (const [index, { name, content }] of files.entries()) {
    const before = await idsOf(world);
    const { status } = await send(world, `127.6.1.${1 + index}`, name, content);
    const [id] = (await idsOf(world)).filter((one) => !before.includes(one));
    // An empty file is no file: the form goes on without it.
    if (id === undefined && ((status >= 400 && status < 500) || content.length === 0)) refused += 1;
    else if (id === undefined)
      console.log(`    ${JSON.stringify(name.slice(0, 60))}: ${status}, kept nowhere`);
    else kept.push({ id, name, infected: name.startsWith('eicar') });
    if (id !== undefined) await attach(world, id);
  }
  return { kept, refused };
}

/** As a browser sends it, but for the name: browsers code quotes and ends of lines. */
async function send({ product }: World, from: string, name: string, content: Buffer) {
  const coded = name.replace(/[\r\n"]/g, (one) => encodeURIComponent(one));
  const { type, body } = multipart(
    { name: 'ATELIER', aller: 'mes-informations' },
    { field: 'justificatif', name: coded, content },
  );
  return post(product.origin, creation, from, body, { 'content-type': type });
}

async function idsOf({ client }: World): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>('select id from stored_file');
  return rows.map(({ id }) => id);
}

async function attach(world: World, id: string): Promise<void> {
  const [, , , , echo] = world.sites;
  if (!echo) throw new Error('no site');
  const request = await world.request(echo);
  await world.client.query('update access_request set document_id = $1 where id = $2', [id, request]);
}

async function verdicts({ client }: World): Promise<void> {
  for (let wait = 0; wait < 300; wait++) {
    const { rows } = await client.query(`select 1 from stored_file where scan = 'waiting'`);
    if (rows.length === 0) return;
    await sleep(200);
  }
  throw new Error('some documents wait for their verdict for ever');
}

const pathOf = ({ id }: { id: string }) => `/agents/documents/${id}`;

/** How many an agent gets. */
async function served(world: World, documents: readonly Kept[]): Promise<number> {
  const visitor = world.actor('agent-account_manager').visitor();
  let count = 0;
  for (const document of documents) {
    const { status, headers } = await visitor.get(pathOf(document));
    if (status === 200 || headers['content-disposition']) count += 1;
  }
  visitor.leave();
  return count;
}

async function notDownloads(world: World, documents: readonly Kept[]): Promise<number> {
  const visitor = world.actor('agent-account_manager').visitor();
  let wrong = 0;
  for (const document of documents) {
    const { headers } = await visitor.get(pathOf(document));
    const disposition = headers['content-disposition'] ?? '';
    const right =
      /^attachment; filename="[\w. -]+\.(pdf|jpe?g|png)"; filename\*=UTF-8''[\w%.!~*-]+$/.test(disposition) &&
      types.includes(headers['content-type'] ?? '') &&
      headers['x-content-type-options'] === 'nosniff' &&
      /default-src 'none'.*sandbox/.test(String(headers['content-security-policy'])) &&
      !('x-injecte' in headers);
    if (right) continue;
    wrong += 1;
    console.log(
      `    ${document.name.slice(0, 60)}: ${headers['content-type']}, ${disposition.slice(0, 200)}`,
    );
  }
  visitor.leave();
  return wrong;
}

/** What happens when the agent opens each document, and when another page of this machine shows it. */
async function open(world: World, documents: readonly Kept[], canary: Canary): Promise<string[]> {
  const session = world.actor('agent-account_manager').session ?? '';
  const { origin } = world.product;
  const paths = documents.map((document) => `${origin}${pathOf(document)}`);
  return inBrowser(canary, paths, async (context) => {
    await context.addCookies([{ name: 'mc2i', value: session, url: origin, sameSite: 'Lax' }]);
  });
}

async function inBrowser(
  canary: Canary,
  addresses: readonly string[],
  prepare: (context: BrowserContext) => Promise<void>,
): Promise<string[]> {
  const browser = await startBrowser();
  const events: string[] = [];
  const before = canary.hits();
  try {
    const context = await browser.newContext();
    await prepare(context);
    context.on('dialog', (dialog) => {
      events.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    const page = await context.newPage();
    for (const address of addresses) {
      const shown = await page.goto(address, { timeout: 5000 }).then(
        () => true,
        // A download is no navigation.
        () => false,
      );
      if (shown) events.push(`shown ${address}`);
      await canary.serve(page.goto.bind(page), address);
    }
    await sleep(500);
  } finally {
    await browser.close();
  }
  events.push(...canary.hits().slice(before.length));
  for (const event of events.slice(0, 10)) console.log(`    ${event}`);
  return events;
}

interface Canary {
  readonly url: string;
  /** What was called. */
  hits(): string[];
  /** Opens a page of this other server that includes an address in every way there is. */
  serve(goto: (url: string) => Promise<unknown>, address: string): Promise<void>;
  stop(): void;
}

async function startCanary(): Promise<Canary> {
  const hits: string[] = [];
  let included = '';
  const server: Server = createServer((request, response) => {
    if (request.url === '/hote') {
      const ways = [
        'iframe src',
        'object data',
        'embed src',
        'img src',
        'script src',
        'link rel=stylesheet href',
      ];
      const tags = ways.map((way) => `<${way}="${included}"></${way.split(' ')[0]}>`);
      response.setHeader('content-type', 'text/html').end(`<!doctype html><title>a</title>${tags.join('')}`);
      return;
    }
    if (request.url?.startsWith('/appel')) hits.push(`called ${request.url} from ${request.headers.referer}`);
    response.setHeader('access-control-allow-origin', '*').end('');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/appel`,
    hits: () => [...hits],
    async serve(goto, address) {
      included = address;
      await goto(`http://127.0.0.1:${port}/hote`);
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function strangers({ product }: World): number {
  const around = readdirSync(product.dataDir).filter((name) => name !== 'documents');
  const inside = readdirSync(join(product.dataDir, 'documents')).filter((name) => !uuid.test(name));
  for (const name of [...around, ...inside]) console.log(`    ${name}`);
  return around.length + inside.length;
}

/** Forty of the largest documents at once, while somebody else opens the sign-in page. */
async function* whileLoaded(world: World) {
  const content = Buffer.concat([hugePng(100, 100), Buffer.alloc(9 * 1024 * 1024)]);
  const before = world.product.residentBytes();
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, world.product.residentBytes());
  }, 50);
  const probe = startProbe(`${world.product.origin}/connexion`);
  const statuses = await Promise.all(
    Array.from({ length: 40 }, (_, index) => send(world, `127.6.2.${1 + index}`, 'photo.png', content)),
  );
  const latencies = await probe.stop();
  clearInterval(watch);
  const answered = statuses.filter(({ status }) => status === 303 || status === 503).length;
  yield exactly('7: of 40 documents of 9 MB at once, kept or asked to come back', answered, 40);
  yield atMost('7: growth of the resident memory meanwhile', (most - before) / 1024 / 1024, 300, ' MB');
  yield atMost('7: p99 of the sign-in page meanwhile', quantile(latencies, 0.99), 500, ' ms');
}

async function withoutVerdict(): Promise<number> {
  const clamd = await startClamd();
  const { program, remove } = patchedProgram('documents served whatever they hold');
  const world = await startWorld({ program, settings: { CLAMD_URL: clamd.url } });
  try {
    const { kept } = await sendAll(world, hostileFiles('http://127.0.0.1:9/').slice(-3));
    return await served(world, kept);
  } finally {
    await world.remove();
    await clamd.stop();
    remove();
  }
}

async function shownInline(canary: Canary): Promise<number> {
  const [page] = hostileFiles(canary.url);
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(page?.content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return (await inBrowser(canary, [`http://127.0.0.1:${port}/`], async () => {})).length;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
