import type { Metrics } from '../metrics';
import { everyone, operator } from '../who-may';
import { text } from './answers';
import type { Readiness } from './readiness';
import { get, type Route } from './route';

/**
 * Alive, and ready to serve: the second says no, and why, from the first sign of a stop, while the database is
 * away, and while a disk is full.
 * Figures in the text format of Prometheus.
 */
export const healthRoutes = (readiness: Readiness, metrics: Metrics): Route[] => [
  get('/healthz', everyone, () => text('ok\n')),
  get('/readyz', everyone, async () => {
    const obstacle = await readiness.obstacle();
    return obstacle === null ? text('ready\n') : text(`not ready: ${obstacle}\n`, 503);
  }),
  get('/metrics', operator, async ({ kernel }) => text(await metrics.text(kernel))),
];
