import type { Kernel } from '../behaviour';
import { sql } from '../database';
import type { Metrics } from '../metrics';
import { everyone, operator } from '../who-may';
import { text } from './answers';
import { get, type Route } from './route';

/**
 * Alive, and ready to serve: the second says no from the first sign of a stop, and while the database is away.
 * Figures in the text format of Prometheus.
 */
export const healthRoutes = (isStopping: () => boolean, metrics: Metrics): Route[] => [
  get('/healthz', everyone, () => text('ok\n')),
  get('/readyz', everyone, async (call) =>
    !isStopping() && (await databaseAnswers(call.kernel)) ? text('ready\n') : text('not ready\n', 503),
  ),
  get('/metrics', operator, async ({ kernel }) => text(await metrics.text(kernel))),
];

const databaseAnswers = (kernel: Kernel) =>
  sql`select 1`.execute(kernel.db).then(
    () => true,
    () => false,
  );
