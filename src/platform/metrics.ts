import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Kernel } from './behaviour';
import { type Database, poolFigures } from './database';
import { queueFigures } from './jobs-waiting';
import { mailFigures } from './mail';

export interface ObservedRequest {
  readonly method: string;
  /** The route's pattern, never the address; 'unknown' for one that we do not have. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface Metrics {
  observe(request: ObservedRequest): void;
  /** The figures in the text format of Prometheus. Without those of the database when it is away. */
  text(kernel: Kernel): Promise<string>;
}

/** The database is asked at most that often, whoever looks. */
const freshFor = 5_000;
/** Longer than a healthy database needs; a scrape must not wait for a dead one. */
const patience = 1_000;

/** What those who run the servers see of one process, and of the queue and the mails of all. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  // Memory, processor, delay of the event loop, collections of garbage: of this process.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const durations = new Histogram({
    name: 'mc2i_http_request_duration_seconds',
    help: 'Requests answered, by pattern of the route and class of status: how many, and how long each took.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'mc2i_build_info',
    help: 'Version of the product; always 1.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
  const pool = {
    total: gauge('mc2i_pool_connections', 'Connections to the database.'),
    idle: gauge('mc2i_pool_idle_connections', 'Connections that nobody uses now.'),
    waiting: gauge('mc2i_pool_waiting', 'Queries that wait for a connection.'),
  };
  const ofDatabase = databaseGauges(registry);

  return {
    observe({ method, route, status, seconds }) {
      const of = {
        method: route === 'unknown' ? 'any' : method,
        route,
        status: `${Math.floor(status / 100)}xx`,
      };
      durations.observe(of, seconds);
    },
    async text(kernel) {
      const { total, idle, waiting } = poolFigures(kernel.db);
      pool.total.set(total);
      pool.idle.set(idle);
      pool.waiting.set(waiting);
      await ofDatabase(kernel);
      return registry.metrics();
    },
  };
}

/** Figures that are read in the database; absent, rather than old, when it does not answer. */
function databaseGauges(registry: Registry) {
  const up = new Gauge({
    name: 'mc2i_database_up',
    help: 'Whether the database answers; without it the figures of the queue and of the mails are absent.',
    registers: [registry],
  });
  const figures = new Map<string, Gauge>();
  const put = (name: string, help: string, value: number) => {
    const gauge = figures.get(name) ?? new Gauge({ name, help, registers: [registry] });
    figures.set(name, gauge);
    gauge.set(value);
  };
  let readAt = Number.NEGATIVE_INFINITY;
  return async ({ db, clock }: Kernel) => {
    if (performance.now() - readAt < freshFor) return;
    const read = await withinPatience(readFigures(db));
    up.set(read === null ? 0 : 1);
    if (read === null) {
      for (const name of figures.keys()) registry.removeSingleMetric(name);
      figures.clear();
      return;
    }
    readAt = performance.now();
    const age = (since: Date | null, now: number) =>
      since ? Math.max(0, (now - since.getTime()) / 1000) : 0;
    const { queue, mail } = read;
    put('mc2i_queue_waiting', 'Jobs that could run now.', queue.waiting);
    put('mc2i_queue_failed', 'Jobs that failed for good.', queue.failed);
    put(
      'mc2i_queue_oldest_seconds',
      'How long the oldest of them has waited.',
      age(queue.oldest, Date.now()),
    );
    put('mc2i_mail_waiting', 'Mails not sent yet.', mail.waiting);
    put('mc2i_mail_refused', 'Mails in quarantine.', mail.refused);
    put(
      'mc2i_mail_oldest_seconds',
      'Age of the oldest mail not sent yet.',
      age(mail.oldest, clock().getTime()),
    );
  };
}

async function readFigures(db: Database) {
  const [queue, mail] = await Promise.all([queueFigures(db), mailFigures(db)]);
  return { queue, mail };
}

async function withinPatience<T>(reading: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patience);
  });
  try {
    return await Promise.race([reading.catch(() => null), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
