// What PostgreSQL does by itself with the same files and names, in the same run.
import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Cluster } from '../lab/cluster';
import { superuser } from '../lab/registry';
import type { Sample } from './sirene/samples';

/** Milliseconds of PostgreSQL's own COPY of a file into a table of texts, without checks nor indexes. */
export async function bareCopy(cluster: Cluster, path: string, headings: string): Promise<number> {
  const client = await superuser(cluster);
  try {
    const columns = headings.split(',').map((heading) => `"${heading}" text`);
    await client.query(`create table bare (${columns.join(', ')})`);
    const began = performance.now();
    const copy = client.query(copyFrom('copy bare from stdin with (format csv, header)'));
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), copy);
    return performance.now() - began;
  } finally {
    await client.query('drop table if exists bare');
    await client.end();
  }
}

/** Longest that a trigram search is waited for, in milliseconds: it counts for that. */
const patience = 20_000;

/**
 * Milliseconds of each of these searches by trigrams (word similarity over a GIN index), one after the other, on the
 * names of the registry in place.
 */
export async function trigramSearches(cluster: Cluster, samples: readonly Sample[]): Promise<number[]> {
  const client = await superuser(cluster);
  try {
    await client.query(`set maintenance_work_mem = '512MB'`);
    await client.query('create table trigram as select siren, name from sirene.unit where name is not null');
    await client.query('create index on trigram using gin (name public.gin_trgm_ops)');
    await client.query('vacuum analyze trigram');
    await client.query(`set statement_timeout = ${patience}`);
    const times: number[] = [];
    for (const { query } of samples) {
      const began = performance.now();
      await client
        .query(
          'select siren, name from trigram where $1 <% name order by word_similarity($1, name) desc limit 10',
          [query],
        )
        .catch((error: Error) => {
          if (!('code' in error && error.code === '57014')) throw error;
        });
      times.push(performance.now() - began);
    }
    return times;
  } finally {
    await client.query('set statement_timeout = 0');
    await client.query('drop table if exists trigram');
    await client.end();
  }
}

export interface Disk {
  /** Bytes of the registry in place, indexes included. */
  registry(): Promise<number>;
  /** Bytes of the whole folder of the database at its highest, but the journal, which PostgreSQL keeps to 1 GB. */
  highest(): number;
  stop(): void;
}

/** Looks at the disk every second. */
export function watchDisk(cluster: Cluster): Disk {
  let most = 0;
  const look = () => {
    const { stdout } = spawnSync('du', ['-sk', '--exclude=pg_wal', cluster.folder], { encoding: 'utf8' });
    most = Math.max(most, Number.parseInt(stdout, 10) * 1024 || 0);
  };
  look();
  const timer = setInterval(look, 1_000);
  return {
    async registry() {
      const [row] = await cluster.query<{ bytes: string }>(
        `select sum(pg_total_relation_size(oid)) as bytes from pg_class
         where relnamespace = 'sirene'::regnamespace and relkind = 'r'`,
      );
      return Number(row?.bytes ?? 0);
    },
    highest: () => most,
    stop: () => clearInterval(timer),
  };
}
