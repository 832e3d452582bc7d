// Row 18: accounts that nobody uses are warned once, closed once, by a worker that is killed again and again meanwhile.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, startCluster } from '../lab/cluster';
import { patchedProgram } from '../lab/patched';
import { type Product, startProduct } from '../lab/product';
import { type Experiment, exactly, seenFault } from '../lab/rows';

const accounts = 1000;
const kills = 5;
const belfort = '42421043300019';
const mine = `email like '%@oubli.example'`;

export const prove: Experiment = async function* () {
  const cluster = await startCluster();
  try {
    const product = await startProduct(cluster);
    await write(cluster);
    const warning = await untilDone(cluster, product, 'access:warn-inactive', warned);
    yield exactly('18: kill -9 amid the warnings', warning, kills);
    yield exactly('18: accounts warned', await count(cluster, warned), accounts);
    yield exactly('18: warnings missing or written twice', await notOnce(cluster, warningMails), 0);
    yield exactly('18: warnings missing from the history, or twice', await notOnce(cluster, warningLines), 0);

    await later(cluster);
    const closing = await untilDone(cluster, product, 'access:close-inactive', closed);
    yield exactly('18: kill -9 amid the closings', closing, kills);
    yield exactly('18: accounts closed, and erased', await count(cluster, closed), accounts);
    yield exactly('18: their memberships that go on', await membershipsLeft(cluster), 0);
    yield exactly('18: farewells missing or written twice', await notOnce(cluster, farewellMails), 0);
    yield exactly('18: closings missing from the history, or twice', await notOnce(cluster, closingLines), 0);
    await product.remove();
  } finally {
    await cluster.remove();
  }
  yield seenFault('18: accounts warned twice, when the first time is not noted', await control());
};

/** Turns of the chore that forget whom they have warned. Its mails bear a key, and are not written twice even so. */
async function control(): Promise<number> {
  const { program, remove } = patchedProgram('the warning of an unused account not noted');
  const cluster = await startCluster();
  try {
    const product = await startProduct(cluster, { program });
    await write(cluster);
    for (let turn = 0; turn < 2; turn++) {
      await wake(cluster, 'access:warn-inactive');
      await sleep(5_000);
    }
    await product.remove();
    return await count(cluster, `id in (select id from oubli where (${warningLines}) > 1)`);
  } finally {
    await cluster.remove();
    remove();
  }
}

/** How many mails of a kind an account has had, and how many lines of the history say it. */
const mailsOf = (kind: string) =>
  `select count(*) from outgoing_mail as mail where mail.kind = '${kind}' and mail.recipient = oubli.email`;
const linesOf = (action: string) =>
  `select count(*) from history_entry as entry where entry.action = '${action}' and entry.subject_id = oubli.id::text`;
const [warningMails, warningLines] = [
  mailsOf('accounts.inactivity-warning'),
  linesOf('accounts.inactivity-warned'),
];
const [farewellMails, closingLines] = [mailsOf('accounts.closed'), linesOf('accounts.closed')];
const warned = `${mine} and inactivity_warned_at is not null`;
const closed = `id in (select id from oubli) and state = 'closed' and email = '' and password_hash is null`;

/** People attached to an establishment, unused for 23 months. Their numbers are kept: closed, they bear no name. */
async function write(cluster: Cluster): Promise<void> {
  await cluster.query(
    `insert into account (email, state, first_name, last_name, password_hash, created_at, activated_at, last_sign_in_at)
     select 'p' || n || '@oubli.example', 'active', 'A', 'B', 'unusable', now() - interval '3 years',
       now() - interval '3 years', now() - interval '23 months 5 days' from generate_series(1, ${accounts}) as n`,
  );
  await cluster.query(`create table oubli as select id, email from account where ${mine}`);
  await cluster.query(
    `insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
     select id, left($1, 9), $1, 'viewer', 'active', now(), now() from oubli`,
    [belfort],
  );
}

/** Two months go by. */
async function later(cluster: Cluster): Promise<void> {
  await cluster.query(
    `update account set last_sign_in_at = last_sign_in_at - interval '2 months',
       inactivity_warned_at = inactivity_warned_at - interval '2 months' where ${mine}`,
  );
}

async function count(cluster: Cluster, where: string): Promise<number> {
  const [row] = await cluster.query<{ count: number }>(
    `select count(*)::int as count from account where ${where}`,
  );
  return row?.count ?? -1;
}

/** The next hour's turn of a chore, as its schedule queues it: it takes the place of one that a dead worker holds. */
const wake = (cluster: Cluster, chore: string) =>
  cluster.query(
    `select graphile_worker.add_job($1, job_key => 'chore:' || $1, max_attempts => 2, priority => -10)`,
    [chore],
  );

/** Wakes the chore until all is done, and kills its worker in the midst; how many kills came amid the work. */
async function untilDone(cluster: Cluster, product: Product, chore: string, done: string): Promise<number> {
  let amid = 0;
  const deadline = Date.now() + 120_000;
  for (let turn = 0; (await count(cluster, done)) < accounts && Date.now() < deadline; turn++) {
    const before = await count(cluster, done);
    await wake(cluster, chore);
    if (turn >= kills) {
      await sleep(2_000);
      continue;
    }
    const begun = async () => (await count(cluster, done)) > before + 50;
    while (!(await begun()) && Date.now() < deadline) await sleep(5);
    await product.kill();
    const left = await count(cluster, done);
    // Amid a turn: something was done, less than a turn's five hundred.
    if (left > before && left < before + 500 && left < accounts) amid += 1;
    await product.start();
  }
  return amid;
}

/** Accounts of which these are not exactly one. */
async function notOnce(cluster: Cluster, these: string): Promise<number> {
  const [row] = await cluster.query<{ count: number }>(
    `select count(*)::int as count from oubli where (${these}) <> 1`,
  );
  return row?.count ?? -1;
}

async function membershipsLeft(cluster: Cluster): Promise<number> {
  const [row] = await cluster.query<{ count: number }>(
    `select count(*)::int as count from membership
     where account_id in (select id from oubli) and state <> 'ended'`,
  );
  return row?.count ?? -1;
}
