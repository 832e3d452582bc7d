import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root, runTool } from '../gates/tree';
import { type FaultName, faults, withFault } from './faults';

const folder = mkdtempSync(join(tmpdir(), 'mc2i-faults-'));
let program = '';

beforeAll(async () => {
  const built = join(folder, 'main.js');
  await runTool('node', ['scripts/bundle.ts', 'src/main.ts', built], root);
  program = readFileSync(built, 'utf8');
});
afterAll(() => rmSync(folder, { recursive: true }));

// The experiments take an hour: a control that finds nothing to break any more is known here.
it.each(Object.keys(faults) as FaultName[])('has one place in the built product for: %s', (name) => {
  const planted = withFault(program, name);
  expect(planted).not.toBe(program);
  expect(() => withFault(planted + program + program, name)).toThrow('places in the built product');
});
