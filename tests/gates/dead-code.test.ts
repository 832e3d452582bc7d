import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { plantedCopy, root, runTool } from './tree';

const text = (path: string) => readFileSync(join(root, path), 'utf8');
const packages = z
  .looseObject({ dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(text('package.json')));

const copy = plantedCopy({
  'src/registry/planted-file.ts': 'export const nobody = 1;\n',
  'src/journal/history.ts': `${text('src/journal/history.ts')}export const plantedExport = 1;\n`,
  'package.json': JSON.stringify({
    ...packages,
    dependencies: { ...packages.dependencies, 'planted-package': '1.0.0' },
  }),
});
afterAll(copy.remove);

const reportSchema = z.object({ read: z.number(), found: z.array(z.string()) });

async function findDeadCode(cwd: string) {
  const reporter = join(root, 'tests/gates/knip-reporter.mjs');
  const args = ['--no-progress', '--treat-config-hints-as-errors', '--reporter', reporter];
  const { code, stdout } = await runTool('knip', args, cwd);
  const { read, found } = reportSchema.parse(JSON.parse(stdout));
  return { code, read, found: found.map((line) => line.replace(`${cwd}/`, '')) };
}

it('reads every source file and finds no dead file, export or package', async () => {
  const { code, read, found } = await findDeadCode(root);
  const sources = globSync('src/**/*.{ts,tsx}', { cwd: root });
  expect(sources.length).toBeGreaterThan(50);
  expect(read).toBeGreaterThanOrEqual(sources.length);
  expect(found).toEqual([]);
  expect(code).toBe(0);
});

it('refuses a planted file, export and package', async () => {
  const { code, found } = await findDeadCode(copy.path);
  expect(code).toBe(1);
  expect(found.join('\n')).toMatch(/^files: .*src\/registry\/planted-file\.ts/m);
  expect(found.join('\n')).toMatch(/^exports: .*src\/journal\/history\.ts: plantedExport/m);
  expect(found.join('\n')).toMatch(/^dependencies: .*planted-package/m);
});
