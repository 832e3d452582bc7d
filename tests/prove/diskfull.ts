// A full disk is a refusal that says so, never a loss nor half a thing; it ends by itself. As root, on Linux.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, startCluster } from '../lab/cluster';
import { gauges, ground, signIn } from '../lab/journey';
import { type Product, startProduct } from '../lab/product';
import { atLeast, atMost, type Experiment, exactly } from '../lab/rows';
import { mountSmallDisk, type SmallDisk } from '../lab/small-disk';
import { type Reply, Visitor } from '../lab/visitor';

/** Parts: database, documents (both when none is named). */
export const prove: Experiment = async function* (parts) {
  for (const [name, part] of Object.entries({ database, documents })) {
    if (parts.length === 0 || parts.includes(name)) yield* part();
  }
};

/** The disk of the database is full: nothing can be written, what is there is read. */
async function* database() {
  const disk = mountSmallDisk(300);
  try {
    const cluster = await startCluster({ inside: disk.folder, settings: { shared_buffers: '32MB' } });
    try {
      const product = await startProduct(cluster);
      yield* whileFull({ name: 'database', product, cluster, disk, written: 'refused' });
      await product.remove();
    } finally {
      await cluster.remove();
    }
  } finally {
    disk.remove();
  }
}

/** The disk of the documents is full: these are refused, the rest goes on. */
async function* documents() {
  const disk = mountSmallDisk(64);
  const cluster = await startCluster();
  try {
    const dataDir = join(disk.folder, 'data');
    mkdirSync(dataDir, { mode: 0o700 });
    const product = await startProduct(cluster, { dataDir });
    yield* whileFull({ name: 'documents', product, cluster, disk, written: 'kept' });
    await product.remove();
  } finally {
    await cluster.remove();
    disk.remove();
  }
}

interface Ground {
  readonly name: string;
  readonly product: Product;
  readonly cluster: Cluster;
  readonly disk: SmallDisk;
  /** What becomes of a form while it is full. */
  readonly written: 'refused' | 'kept';
}

async function* whileFull({ name, product, cluster, disk, written }: Ground) {
  const pid = product.pid();
  const people = new People(product);
  const member = new Visitor(product.origin, '127.6.250.1');
  await signIn(member, ground.administrator);
  await people.save();
  await people.upload();
  const before = people.acknowledged.length;

  disk.fill();
  const saved: Reply[] = [];
  const refusals = () => saved.filter(isRefusal).length;
  for (const end = Date.now() + 30_000; Date.now() < end && refusals() < 30; ) {
    if (written === 'kept' && saved.length === 30) break;
    saved.push(await people.save());
  }
  const uploads: Reply[] = [];
  for (let time = 0; time < 10; time++) uploads.push(await people.upload());
  const reads: number[] = [];
  for (let time = 0; time < 10; time++) {
    for (const path of ['/mes-etablissements', '/accueil', '/demande-de-compte/mon-entreprise']) {
      const { status } = await member.get(path);
      if (status !== 200) console.error(`${path}: ${status}`);
      reads.push(status);
    }
  }
  const ready = (await member.get('/readyz')).status;
  const halves = await halfStored(cluster, product);

  disk.free();
  const freed = Date.now();
  while (isRefusal(await people.save()) && Date.now() - freed < 30_000) await sleep(100);
  while (isRefusal(await people.upload()) && Date.now() - freed < 30_000) await sleep(100);
  const back = (Date.now() - freed) / 1000;
  while ((await member.get('/readyz')).status !== 200 && Date.now() - freed < 30_000) await sleep(100);
  const readyAgain = (Date.now() - freed) / 1000;
  member.leave();

  const answers = [...saved, ...uploads];
  const refused = answers.filter(isRefusal);
  if (written === 'refused') yield atLeast(`27: ${name}: forms refused while full`, refusals(), 30);
  else yield exactly(`27: ${name}: forms kept while full`, saved.length - refusals(), 30);
  yield exactly(`27: ${name}: uploads refused while full`, uploads.filter(isRefusal).length, 10);
  yield exactly(`27: ${name}: answers other than kept, 503 or 507`, answers.filter(isOther).length, 0);
  yield exactly(
    `${name}: refusals without a sentence`,
    refused.filter(({ body }) => !saysWhy(body)).length,
    0,
  );
  yield exactly(
    `27: ${name}: reads not answered 200, of ${reads.length}`,
    reads.filter((one) => one !== 200).length,
    0,
  );
  yield exactly(`27: ${name}: /readyz meanwhile`, ready, 503);
  yield exactly(`27: ${name}: files without their row, rows without their file`, halves, 0);
  yield atMost(`27: ${name}: forms and uploads back after room is made`, back, 5, ' s');
  yield atMost(`${name}: /readyz back`, readyAgain, 10, ' s');
  yield exactly(`27: ${name}: acknowledged and lost`, await people.countLost(cluster), 0);
  yield atLeast(`${name}: acknowledged before and after`, people.acknowledged.length - before, 1);
  yield exactly(`${name}: documents kept, before and after`, people.documents.length, 2);
  yield exactly(`27: ${name}: the process is the same`, product.alive() ? product.pid() : 'ended', pid);
}

const isRefusal = ({ status }: Reply) => status === 503 || status === 507;
/** 422: kept, with what is still missing on the page. */
const isOther = (reply: Reply) => !isRefusal(reply) && ![200, 303, 422].includes(reply.status);
const saysWhy = (body: string) => /manque de place|est interrompu/.test(body);

/** Everybody comes from an address of their own, saves a gauge or sends a document. */
class People {
  readonly acknowledged: string[] = [];
  readonly documents: string[] = [];
  #count = 0;

  constructor(private readonly product: Product) {}

  async save(): Promise<Reply> {
    const visitor = this.#next();
    const email = `place${this.#count}@disques.example`;
    const [[path, fields]] = gauges(email);
    const answer = await visitor.post(path, fields);
    visitor.leave();
    if (answer.status === 303) this.acknowledged.push(email);
    return answer;
  }

  async upload(): Promise<Reply> {
    const visitor = this.#next();
    const name = `place${this.#count}.pdf`;
    const { body, type } = formWithDocument(name);
    const answer = await visitor.send('POST', '/demande-de-compte/mon-entreprise/nouvelle-entreprise', body, {
      origin: this.product.origin,
      'content-type': type,
      'content-length': String(body.length),
    });
    visitor.leave();
    if ([200, 303, 422].includes(answer.status)) this.documents.push(name);
    return answer;
  }

  /** Of what the screens confirmed, what the database does not have. */
  async countLost(cluster: Cluster): Promise<number> {
    const there = new Set(
      (
        await cluster.query<{ one: string }>(
          `select typed->>'email' as one from access_request_draft union select name from stored_file`,
        )
      ).map(({ one }) => one),
    );
    return [...this.acknowledged, ...this.documents].filter((one) => !there.has(one)).length;
  }

  #next(): Visitor {
    this.#count++;
    return new Visitor(
      this.product.origin,
      `127.6.${Math.floor(this.#count / 200)}.${1 + (this.#count % 200)}`,
    );
  }
}

/** A company that the registry does not know, with a document of one megabyte. */
function formWithDocument(name: string): { body: Buffer; type: string } {
  const boundary = 'mc2i-laboratoire';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="justificatif"; filename="${name}"\r\nContent-Type: application/pdf\r\n\r\n`;
  const pdf = Buffer.concat([
    Buffer.from('%PDF-1.7\n'),
    Buffer.alloc(1024 * 1024, 'x'),
    Buffer.from('\nstartxref\n9\n%%EOF\n'),
  ]);
  const body = Buffer.concat([Buffer.from(head), pdf, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}

async function halfStored(cluster: Cluster, product: Product): Promise<number> {
  const folder = join(product.dataDir, 'documents');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const rows = await cluster.query<{ key: string }>('select storage_key as key from stored_file');
  const [stored, named] = [new Set(files), new Set(rows.map(({ key }) => key))];
  return files.filter((one) => !named.has(one)).length + [...named].filter((key) => !stored.has(key)).length;
}
