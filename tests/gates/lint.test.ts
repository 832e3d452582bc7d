import { afterAll, expect, it } from 'vitest';
import { plantedCopy, root, runTool } from './tree';

const any = 'export const anything = (value: any) => value;\n';
const copy = plantedCopy({
  'src/planted-any.ts': any,
  'tests/planted-any.ts': any,
  'scripts/planted-any.ts': any,
  'src/planted-as-any.ts': 'export const anything = (value: unknown) => value as any;\n',
  'src/planted-loose.ts': 'export const same = (a: string, b: string) => a == b;\n',
  'src/planted-format.ts': 'export const text = "double quotes"\n',
  'src/planted-fine.ts': "export const text = 'simple quotes';\n",
});
afterAll(copy.remove);

const check = async (...args: string[]) => {
  const { code, stdout, stderr } = await runTool(
    'biome',
    ['check', '--max-diagnostics=none', ...args],
    copy.path,
  );
  return { code, said: stdout + stderr };
};

it('reads the whole tree', async () => {
  const { stdout, stderr } = await runTool('biome', ['check'], root);
  const read = Number(/Checked (\d+) files/.exec(stdout + stderr)?.[1]);
  expect(read).toBeGreaterThan(50);
});

it('accepts a file that is right', async () => {
  expect(await check('src/planted-fine.ts')).toMatchObject({ code: 0 });
});

it.each([
  ['src/planted-any.ts', 'noExplicitAny'],
  ['tests/planted-any.ts', 'noExplicitAny'],
  ['scripts/planted-any.ts', 'noExplicitAny'],
  ['src/planted-as-any.ts', 'noExplicitAny'],
  ['src/planted-loose.ts', 'noDoubleEquals'],
  ['src/planted-format.ts', 'format'],
])('refuses %s: %s', async (path, rule) => {
  const { code, said } = await check(path);
  expect(code).toBe(1);
  expect(said).toContain(rule);
});
