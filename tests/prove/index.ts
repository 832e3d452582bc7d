// npm run prove -- NAME [PART…]: runs one experiment in full and prints its figures; `all` runs every promise.
import { type Experiment, printAll } from '../lab/rows';
import { prove as accessibility } from './accessibility';
import { prove as automation } from './automation';
import { prove as backup } from './backup';
import { prove as csrf } from './csrf';
import { prove as diskfull } from './diskfull';
import { prove as errors } from './errors';
import { prove as guessing } from './guessing';
import { prove as heavy } from './heavy';
import { prove as histories } from './histories';
import { prove as importKills } from './import-kills';
import { prove as imports } from './imports';
import { prove as inactive } from './inactive';
import { prove as injection } from './injection';
import { prove as isolation } from './isolation';
import { prove as kills } from './kills';
import { prove as log } from './log';
import { prove as migrate } from './migrate';
import { prove as outbox } from './outbox';
import { prove as overload } from './overload';
import { prove as races } from './races';
import { prove as recovery } from './recovery';
import { prove as restart } from './restart';
import { prove as scanners } from './scanners';
import { prove as sessions } from './sessions';
import { prove as setup } from './setup';
import { prove as shutdown } from './shutdown';
import { prove as slow } from './slow';
import { prove as soak } from './soak';
import { prove as timing } from './timing';
import { prove as tls } from './tls';
import { prove as uploads } from './uploads';

const experiments: Readonly<Record<string, Experiment>> = {
  csrf,
  isolation,
  accessibility,
  automation,
  backup,
  diskfull,
  errors,
  guessing,
  heavy,
  histories,
  'import-kills': importKills,
  imports,
  inactive,
  injection,
  kills,
  log,
  migrate,
  outbox,
  overload,
  races,
  recovery,
  restart,
  scanners,
  sessions,
  setup,
  shutdown,
  slow,
  soak,
  timing,
  tls,
  uploads,
};

/** Asked for by name only: the set-up in every place, as root; the scanners and the soak, for their time. */
const apart = ['scanners', 'setup', 'soak'];

const [name = '', ...parts] = process.argv.slice(2);
const names =
  name === 'all' ? Object.keys(experiments).filter((one) => !apart.includes(one)) : name.split(',');
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
