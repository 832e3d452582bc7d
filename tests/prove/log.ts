// Row 16: every act and every access to personal data is traced, for twelve months.
import { Client } from 'pg';
import { startClamd } from '../fakes/clamd';
import { accountActs, agentActs, documentActs, refusedActs, requestActs, timeActs } from '../lab/acts';
import { decisionPath } from '../lab/journey';
import { patchedProgram } from '../lab/patched';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { addressOf, startTown, type Town } from '../lab/town';
import { createScript, missing, type Script } from '../lab/traces';
import { Visitor } from '../lab/visitor';

const records = ['history_entry', 'access_log_entry'] as const;

export const prove: Experiment = async function* () {
  yield* inTown(undefined, async function* (town) {
    const script = await played(town);
    const lost = await missing(town, script.traces);
    for (const name of lost) console.log(`    not found: ${name}`);
    const { length } = script.traces;
    yield atLeast('16: acts and accesses scripted', length, 30);
    yield exactly('16: found with who, what, when, where and outcome', length - lost.length, length);
    yield exactly('16: secrets, sessions, passwords in the two records', await secretsIn(town, script), 0);
    yield atMost('16: lines kept of 300 refusals to one person within the hour', await insisting(town), 100);
    yield* untouchable(town);
    yield* purged(town);
  });
  const planted = patchedProgram('refusals not written');
  try {
    yield* inTown(planted.program, async function* (town) {
      const { traces } = await played(town);
      const lost = await missing(town, traces);
      yield seenFault('acts not found, once refusals are not noted', lost.length);
    });
  } finally {
    planted.remove();
  }
};

async function* inTown(program: string | undefined, does: (town: Town) => ReturnType<Experiment>) {
  const clamd = await startClamd();
  clamd.release();
  const town = await startTown({ settings: { CLAMD_URL: clamd.url }, ...(program && { program }) }).catch(
    async (error: unknown) => {
      await clamd.stop();
      throw error;
    },
  );
  try {
    yield* does(town);
  } finally {
    await town.remove();
    await clamd.stop();
  }
}

async function played(town: Town): Promise<Script> {
  const script = createScript(town);
  for (const acts of [accountActs, documentActs, requestActs, timeActs, agentActs, refusedActs]) {
    await acts(town, script);
  }
  return script;
}

async function secretsIn({ cluster }: Town, { secrets }: Script): Promise<number> {
  const rows = await cluster.query<{ line: string }>(
    'select entry::text as line from history_entry as entry union all select entry::text from access_log_entry as entry',
  );
  const all = rows.map(({ line }) => line).join('\n');
  return [...secrets].filter((secret) => secret.length > 3 && all.includes(secret)).length;
}

/** Whoever tries address after address may not fill the disk. */
async function insisting(town: Town): Promise<number> {
  const accountId = await town.account('insistant@traces.example');
  const visitor = new Visitor(town.product.origin, addressOf(151, 0));
  visitor.setCookie('mc2i', await town.session(accountId));
  for (let index = 0; index < 300; index++) await visitor.get(decisionPath(String(index)));
  visitor.leave();
  return town.count('select count(*)::int from access_log_entry where actor_id = $1', [accountId]);
}

/** What the application's own role is not allowed, whatever is injected or stolen. */
async function* untouchable(town: Town) {
  const before = await counts(town);
  const application = new Client({ connectionString: town.cluster.url('app') });
  await application.connect();
  let tried = 0;
  let refused = 0;
  for (const record of records) {
    // Of a grant by who may not, PostgreSQL only warns: what it would open is tried next.
    await application.query(`grant update, delete, truncate on ${record} to current_user`);
    for (const statement of [
      `update ${record} set at = now() - interval '2 years'`,
      `update ${record} set actor_id = null where false`,
      `delete from ${record}`,
      `delete from ${record} where at < now() - interval '13 months'`,
      `truncate ${record}`,
      `drop table ${record}`,
      `alter table ${record} disable trigger all`,
      `create rule forget as on insert to ${record} do instead nothing`,
      `create trigger forget before insert on ${record} for each row execute function suppress_redundant_updates_trigger()`,
      `alter table ${record} owner to current_user`,
    ]) {
      tried++;
      refused += await application.query(statement).then(
        () => 0,
        (error: { code?: string }) => (error.code === '42501' ? 1 : 0),
      );
    }
  }
  await application.end();
  yield exactly(`16: refused to the application’s role, of ${tried} ways to change a line`, refused, tried);
  yield exactly('16: lines changed or lost by them', before === (await counts(town)) ? 0 : 1, 0);
}

const counts = async ({ cluster }: Town) => {
  const [row] = await cluster.query<{ digest: string }>(
    `select md5(string_agg(line, '' order by line)) as digest from (
       select entry::text as line from history_entry as entry
       union all select entry::text from access_log_entry as entry) as lines`,
  );
  return row?.digest ?? '';
};

/** The product's own chore, on lines of every age. */
async function* purged(town: Town) {
  const old = ['12 months 1 hour', '13 months', '5 years'];
  const young = ['11 months 27 days', '7 months', '6 months', '5 months', '1 day'];
  for (const record of records) {
    const [columns, values] = record === 'history_entry' ? [', actor_kind', `, 'system'`] : ['', ''];
    await town.cluster.query(
      `insert into ${record} (at, action, subject_kind, subject_id${columns})
       select now() - age::interval, 'lab', 'age', age${values} from unnest($1::text[]) as age`,
      [[...old, ...young]],
    );
  }
  await createScript(town).chore('journal.purge-access-log');
  const left = (record: string, ages: readonly string[]) =>
    town.count(`select count(*)::int from ${record} where subject_kind = 'age' and subject_id = any($1)`, [
      ages,
    ]);
  yield exactly(
    '16: lines older than 12 months after the nightly chore',
    await left('access_log_entry', old),
    0,
  );
  yield exactly('16: younger ones kept', await left('access_log_entry', young), young.length);
  yield exactly(
    '16: lines of the history kept, whatever their age',
    await left('history_entry', [...old, ...young]),
    old.length + young.length,
  );
  const untouched = await town.count(`select count(*)::int from access_log_entry where address is not null`);
  yield atLeast(`16: lines of the script still there`, untouched, 30);
}
