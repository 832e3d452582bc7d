// A product on a PostgreSQL of its own, as an OPCO runs it, for what the national registry is asked.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Cluster, startCluster } from './cluster';
import { operated, type Product, startProduct } from './product';
import { digestStatement } from './registry-states';

export interface RegistryGround {
  readonly cluster: Cluster;
  readonly product: Product;
  remove(): Promise<void>;
}

/** What the product starts its own database with, beside what every cluster of the laboratory has. */
const asTheProduct = { random_page_cost: '1.1', timezone: 'UTC' };

/** Nobody is written to: there is no mail server. */
export async function startRegistry(
  options: { inside?: string; program?: string } = {},
): Promise<RegistryGround> {
  const { program, ...place } = options;
  const cluster = await startCluster({ ...place, settings: asTheProduct });
  try {
    const product = await startProduct(
      cluster,
      operated('smtp://127.0.0.1:9', { ...(program && { program }) }),
    );
    return {
      cluster,
      product,
      async remove() {
        await product.remove();
        await cluster.remove();
      },
    };
  } catch (error) {
    await cluster.remove();
    throw error;
  }
}

export const steps = ['loading', 'indexing', 'searching', 'placing'] as const;
export type Step = (typeof steps)[number];
const order: readonly string[] = steps;

/** An import that is going on, in a process of its own. */
export interface Importing {
  /** Its exit code, null when it was killed, and what it printed. */
  readonly ended: Promise<{ code: number | null; output: string }>;
  kill(): void;
  /** Waits until this step has begun; false when the import ended before. */
  begun(step: Step): Promise<boolean>;
}

/** The product's own command. */
export function startImport({ cluster, product }: RegistryGround, files: readonly string[]): Importing {
  const { ended, kill } = product.launch('import-registry', ...files);
  let over = false;
  void ended.then(() => {
    over = true;
  });
  return {
    ended,
    kill,
    async begun(step) {
      const client = await superuser(cluster);
      try {
        for (; !over; await sleep(5)) {
          const { rows } = await client.query<{ step: string }>(
            `select step from registry_import where step <> 'failed' and ended_at is null`,
          );
          const at = order.indexOf(rows[0]?.step ?? '');
          if (at >= order.indexOf(step)) return true;
        }
        return false;
      } finally {
        await client.end();
      }
    },
  };
}

export interface ImportFigures {
  /** Milliseconds of the loading of each file, by the name that the report gives it. */
  readonly files: ReadonlyMap<string, number>;
  /** Milliseconds of each step. */
  readonly steps: Readonly<Record<Step, number>>;
  /** From the beginning of the loading to the end. */
  readonly whole: number;
  /** Resident memory of the process at its highest, in bytes. */
  readonly memory: number;
  readonly output: string;
}

/** Runs the import to its end and looks at it all along; throws when it fails. */
export async function measureImport(
  { cluster, product }: RegistryGround,
  files: readonly string[],
): Promise<ImportFigures> {
  const client = await superuser(cluster);
  const instants = new Map<string, number>();
  const note = (name: string) => {
    if (!instants.has(name)) instants.set(name, performance.now());
  };
  const labels: string[] = [];
  let memory = 0;
  try {
    const { rows: former } = await client.query<{ id: string }>('select max(id) as id from registry_import');
    const { ended, pid } = product.launch('import-registry', ...files);
    const end = ended.then((result) => ({ ...result, at: performance.now() }));
    for (let over = false; !over; ) {
      memory = Math.max(memory, highest(pid));
      const { rows } = await client.query<{ step: string; label: string; rank: number; done: boolean }>(
        `select registry_import.step, file.label, file.rank, file.done
         from registry_import join registry_import_file as file on file.import_id = registry_import.id
         where registry_import.id > coalesce($1::bigint, 0) order by file.rank`,
        [former[0]?.id ?? null],
      );
      for (const { step, label, rank, done } of rows) {
        labels[rank] = label;
        note(step);
        if (done) note(`file ${rank}`);
      }
      over = (await Promise.race([end, sleep(20, null)])) !== null;
    }
    const { code, output, at } = await end;
    if (code !== 0) throw new Error(`the import ended with ${code}: ${output}`);
    const instant = (name: string) => instants.get(name) ?? at;
    const edges = [...steps.map(instant), instant('done')];
    const between = (index: number) => (edges[index + 1] ?? at) - (edges[index] ?? at);
    return {
      files: new Map(
        labels.map((label, rank) => [
          label,
          instant(`file ${rank}`) - instant(rank === 0 ? 'loading' : `file ${rank - 1}`),
        ]),
      ),
      steps: { loading: between(0), indexing: between(1), searching: between(2), placing: between(3) },
      whole: instant('done') - instant('loading'),
      memory,
      output,
    };
  } finally {
    await client.end();
  }
}

/** What the kernel has seen at most; 0 once the process is over. */
function highest(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** A digest of the registry in place. */
export async function inPlace({ cluster }: Pick<RegistryGround, 'cluster'>): Promise<string> {
  const [row] = await cluster.query<{ digest: string }>(digestStatement);
  return row?.digest ?? 'none';
}

export async function superuser(cluster: Pick<Cluster, 'url'>): Promise<Client> {
  const client = new Client({ connectionString: cluster.url('superuser') });
  client.on('error', () => {});
  await client.connect();
  return client;
}
