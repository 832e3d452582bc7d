// npm run bench: speeds and sizes, as ratios within one run.
import { type Experiment, printAll } from '../lab/rows';

const benches: Readonly<Record<string, Experiment>> = {};

process.exitCode = await printAll(
  Object.entries(benches).map(([name, run]) => [name, () => run([])] as const),
);
process.exit();
