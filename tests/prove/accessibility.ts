// Everybody can use it: the journeys in a real browser, by mouse, by keyboard alone, without scripts, at 320 px.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../src/platform/database';
import { atLeast, type Experiment, exactly, seenFault } from '../lab/rows';

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          meta: z.object({ checkedStates: z.number().optional() }).optional(),
        }),
      ),
    }),
  ),
});

/** The journeys in the four ways of use, by the names of their files. */
const ways = ['mouse', 'keyboard', 'no-javascript', 'narrow'];

export const prove: Experiment = async function* () {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-lab-e2e-'));
  const file = join(folder, 'report.json');
  try {
    spawnSync('vitest', ['run', '--project', 'e2e', '--reporter=json', `--outputFile=${file}`], {
      cwd: projectRoot(),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const files = report.parse(JSON.parse(readFileSync(file, 'utf8'))).testResults;
    const tests = files.flatMap((one) => one.assertionResults);
    const states = (name: string) =>
      files
        .filter((one) => one.name.includes(`.${name}.test.`))
        .flatMap((one) => one.assertionResults)
        .reduce((sum, test) => sum + (test.meta?.checkedStates ?? 0), 0);
    yield exactly('journeys that failed', tests.filter((test) => test.status !== 'passed').length, 0);
    for (const way of ways) yield atLeast(`states without a fault, ${way}`, states(way), 50);
    const planted = files.filter((one) => one.name.includes('/checks.test.'));
    const seen = planted
      .flatMap((one) => one.assertionResults)
      .filter((test) => test.status === 'passed').length;
    yield seenFault('planted faults of pages refused', seen);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
