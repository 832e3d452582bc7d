#!/usr/bin/env node
// npm start, and every other command: installs and builds what is missing, then hands over to dist/main.js.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { build } from './build.mjs';
import { install, launch, nodeProgram, Refusal, ROOT } from './install.mjs';
import { runToEnd } from './run.mjs';
import { frugalMalloc, nodeOptions } from './runtime.mjs';

await launch(async () => {
  const [command = 'serve', ...args] = process.argv.slice(2);
  // Before anything else, so that nothing is half done when the port is taken.
  if (command === 'serve') await refuseTakenPort(process.env);
  install({ dev: false });
  build();
  const program = [...nodeOptions(ROOT, command), join(ROOT, 'dist', 'main.js'), command, ...args];
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
