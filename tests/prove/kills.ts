// What the screen confirmed is kept, whatever is killed and when.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, startCluster } from '../lab/cluster';
import { startProduct } from '../lab/product';
import { atLeast, type Experiment, exactly, seenFault } from '../lab/rows';
import { type Confirmed, whileWriting } from '../lab/writers';

const kills = { ofTheProduct: 20, ofPostgresql: 10, ofTheControl: 5 };

export const prove: Experiment = async function* () {
  const cluster = await startCluster();
  try {
    const product = await startProduct(cluster);
    const confirmed = await whileWriting(product, async () => {
      for (let kill = 0; kill < kills.ofTheProduct; kill++) {
        await sleep(500 + Math.random() * 1500);
        await product.kill();
        await product.start();
      }
      for (let kill = 0; kill < kills.ofPostgresql; kill++) {
        await sleep(1000 + Math.random() * 2000);
        await cluster.kill();
        await cluster.start();
      }
      await sleep(2000);
    });
    const acknowledged = confirmed.saved.length * 3 + confirmed.sent.length;
    yield exactly('kill -9 of the product', kills.ofTheProduct, 20);
    yield exactly('kill -9 of PostgreSQL', kills.ofPostgresql, 10);
    yield atLeast('acknowledged writes', acknowledged, 10_000);
    yield atLeast('among them, requests sent', confirmed.sent.length, 1000);
    yield exactly('acknowledged and lost', await countLost(cluster, confirmed), 0);
    yield* halfDone(cluster);
    yield exactly('the product lives through the kills of PostgreSQL', product.alive() ? 'yes' : 'no', 'yes');
    await product.remove();
  } finally {
    await cluster.remove();
  }
  yield seenFault('acknowledged and lost with synchronous_commit off', await control());
};

/** Without the wait for the disk, the same experiment must see a loss. */
async function control(): Promise<number> {
  const cluster = await startCluster({
    settings: { synchronous_commit: 'off', wal_writer_delay: '2s', wal_writer_flush_after: '64MB' },
  });
  try {
    const product = await startProduct(cluster);
    const confirmed = await whileWriting(product, async () => {
      for (let kill = 0; kill < kills.ofTheControl; kill++) {
        await sleep(2000 + Math.random() * 2000);
        await cluster.kill();
        await cluster.start();
      }
    });
    await product.remove();
    // Awaited here: the cluster is removed next.
    return await countLost(cluster, confirmed);
  } finally {
    await cluster.remove();
  }
}

async function countLost(cluster: Cluster, { saved, sent }: Confirmed): Promise<number> {
  const emails = async (text: string) =>
    new Set((await cluster.query<{ email: string }>(text)).map((row) => row.email));
  const requests = await emails('select email from access_request');
  const drafts = await emails(
    `select typed->>'email' as email from access_request_draft where typed->>'lastName' = 'Debuire'`,
  );
  const lostDrafts = saved.filter((email) => !drafts.has(email) && !requests.has(email));
  return lostDrafts.length + sent.filter((email) => !requests.has(email)).length;
}

/** Nothing is there by half once the jobs are done: every request has its history and its mail. */
async function* halfDone(cluster: Cluster) {
  const mine = `email like '%@ecrivains.example'`;
  const without = async (what: string) => {
    const [row] = await cluster.query<{ count: number }>(
      `select count(*)::int as count from access_request as request where ${mine} and not exists (${what})`,
    );
    return row?.count ?? -1;
  };
  const history = `select 1 from history_entry as entry where entry.subject_id = request.id::text`;
  const mail = `select 1 from outgoing_mail as mail where mail.recipient = request.email`;
  yield exactly('requests without history', await without(history), 0);
  // What a killed worker held is given back 45 s after its last heartbeat, at the next one of another; what has failed
  // five times, the database away, is tried again after two minutes and a half.
  for (let wait = 0; wait < 600 && (await without(mail)) > 0; wait++) await sleep(500);
  yield exactly('requests without their mail, jobs done', await without(mail), 0);
}
