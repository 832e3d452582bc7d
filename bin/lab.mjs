#!/usr/bin/env node
// npm run prove and npm run bench: builds the product and the laboratory of that name, then runs it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { install, launch, nodeProgram, Refusal, ROOT, toolEnvironment } from './install.mjs';
import { runToEnd } from './run.mjs';

const laboratories = ['prove', 'bench'];

await launch(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (!laboratories.includes(name)) throw new Refusal(`Usage: npm run ${laboratories.join(' | ')}`);
  install({ dev: true });
  build();
  const bundle = `dist/lab/${name}.mjs`;
  const { status } = spawnSync(nodeProgram(), ['scripts/bundle.ts', `tests/${name}/index.ts`, bundle], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: toolEnvironment(),
  });
  if (status !== 0) throw new Refusal(`The laboratory ${name} could not be built: see above.`);
  return runToEnd(nodeProgram(), ['--enable-source-maps', join(ROOT, bundle), ...args], {
    cwd: ROOT,
    env: toolEnvironment(),
  });
});
