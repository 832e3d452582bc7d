import type { Kernel } from '../behaviour';
import { sql } from '../database';
import { everyone } from '../who-may';
import { text } from './answers';
import { get, type Route } from './route';

/** Alive, and ready to serve: the second says no from the first sign of a stop, and while the database is away. */
export const healthRoutes = (isStopping: () => boolean): Route[] => [
  get('/healthz', everyone, () => text('ok\n')),
  get('/readyz', everyone, async (call) =>
    !isStopping() && (await databaseAnswers(call.kernel)) ? text('ready\n') : text('not ready\n', 503),
  ),
];

const databaseAnswers = (kernel: Kernel) =>
  sql`select 1`.execute(kernel.db).then(
    () => true,
    () => false,
  );
