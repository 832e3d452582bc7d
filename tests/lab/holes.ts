import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { World } from './world';

interface Lent {
  readonly origin: string;
  stop(): void;
}

async function lend(server: ReturnType<typeof createServer>): Promise<Lent> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A page that puts what is asked into its SQL and its HTML: what scanners must find. */
export const startHoles = ({ client }: World): Promise<Lent> =>
  lend(
    createServer(async (request, response) => {
      const asked = new URL(request.url ?? '/', 'http://a.invalid').searchParams.get('q') ?? '';
      const found = await client
        .query<{ name: string }>(`select name from company where siren = '${asked}'`)
        .then(({ rows }) => rows.map(({ name }) => name).join(', '))
        .catch((error: Error) => `PostgreSQL query failed: ERROR:  ${error.message}`);
      response
        .setHeader('content-type', 'text/html; charset=utf-8')
        .end(`<!doctype html><title>a</title><a href="/?q=424210433">a</a><p>${asked}</p><p>${found}</p>`);
    }),
  );

/** Where a server that fetches the addresses it is given would be led; `visits` counts them. */
export async function startEndpoint(): Promise<Lent & { visits(): number }> {
  let visits = 0;
  const lent = await lend(
    createServer((request, response) => {
      // What wapiti itself asks, for its findings.
      if (!/^\/(get_\w+\.php|$)/.test(request.url ?? '')) visits += 1;
      response.setHeader('content-type', 'application/json').end('{}');
    }),
  );
  return { ...lent, visits: () => visits };
}
