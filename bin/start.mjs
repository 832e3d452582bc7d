#!/usr/bin/env node
// npm start, and every other command: installs and builds what is missing, then hands over to dist/main.js.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { install, launch, nodeProgram, Refusal, ROOT } from './install.mjs';
import { runToEnd } from './run.mjs';

/** Stack traces name the files of src/. Those of the dependencies would keep 12 MB in memory for nothing. */
const traces = ['--import', pathToFileURL(join(ROOT, 'bin', 'source-maps.mjs')).href];

/**
 * What runs for months beside other programs: after a load it stays at 150 MB instead of 450, and does half as
 * many pages a second, still several times what one server is asked for.
 */
const frugal = ['--optimize-for-size', '--max-semi-space-size=16'];

/** glibc otherwise keeps the 19 MB of each password hash, in as many places as there are threads. */
const frugalMalloc = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

await launch(async () => {
  const [command = 'serve', ...args] = process.argv.slice(2);
  // Before anything else, so that nothing is half done when the port is taken.
  if (command === 'serve') await refuseTakenPort(process.env);
  install({ dev: false });
  build();
  const lasting = command === 'serve' || command === 'work';
  const program = [...traces, ...(lasting ? frugal : []), join(ROOT, 'dist', 'main.js'), command, ...args];
  return runToEnd(nodeProgram(), program, { cwd: ROOT, env: { ...frugalMalloc, ...process.env } });
});

/** Only a port that is surely taken is refused here; wrong settings are told by src/config.ts. */
async function refuseTakenPort({ PORT, HOST }) {
  const port = Number(PORT?.trim() || 3000);
  const host = HOST?.trim() || '127.0.0.1';
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return;
  const code = await new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
  if (code === 'EADDRINUSE') {
    throw new Refusal(
      `Le port ${port} de ${host} est déjà pris : arrêtez le programme qui l'occupe, ou choisissez-en un autre avec PORT.`,
    );
  }
  if (code === 'EACCES') {
    throw new Refusal(
      `Le port ${port} est réservé au système : choisissez-en un autre avec PORT, à partir de 1024.`,
    );
  }
}
