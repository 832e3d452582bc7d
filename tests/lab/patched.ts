import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/database';

/**
 * The built product with one fault planted: `from`, which must occur exactly once, becomes `to`. An
 * expression where the build may add a number to a name, as in `who2`. Gives the path of its main.js, for startProduct's `program`, and how to
 * clear it away.
 */
export function patchedProgram(
  name: string,
  from: string | RegExp,
  to: string,
): { program: string; remove(): void } {
  const folder = join(projectRoot(), 'dist');
  const source = readFileSync(join(folder, 'main.js'), 'utf8');
  const pieces = source.split(from);
  if (pieces.length !== 2) throw new Error(`${pieces.length - 1} times in dist/main.js: ${from}`);
  mkdirSync(join(folder, 'lab'), { recursive: true });
  const program = join(folder, 'lab', `${name}-${process.pid}.js`);
  writeFileSync(program, pieces.join(to));
  return { program, remove: () => rmSync(program, { force: true }) };
}
