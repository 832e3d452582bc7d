// One establishment, and people written straight into the database where an experiment needs them by the
// hundred: what the product would have written, without its screens.
import { setTimeout as sleep } from 'node:timers/promises';
import { hashPassword } from '../../src/accounts';
import { minutes } from '../../src/platform/clock';
import { type Database, inTransaction, openDatabase, sql } from '../../src/platform/database';
import { issueLink } from '../../src/platform/links';
import { openSession } from '../../src/platform/sessions';
import { startSmtp } from '../fakes/smtp';
import { givenAccount, givenAgent, givenCompany, givenMembership } from '../support/people';
import { type Cluster, startCluster } from './cluster';
import { ground } from './journey';
import { operated, type Product, startProduct } from './product';

export interface Town {
  readonly cluster: Cluster;
  readonly db: Database;
  readonly product: Product;
  readonly smtp: Awaited<ReturnType<typeof startSmtp>>;
  /** Ids of the establishment's administrators, and of the agent in charge of accounts. */
  readonly deciders: readonly [string, string];
  readonly agentId: string;
  /** An account whose password, where its state has one, is the ground's. */
  account(email: string, state?: string): Promise<string>;
  /** An access request on the ground's establishment. */
  request(email: string, state: 'to_confirm' | 'pending', accountId?: string): Promise<string>;
  /** The secret of a live link. */
  link(kind: string, subjectId: string): Promise<string>;
  /** The secret of a session opened now. */
  session(accountId: string): Promise<string>;
  /** The first number of a statement. */
  count(text: string, values?: readonly unknown[]): Promise<number>;
  /** Waits until no job is left to do. */
  settled(): Promise<void>;
  remove(): Promise<void>;
}

/** The operated product in a town: two administrators, an agent, an SMTP server that takes everything. */
export async function startTown(
  options: { program?: string; settings?: Readonly<Record<string, string>>; slowMs?: number } = {},
): Promise<Town> {
  const cluster = await startCluster({ settings: { fsync: 'off' } });
  const smtp = await startSmtp(undefined, { slowMs: options.slowMs ?? 0 });
  const db = openDatabase(cluster.url('superuser'), { max: 4 });
  let product: Product | undefined;
  const remove = async () => {
    // What it would still do is of no interest.
    await product?.kill();
    await product?.remove();
    await db.destroy();
    await smtp.stop();
    await cluster.remove();
  };
  try {
    const { program, settings } = options;
    product = await startProduct(
      cluster,
      operated(smtp.url, { ...(program && { program }), settings: { ...settings } }),
    );
    const passwordHash = await hashPassword(ground.password);
    const { siren, siret } = ground;
    await givenCompany(db, { siren, sirets: [siret] });
    const account = (email: string, state = 'active') => givenAccount(db, { email, state, passwordHash });
    const administrator = async (email: string) => {
      const accountId = await account(email);
      await givenMembership(db, { accountId, siren, siret });
      return accountId;
    };
    const deciders = [
      await administrator(ground.administrator),
      await administrator('noe.dubreuil@ge-support.example'),
    ] as const;
    const agentId = await givenAgent(db, ground.agent, 'account_manager');
    return {
      cluster,
      db,
      product,
      smtp,
      deciders,
      agentId,
      account,
      async request(email, state, accountId) {
        const confirmed = state === 'pending';
        const { rows } = await sql<{ id: string }>`
          insert into access_request (id, state, email, civility, last_name, first_name, job_title, phone, siren,
            siret, role, sent_at, answered_at, confirmed_at, decided_by_agents, account_id)
          values (gen_random_uuid(), ${state}, ${email}, 'MME', 'Debuire', 'Isabelle', 'Project manager', '+33600000000', ${siren},
            ${siret}, 'funding_manager', now(), now(), ${confirmed ? sql`now()` : null},
            ${confirmed ? false : null}, ${accountId ?? null})
          returning access_request.id`.execute(db);
        return rows[0]?.id ?? '';
      },
      link: (kind, subjectId) =>
        inTransaction(db, (tx) => {
          const now = new Date();
          const expiresAt = new Date(now.getTime() + minutes(60));
          return issueLink(tx, { kind, subjectId, now, expiresAt });
        }),
      session: (accountId) => openSession(db, accountId, new Date()),
      async count(text, values = []) {
        const [row] = await cluster.query<Record<string, unknown>>(text, values);
        return Number(Object.values(row ?? {})[0] ?? 0);
      },
      async settled() {
        for (let wait = 0; wait < 600; wait++) {
          const { rows } = await sql<{ left: number }>`
            select count(*)::int as left from graphile_worker._private_jobs
            where attempts < max_attempts and run_at <= now()`.execute(db);
          if (rows[0]?.left === 0) return;
          await sleep(50);
        }
        throw new Error('jobs are left to do');
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** An address of 127.0.0.0/8 of its own for each index, in a district of its own for each experiment. */
export const addressOf = (district: number, index: number) =>
  `127.${district}.${Math.floor(index / 250)}.${1 + (index % 250)}`;
