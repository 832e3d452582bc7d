// The registry in place is the former one or the new one, whole, whenever the import or PostgreSQL is killed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../bench/sirene/random';
import { type Outcome, startAsking } from '../lab/asking';
import { patchedProgram } from '../lab/patched';
import {
  type ImportFigures,
  inPlace,
  measureImport,
  type RegistryGround,
  type Step,
  startImport,
  startRegistry,
  steps,
} from '../lab/registry';
import { lighthouse, type State, type StateName, writeState } from '../lab/registry-states';
import { atLeast, type Experiment, exactly, seenFault, told } from '../lab/rows';
import { refusals } from './import-refusals';

const establishments = 60_000;
const kills = 10;
const seed = 33;
/** The steps in which the import is killed, over and over: the swap is short, and is aimed at. */
const aims: readonly Step[] = [
  ...(['loading', 'indexing', 'searching', 'placing', 'searching'] as const),
  ...(['loading', 'placing', 'searching', 'indexing', 'loading'] as const),
];
/** After PostgreSQL is back, in milliseconds: see the promise of `restart`. */
const recovery = 5_000;

/** Parts: kills, refusals, control (all of them when none is named). */
export const prove: Experiment = async function* (parts) {
  for (const [name, part] of Object.entries({ kills: killed, refusals, control })) {
    if (parts.length === 0 || parts.includes(name)) yield* part();
  }
};

/** The states, their digests once they were imported undisturbed, and how long the steps took. */
interface References {
  readonly states: Readonly<Record<StateName, State>>;
  readonly digests: Readonly<Record<StateName, string>>;
  readonly steps: ImportFigures['steps'];
}

const other = { alpha: 'beta', beta: 'alpha' } as const;

/** Ends with the state alpha in place, and the portal referring to the lighthouse. */
async function prepare(ground: RegistryGround, folder: string, size: number): Promise<References> {
  const [alpha, beta] = [
    await writeState('alpha', join(folder, 'alpha'), size),
    await writeState('beta', join(folder, 'beta'), size),
  ];
  await measureImport(ground, alpha.files);
  const { siren, siret } = lighthouse;
  await ground.cluster.query('select public.hold_place($1, $2)', [siren, siret]);
  const first = await inPlace(ground);
  const figures = await measureImport(ground, beta.files);
  const second = await inPlace(ground);
  await measureImport(ground, alpha.files);
  if (first === second || first !== (await inPlace(ground)))
    throw new Error('the states can not be told apart');
  return { states: { alpha, beta }, digests: { alpha: first, beta: second }, steps: figures.steps };
}

interface Round {
  readonly at: string;
  /** What was in place once all was still. */
  readonly left: StateName | 'neither';
  /** Whether the same command brought exactly the state of its files. */
  readonly ended: boolean;
  readonly resumed: boolean;
  /** What the import said of PostgreSQL's death. */
  readonly sentence: boolean;
  readonly answers: readonly Outcome[];
  /** When PostgreSQL was not there. */
  readonly away?: { readonly from: number; readonly to: number };
}

async function* killed() {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-lab-states-'));
  const ground = await startRegistry();
  const random = new Random(seed);
  const rounds: Record<'import' | 'PostgreSQL', Round[]> = { import: [], PostgreSQL: [] };
  try {
    const references = await prepare(ground, folder, establishments);
    let from: StateName = 'alpha';
    for (const victim of ['import', 'PostgreSQL'] as const) {
      for (let kill = 0; kill < kills; kill++) {
        const aim = aims[kill % aims.length] ?? 'loading';
        // Past the swap too.
        const wait = random.share() * references.steps[aim] * (aim === 'placing' ? 1.3 : 1);
        const one = await round(ground, { references, from, victim, aim, wait });
        rounds[victim].push(one);
        console.log(`… ${victim} killed in ${one.at}: ${one.left}, ${one.answers.length} answers meanwhile`);
        from = other[from];
      }
    }
    for (const [victim, some] of Object.entries(rounds)) yield* figures(victim, some);
    const sentences = rounds.PostgreSQL.filter(({ sentence }) => sentence).length;
    yield exactly('imports that said that the database went away, and ended with 1', sentences, kills);
    const [noted] = await ground.cluster.query<{ changes: number }>(
      'select count(*)::int as changes from registry_change where siren = $1',
      [lighthouse.siren],
    );
    // A company and a site, at each of the passages: two of the preparation, one a round.
    yield exactly('changes noted of what the portal holds', noted?.changes ?? -1, 2 * (2 + 2 * kills));
    const [rest] = await ground.cluster.query<{ there: boolean }>(
      `select to_regnamespace('sirene_next') is not null as there`,
    );
    yield exactly('something left of an import', rest?.there ? 'yes' : 'no', 'no');
    yield exactly('the product lives', ground.product.alive() ? 'yes' : 'no', 'yes');
  } finally {
    await ground.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Plan {
  readonly references: References;
  readonly from: StateName;
  readonly victim: 'import' | 'PostgreSQL';
  readonly aim: Step;
  /** Milliseconds after the beginning of that step. */
  readonly wait: number;
}

async function round(ground: RegistryGround, plan: Plan): Promise<Round> {
  const { references, from, victim, aim, wait } = plan;
  const target = other[from];
  const asking = startAsking(ground.product);
  const importing = startImport(ground, references.states[target].files);
  await importing.begun(aim);
  await sleep(wait);
  const killedAt = performance.now();
  if (victim === 'import') importing.kill();
  else await ground.cluster.kill();
  const { code, output } = await importing.ended;
  if (victim === 'PostgreSQL') await ground.cluster.start();
  const back = performance.now();
  const at = await stepLeft(ground);
  const found = await inPlace(ground);
  const again = await startImport(ground, references.states[target].files).ended;
  const digest = await inPlace(ground);
  await sleep(victim === 'PostgreSQL' ? Math.max(0, recovery - (performance.now() - back)) : 0);
  return {
    at,
    left: (['alpha', 'beta'] as const).find((name) => references.digests[name] === found) ?? 'neither',
    ended: again.code === 0 && digest === references.digests[target],
    resumed: again.output.includes('il reprend où il en était'),
    sentence: code === 1 && output.includes("La base de données s'est arrêtée pendant l'import."),
    answers: await asking.stop(),
    ...(victim === 'PostgreSQL' && { away: { from: killedAt, to: back + recovery } }),
  };
}

/** Where the last import stopped. */
async function stepLeft({ cluster }: RegistryGround): Promise<string> {
  const [row] = await cluster.query<{ step: string }>(
    'select step from registry_import order by id desc limit 1',
  );
  return row?.step ?? 'none';
}

function* figures(victim: string, rounds: readonly Round[]) {
  const of = (name: string) => `${name}, ${victim} killed`;
  const hits = [...steps, 'done'].map(
    (step) => [step, rounds.filter(({ at }) => at === step).length] as const,
  );
  yield exactly(`kill -9 of ${victim === 'import' ? 'the import' : victim}`, rounds.length, kills);
  yield told(of('step that was going on'), hits.map(([step, count]) => `${step} ${count}`).join(', '));
  for (const step of steps) {
    if (step === 'placing') continue;
    yield atLeast(of(`kills amid the step ${step}`), rounds.filter(({ at }) => at === step).length, 1);
  }
  const late = rounds.filter(({ at }) => at === 'placing' || at === 'done').length;
  yield atLeast(of('kills amid or just after the swap'), late, 1);
  yield exactly(of('a registry that is neither'), rounds.filter(({ left }) => left === 'neither').length, 0);
  yield exactly(
    of('the same command ends with another registry'),
    rounds.filter((one) => !one.ended).length,
    0,
  );
  yield told(of('imports gone on with'), rounds.filter(({ resumed }) => resumed).length);
  const answers = rounds.flatMap((one) => one.answers.map((answer) => ({ ...answer, away: one.away })));
  const mixed = answers.filter(({ state }) => state === 'neither');
  const errors = answers.filter(({ state }) => typeof state === 'number');
  const excused = errors.filter(({ to, from, away }) => away && to >= away.from && from <= away.to);
  for (const { body } of mixed.slice(0, 3)) console.error(`neither: ${body}`);
  for (const one of errors.filter((error) => !excused.includes(error)).slice(0, 3)) {
    console.error(`error ${one.state}: ${one.body.slice(0, 300)}`);
  }
  yield atLeast(of('searches answered meanwhile'), answers.length - errors.length, 2_000);
  yield exactly(of('answers of neither state, or of both'), mixed.length, 0);
  yield exactly(of('searches that failed'), errors.length - excused.length, 0);
  if (victim === 'PostgreSQL') yield told(of('searches that failed while it was away'), excused.length);
}

/** The units put in place first, the rest in a second transaction: both kinds of harm must be seen. */
async function* control() {
  const { program, remove } = patchedProgram('the new units in place before the rest of the registry');
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-lab-states-'));
  const ground = await startRegistry({ program });
  try {
    const { states, digests } = await prepare(ground, folder, 6_000);
    const asking = startAsking(ground.product);
    const importing = startImport(ground, states.beta.files);
    await importing.begun('placing');
    // Between the two.
    await sleep(1_000);
    importing.kill();
    await importing.ended;
    const left = await inPlace(ground);
    const answers = await asking.stop();
    const mixed = answers.filter(({ state }) => state === 'neither').length;
    yield seenFault('answers of both states, the swap in two transactions', mixed);
    yield seenFault('a registry that is neither', Object.values(digests).includes(left) ? 0 : 1);
  } finally {
    await ground.remove();
    rmSync(folder, { recursive: true, force: true });
    remove();
  }
}
