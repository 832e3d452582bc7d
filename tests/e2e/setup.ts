import { execFileSync } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { projectRoot } from '../../src/platform/database';

declare module 'vitest' {
  interface ProvidedContext {
    /** Program of the browser. */
    chromium: string;
  }
}

const ask = "import { browser } from './bin/browser.mjs'; console.log(browser());";

/** Once for all journeys: the product built as it is now, and the browser that `npm test` would take. */
export default function setup(project: TestProject): void {
  run('bin/build.mjs');
  // An installation may have spoken before: the last line is the answer.
  const chromium = run('--input-type=module', '--eval', ask).trim().split('\n').at(-1);
  if (!chromium) throw new Error('no browser');
  project.provide('chromium', chromium);
}

const run = (...args: string[]) =>
  execFileSync(process.execPath, args, {
    cwd: projectRoot(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
