import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The server that is measured has a processor to itself; the load comes from the other. */
export const core = { server: 0, load: 1 };
const connections = 16;

/**
 * Answers a second of a closed load, from autocannon on the other processor. Throws when one of them is not
 * the page. `compressed` asks for it as browsers do.
 */
export async function answersPerSecond(
  url: string,
  options: { cookie: string; seconds: number; compressed?: boolean },
): Promise<number> {
  const headers = [
    `cookie=${options.cookie}`,
    ...(options.compressed ? ['accept-encoding=gzip, deflate, br, zstd'] : []),
  ];
  const child = spawn(
    'taskset',
    [
      ...['-c', String(core.load), 'autocannon', '--json', '--no-progress'],
      ...['--connections', String(connections), '--duration', String(options.seconds)],
      ...headers.flatMap((header) => ['--headers', header]),
      url,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'close');
  const result = JSON.parse(output) as Record<'2xx' | 'non2xx' | 'errors' | 'duration', number>;
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} other answers, ${result.errors} errors`);
  }
  return result['2xx'] / result.duration;
}
