// npm run prove -- NAME [PART…]: runs one experiment in full and prints its figures; `all` runs them all.
import { type Experiment, printAll } from '../lab/rows';
import { prove as kills } from './kills';
import { prove as setup } from './setup';

const experiments: Readonly<Record<string, Experiment>> = { kills, setup };

const [name = '', ...parts] = process.argv.slice(2);
const names = name === 'all' ? Object.keys(experiments) : name.split(',');
const chosen = names.flatMap((one) => {
  const experiment = experiments[one];
  return experiment ? [[one, () => experiment(parts)] as const] : [];
});
if (chosen.length === names.length) {
  process.exitCode = await printAll(chosen);
} else {
  console.error(
    `Usage: npm run prove -- all | NAME[,NAME…] [PART…], NAME being one of: ${Object.keys(experiments).join(', ')}`,
  );
  process.exitCode = 1;
}
process.exit();
