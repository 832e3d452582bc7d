import { globSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { z } from 'zod';
import { plantedCopy, root, runTool } from './tree';

const reportSchema = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

async function cruise(cwd: string) {
  const folders = ['src', 'scripts', 'bin', 'tests'];
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
  const { stdout } = await runTool('depcruise', args, cwd);
  const { modules, summary } = reportSchema.parse(JSON.parse(stdout));
  return {
    read: new Set(modules.map((module) => module.source)),
    violations: summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
  };
}

const copy = plantedCopy({
  'src/platform/planted.ts': "export { record } from '../journal';\nexport { typo } from '../ui';\n",
  'src/ui/planted.ts': "export { record } from '../journal';\n",
  'src/journal/planted.ts': "export * from '../registry';\n",
  'src/registry/planted.ts': "export type * from '../access';\n",
  'src/content/planted.ts': "export { record } from '../journal';\n",
  'src/access/planted-deep.ts': "export { record } from '../journal/history';\n",
  'src/planted-deep.ts': "export { record } from './journal/history';\n",
  'src/home/planted-above.ts': "export * from '../planted-deep';\n",
  'src/home/planted-beside.ts': "export * from '../agents/planted';\n",
  'src/agents/planted.ts': "export * from '../../tests/support/planted';\nimport 'html-validate';\n",
  'src/agents/planted-nowhere.ts': "export * from './is-not-there';\n",
  'tests/support/planted.ts': 'export const planted = 1;\n',
  'src/misc/index.ts': 'export const misc = 1;\n',
  'src/home/planted-misc.ts': "export { misc } from '../misc';\n",
  'src/access/planted-one.ts': "import type { Two } from './planted-two';\nexport type One = Two[];\n",
  'src/access/planted-two.ts': "import type { One } from './planted-one';\nexport type Two = One | null;\n",
  'src/access/fine.ts':
    "import '../journal';\nimport '../registry';\nimport '../ui';\nimport '../platform/database';\nimport './rules';\n",
  'bin/planted.mjs': "import 'zod';\n",
});
afterAll(copy.remove);

it('reads every source file and finds every import in its place', async () => {
  const { read, violations } = await cruise(root);
  const sources = globSync('src/**/*.{ts,tsx}', { cwd: root });
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.filter((file) => !read.has(file))).toEqual([]);
  expect(violations).toEqual([]);
});

it('refuses each planted import and nothing else', async () => {
  const { violations } = await cruise(copy.path);
  for (const fault of [
    'platform-and-ui-know-no-module: src/platform/planted.ts → src/journal/index.ts',
    'platform-draws-nothing: src/platform/planted.ts → src/ui/index.ts',
    'platform-and-ui-know-no-module: src/ui/planted.ts → src/journal/index.ts',
    'arrow-of-journal: src/journal/planted.ts → src/registry/index.ts',
    'arrow-of-registry: src/registry/planted.ts → src/access/index.ts',
    'arrow-of-content: src/content/planted.ts → src/journal/index.ts',
    'only-the-door: src/access/planted-deep.ts → src/journal/history.ts',
    'only-the-door-from-above: src/planted-deep.ts → src/journal/history.ts',
    'composition-is-not-imported: src/home/planted-above.ts → src/planted-deep.ts',
    'arrow-of-home: src/home/planted-beside.ts → src/agents/planted.ts',
    'product-ignores-tests: src/agents/planted.ts → tests/support/planted.ts',
    'no-development-package-in-the-product: src/agents/planted.ts → ',
    'everything-resolves: src/agents/planted-nowhere.ts → ./is-not-there',
    'known-modules-only: src/home/planted-misc.ts → src/misc/index.ts',
    'no-circle: src/access/planted-one.ts → src/access/planted-two.ts',
    'launcher-needs-node-only: bin/planted.mjs → ',
  ]) {
    expect(
      violations.filter((violation) => violation.startsWith(fault)),
      fault,
    ).not.toEqual([]);
  }
  expect(violations.filter((violation) => violation.includes('fine.ts'))).toEqual([]);
});
