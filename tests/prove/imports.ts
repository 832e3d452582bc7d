// A command that was killed is started again, and ends where it would have: everybody there, nobody twice.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSmtp } from '../fakes/smtp';
import { type Cluster, startCluster } from '../lab/cluster';
import { ground } from '../lab/journey';
import { operated, type Product, startOperated, startProduct } from '../lab/product';
import { atLeast, atMost, type Experiment, exactly } from '../lab/rows';

const kills = 5;
const people = 8_000;
/** More than two minutes of the campaign at its quickest. */
const invited = 400;
const minutesKilled = 3;

/** Parts: accounts, invitations (both when none is named). */
export const prove: Experiment = async function* (parts) {
  for (const [name, part] of Object.entries({ accounts, invitations })) {
    if (parts.length === 0 || parts.includes(name)) yield* part();
  }
};

/** One import left alone, the same one killed five times: the same people, the same last report. */
async function* accounts() {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-lab-file-'));
  const file = join(folder, 'comptes.csv');
  writeFileSync(file, accountsFile(people));
  const smtp = await startSmtp();
  try {
    const alone = await onNewCluster(smtp.url, async (product, cluster) => {
      const began = Date.now();
      await imported(product, file);
      const ms = Date.now() - began;
      return { ms, report: await imported(product, file), rows: await written(cluster) };
    });
    const killed = await onNewCluster(smtp.url, async (product, cluster) => {
      const halves: number[] = [];
      for (let kill = 0; kill < kills; kill++) {
        const command = product.launch('import-accounts', file);
        // Somewhere in its work, the first of it included.
        await sleep(alone.ms * (0.2 + (0.6 * (kill + Math.random())) / kills));
        command.kill();
        await command.ended;
        halves.push((await written(cluster)).length);
      }
      const last = await imported(product, file);
      return { halves, last, report: await imported(product, file), rows: await written(cluster) };
    });
    yield atLeast('killed in the middle of the people', killed.halves.filter((count) => count > 0).length, 1);
    yield exactly('people and memberships, left alone', alone.rows.length, people + people / 4);
    yield exactly('missing or different after five kills', differences(alone.rows, killed.rows), 0);
    yield exactly('people there twice', killed.rows.length - new Set(killed.rows).size, 0);
    yield exactly(
      'the report afterwards',
      killed.report === alone.report ? 'the same' : killed.report,
      'the same',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await smtp.stop();
  }
}

async function onNewCluster<T>(
  smtpUrl: string,
  work: (product: Product, cluster: Cluster) => Promise<T>,
): Promise<T> {
  const cluster = await startCluster();
  try {
    const product = await startOperated(cluster, smtpUrl);
    try {
      return await work(product, cluster);
    } finally {
      await product.remove();
    }
  } finally {
    await cluster.remove();
  }
}

/** Runs the import to its end; gives its report. */
async function imported(product: Product, file: string): Promise<string> {
  const { code, output } = await product.launch('import-accounts', file).ended;
  if (code !== 0) throw new Error(`import-accounts ended with ${code}: ${output}`);
  return output
    .split('\n')
    .filter((line) => !line.startsWith('{'))
    .join('\n');
}

/** Everybody of the file with an attachment and its history, a line each. */
async function written(cluster: Cluster): Promise<string[]> {
  const rows = await cluster.query<{ line: string }>(
    `select concat_ws(' ', account.email, account.state, membership.siret, membership.role, membership.state,
       (select count(*) from history_entry where subject_id = account.id::text)) as line
     from account left join membership on membership.account_id = account.id
     where account.email like '%@repris.example' order by 1`,
  );
  return rows.map(({ line }) => line);
}

/** Lines that only one of the two has. */
function differences(one: readonly string[], other: readonly string[]): number {
  const [first, second] = [new Set(one), new Set(other)];
  return (
    [...first].filter((line) => !second.has(line)).length +
    [...second].filter((line) => !first.has(line)).length
  );
}

/** A quarter of the people are on two sites. */
function accountsFile(count: number): string {
  const line = (index: number, siret: string) =>
    `p${index}@repris.example;MME;Debuire;Isabelle;0600000000;DRH;${siret};Consultation`;
  const lines = ['email;civilite;nom;prenom;telephone;fonction;siret;role'];
  for (let index = 0; index < count; index++) lines.push(line(index, ground.siret));
  for (let index = 0; index < count; index += 4) lines.push(line(index, secondSite));
  return lines.join('\r\n');
}

/** Another open site of the demonstration. */
const secondSite = '42421043300027';

/** The campaign goes on whatever is killed, and writes once to each. */
async function* invitations() {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-lab-file-'));
  const file = join(folder, 'comptes.csv');
  writeFileSync(file, accountsFile(invited));
  const smtp = await startSmtp();
  const cluster = await startCluster();
  try {
    const server = await startOperated(cluster, smtp.url);
    await imported(server, file);
    const worker = await startProduct(cluster, operated(smtp.url, { command: 'work' }));
    for (const again of [1, 2]) {
      const { code, output } = await server.launch('invite-migrated', '--par-heure', '7500').ended;
      if (code !== 0) throw new Error(`invite-migrated (${again}) ended with ${code}: ${output}`);
    }
    const halves: number[] = [];
    for (let kill = 0; kill < minutesKilled; kill++) {
      await untilNextMinute();
      // In the middle of what the minute writes and sends.
      await sleep(Math.random() * 1500);
      const [row] = await cluster.query<{ count: number }>(
        `select count(*)::int as count from outgoing_mail where recipient like '%@repris.example'`,
      );
      halves.push(row?.count ?? 0);
      for (const victim of [server, worker]) await victim.kill();
      for (const victim of [server, worker]) await victim.start();
    }
    const mails = () => smtp.received.filter(({ to }) => to[0]?.endsWith('@repris.example'));
    const reached = () => new Set(mails().map(({ to }) => to[0])).size;
    for (let wait = 0; wait < 300 && reached() < invited; wait++) await sleep(1000);
    const distinct = new Set(mails().map(({ mail }) => mail.messageId)).size;
    yield atLeast(
      'kills before the last invitation was written',
      halves.filter((one) => one < invited).length,
      2,
    );
    yield exactly('people invited', reached(), invited);
    yield exactly('invitations written', distinct, invited);
    yield atMost(
      '20: sent again under the same Message-ID, all kills',
      mails().length - distinct,
      2 * minutesKilled,
    );
    await worker.remove();
    await server.remove();
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await smtp.stop();
    await cluster.remove();
  }
}

const untilNextMinute = () => sleep(60_000 - (Date.now() % 60_000));
