// npm run bench [-- NAME[,NAME…] [SIZE]]: speeds and sizes, as ratios within one run; all of them when none is named.
import { type Experiment, printAll } from '../lab/rows';
import { memoryBench } from './memory';
import { pagesBench } from './pages';
import { servePeer } from './peers';
import { registryBench } from './registry';
import { relevanceBench } from './relevance';
import { searchAlone } from './search-load';
import { sizesBench } from './sizes';
import { startBench } from './start';
import { usersBench } from './users';

const benches: Readonly<Record<string, Experiment>> = {
  pages: pagesBench,
  sizes: sizesBench,
  memory: memoryBench,
  start: startBench,
  users: usersBench,
  relevance: relevanceBench,
  registry: registryBench,
};

/** Asked for by name only: half an hour, and 20 GB of disk at its usual size. */
const apart = ['registry'];

const [name = '', ...rest] = process.argv.slice(2);
if (name === 'peer') {
  const [kind = '', file = ''] = rest;
  await servePeer(kind, file);
} else if (name === 'search') {
  await searchAlone(rest[0] ?? '');
} else {
  const names = name === '' ? Object.keys(benches).filter((one) => !apart.includes(one)) : name.split(',');
  const chosen = names.flatMap((one) => {
    const bench = benches[one];
    return bench ? [[one, () => bench(rest)] as const] : [];
  });
  if (chosen.length === names.length) {
    process.exitCode = await printAll(chosen);
  } else {
    console.error(
      `Usage: npm run bench -- NAME[,NAME…], NAME being one of: ${Object.keys(benches).join(', ')}`,
    );
    process.exitCode = 1;
  }
  process.exit();
}
