import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program of Debian's that examines servers, at home in a folder of its own; all that it has said. */
export async function examine(
  program: string,
  args: readonly string[],
  place: string,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, {
    cwd: place,
    env: { PATH: process.env.PATH ?? '', HOME: place, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  process.off('exit', kill);
  return { code, output };
}
