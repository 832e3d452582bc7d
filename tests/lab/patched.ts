import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/database';
import { type FaultName, withFault } from './faults';

/**
 * The built product with one fault planted. Gives the path of its main.js, for startProduct's `program`, and how to
 * clear it away.
 */
export function patchedProgram(fault: FaultName): { program: string; remove(): void } {
  const folder = join(projectRoot(), 'dist');
  const source = readFileSync(join(folder, 'main.js'), 'utf8');
  mkdirSync(join(folder, 'lab'), { recursive: true });
  const program = join(folder, 'lab', `${fault.replace(/\W+/g, '-')}-${process.pid}.js`);
  writeFileSync(program, withFault(source, fault));
  return { program, remove: () => rmSync(program, { force: true }) };
}
