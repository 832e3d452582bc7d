import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(import.meta.dirname, '..', '..');

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Built now if need be, and started; answers when it is ready to serve. */
export async function serve(dataDir: string, port: number): Promise<ChildProcess> {
  execFileSync(process.execPath, ['bin/build.mjs'], { cwd: root, stdio: 'inherit' });
  const { PATH = '', HOME = '' } = process.env;
  const origin = `http://127.0.0.1:${port}`;
  const env = { PATH, HOME, PORT: String(port), PUBLIC_URL: origin, DATA_DIR: dataDir, DEMO: '1' };
  const server = spawn(process.execPath, ['dist/main.js', 'serve'], { cwd: root, env, stdio: 'inherit' });
  const isReady = () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (server.exitCode !== null) throw new Error('the product ended');
    await wait(100);
  }
  return server;
}

export async function findBrowser(): Promise<string> {
  const launcher: { browser(): string } = await import(join(root, 'bin', 'browser.mjs'));
  return launcher.browser();
}
