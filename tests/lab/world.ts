// A product with three companies, all kinds of people and a file of each kind per site, written straight into
// its database: every text that belongs to somebody carries a mark by which it is recognised anywhere.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { RoleCode } from '../../src/access';
import { createApp } from '../../src/app';
import { readConfig } from '../../src/config';
import { openDatabase } from '../../src/platform/database';
import type { Route } from '../../src/platform/http';
import { type Received, startSmtp } from '../fakes/smtp';
import { type Cluster, startCluster } from './cluster';
import { type Product, secretKey, startProduct } from './product';
import { openState } from './state';
import { type Actor, writeActors, writeSession } from './world-people';
import { type Site, writeLink, writeRequest, writeSites } from './world-sites';

/** Of no company: valid numbers that nothing is known of. */
export const nowhere = { siren: '356000000', siret: '35600000000048', id: randomUUID() } as const;

export interface World {
  readonly cluster: Cluster;
  readonly product: Product;
  readonly routes: readonly Route[];
  readonly client: Client;
  /** Alpha and bravo of one company, charlie and delta of another, echo declared and left to the agents. */
  readonly sites: readonly Site[];
  readonly actors: readonly Actor[];
  actor(name: string): Actor;
  /** The mails that have left. */
  readonly mails: readonly Received[];
  /** Another pending request on a site; its id. */
  request(
    site: Pick<Site, 'siren' | 'siret' | 'mark'>,
    more?: { email?: string; role?: RoleCode; state?: 'pending' | 'to_confirm' },
  ): Promise<string>;
  link(kind: string, subjectId: string): Promise<string>;
  /** Opens the actor's session again, after a signing out. */
  signIn(actor: Actor): Promise<void>;
  remove(): Promise<void>;
}

export async function startWorld(
  options: { program?: string; settings?: Readonly<Record<string, string>> } = {},
): Promise<World> {
  const cluster = await startCluster({ settings: { fsync: 'off' } });
  const smtp = await startSmtp();
  const dataDir = mkdtempSync(join(tmpdir(), 'mc2i-lab-world-'));
  const settings = { DEMO: '0', SECOND_FACTOR: 'required', SMTP_URL: smtp.url, ...options.settings };
  let product: Product | undefined;
  const remove = async () => {
    await product?.remove();
    await smtp.stop();
    await cluster.remove();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    product = await startProduct(cluster, { ...options, settings, dataDir });
    const state = await openState(cluster);
    const { client } = state;
    const origin = product.origin;
    const sites = await writeSites(client, join(dataDir, 'documents'));
    const actors = await writeActors(client, origin, sites);
    return {
      cluster,
      product,
      routes: await routesOf(cluster, product, dataDir, settings.SMTP_URL),
      client,
      sites,
      actors,
      mails: smtp.received,
      actor(name) {
        const found = actors.find((one) => one.name === name);
        if (!found) throw new Error(`no actor ${name}`);
        return found;
      },
      request: (site, more) => writeRequest(client, site, { state: 'pending', ...more }),
      link: (kind, subjectId) => writeLink(client, kind, subjectId),
      signIn: (actor) => writeSession(client, actor),
      async remove() {
        await state.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The routes of this product, as it puts them together. */
async function routesOf(cluster: Cluster, { port, origin }: Product, dataDir: string, smtpUrl: string) {
  const config = readConfig({
    PORT: String(port),
    PUBLIC_URL: origin,
    DATABASE_URL: cluster.url('app'),
    DATABASE_OWNER_URL: cluster.url('owner'),
    DATA_DIR: dataDir,
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'a@b.example',
    SECRET_KEY: secretKey,
    DEMO: '0',
  });
  const db = openDatabase(cluster.url('app'), { max: 1 });
  const app = await createApp(
    { ...config, logLevel: 'silent', assetsFolder: null, pages: 'all' },
    { db, databaseUrl: cluster.url('app'), clock: () => new Date(), sendMail: null },
  );
  await app.close();
  await db.destroy();
  return app.routes;
}
