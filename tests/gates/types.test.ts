import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { root } from './tree';

const config = ts.getParsedCommandLineOfConfigFile(
  join(root, 'tsconfig.json'),
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
);
if (!config) throw new Error('tsconfig.json cannot be read');

/** Name of what is planted → the compiler's complaints about it as a file of src, by the project's options. */
function complaints(planted: Readonly<Record<string, string>>): Map<string, string[]> {
  const files = new Map(
    Object.entries(planted).map(([name, content], index) => [
      join(root, `src/planted-${index}.tsx`),
      { name, content },
    ]),
  );
  const options = config?.options ?? {};
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, ...rest) => {
    const content = files.get(path)?.content;
    return content === undefined
      ? getSourceFile(path, ...rest)
      : ts.createSourceFile(path, content, ts.ScriptTarget.Latest, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...files].map(([path, { name }]) => {
      const source = program.getSourceFile(path);
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [name, found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))];
    }),
  );
}

const start = `
  import { z } from 'zod';
  import { type Behaviour, behaviour } from './platform/behaviour';
  import { get, page, redirect, type Route } from './platform/http';
  import { everyone } from './platform/who-may';
  const input = z.object({ name: z.string() });
  export const used: unknown[] = [z, behaviour, get, page, redirect, everyone, input];
  export type Used = Behaviour<typeof input, void> | Route;
`;

const right = `
  export const route = get('/planted', everyone, () => page(<p>Bonjour</p>));
  export const whole: Route = { method: 'GET', path: '/planted', who: everyone, handle: () => redirect('/') };
  export const does = behaviour({
    name: 'planted.do', input, who: { kind: 'everyone' }, run: async (_context, { name }) => name.length,
  });
`;

const faults = {
  'a route without who may': `export const route = get('/planted', () => redirect('/'));`,
  'a route object without who may': `
    export const route: Route = { method: 'GET', path: '/planted', handle: () => redirect('/') };`,
  'a behaviour without who may': `
    export const does = behaviour({ name: 'planted.do', input, run: async () => {} });`,
  'a permission that does not exist': `
    export const does = behaviour({
      name: 'planted.do', input, run: async () => {},
      who: { kind: 'permission-on', permission: 'users.manege', placeOf: async () => null },
    });`,
  'a behaviour that reads what its input does not have': `
    export const does = behaviour({
      name: 'planted.do', input, who: { kind: 'everyone' }, run: async (_context, { surname }) => surname,
    });`,
  'a parameter without a type': 'export const echo = (value) => value;',
  'an item of a list taken for granted': 'export const first = (list: string[]): string => list[0];',
  'an HTML attribute that does not exist': 'export const field = <input name="a" typo="b" />;',
  'a page that is not one': `export const route = get('/planted', everyone, () => '<p>Bonjour</p>');`,
};

it('covers every source file', () => {
  const files = config.fileNames.map((name) => name.slice(root.length + 1));
  expect(files.filter((name) => name.startsWith('src/')).length).toBeGreaterThan(50);
  expect(files).toContain('src/platform/behaviour.ts');
  expect(files.some((name) => name.startsWith('tests/'))).toBe(true);
});

it('lets the right shapes build and refuses each planted fault', () => {
  const planted = Object.entries({ right, ...faults }).map(([name, content]) => [name, start + content]);
  const found = complaints(Object.fromEntries(planted));
  expect(found.get('right')).toEqual([]);
  for (const name of Object.keys(faults)) expect(found.get(name), name).not.toEqual([]);
}, 60_000);
