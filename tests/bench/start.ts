// How long the program takes to start, from `npm start` in a clean clone to its first page.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clone, start, stop } from '../lab/clean-clone';
import { atMost, type Experiment } from '../lab/rows';

/** After the first one, which installs, builds and fills the demonstration. */
const laterStarts = 3;

export const startBench: Experiment = async function* () {
  const place = mkdtempSync(join(tmpdir(), 'mc2i-bench-start-'));
  const folder = join(place, 'clone');
  try {
    clone(folder);
    const first = await start(folder);
    await stop(first);
    console.log(`… the first start, installation included: ${first.elapsed.toFixed(1)} s`);
    const seconds: number[] = [];
    for (let turn = 0; turn < laterStarts; turn++) {
      const program = await start(folder);
      seconds.push(program.elapsed);
      await stop(program);
    }
    yield atMost(`the longest of ${laterStarts} later starts`, Math.max(...seconds), 5, ' s');
  } finally {
    rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  }
};
