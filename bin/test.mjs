#!/usr/bin/env node
// npm test: installs what is missing, then every check and every test, and one line of figures at the end.
// `npm test -- --only NAME` runs one of them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser } from './browser.mjs';
import { install, launch, nodeProgram, Refusal, ROOT, toolEnvironment } from './install.mjs';

/**
 * Every check counts as one test. `reads` finds in the output how much was looked at: a check that looked at
 * nothing has failed.
 */
const checks = [
  { name: 'style (biome)', command: ['biome', 'check', '.'], reads: /Checked (\d+) files/ },
  { name: 'types (tsc)', command: ['tsc', '--listFiles'], reads: /src\/(main)\.ts/, quiet: true },
  {
    name: 'boundaries (dependency-cruiser)',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'tests'],
    reads: /([1-9]\d*) modules/,
  },
  { name: 'dead code (knip)', command: ['knip'] },
  { name: 'build', command: ['node', 'bin/build.mjs'] },
];
const projects = ['unit', 'e2e'];

await launch(async () => {
  const only = readFilter();
  install({ dev: true });
  nodeProgram();
  const env = { ...toolEnvironment(), CHROMIUM_PATH: browser() };
  const total = { passed: 0, failed: 0, skipped: [] };

  for (const check of checks) {
    // What comes after needs the build, even when it was not asked for.
    if (only && only !== check.name && check.name !== 'build') continue;
    total[passes(check, env) ? 'passed' : 'failed']++;
  }
  const asked = projects.filter((project) => !only || only === project);
  if (asked.length > 0) add(total, runVitest(asked, env));

  for (const { name, reason } of total.skipped) console.log(`skipped: ${name} (${reason})`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});

function readFilter() {
  const [option, name] = process.argv.slice(2);
  if (option === undefined) return undefined;
  const names = [...checks.map((check) => check.name), ...projects];
  if (option === '--only' && names.includes(name)) return name;
  throw new Refusal(`Usage : npm test [-- --only NOM], avec NOM parmi : ${names.join(', ')}.`);
}

function passes({ name, command: [program, ...args], reads, quiet }, env) {
  const started = Date.now();
  const result = spawnSync(program, args, { cwd: ROOT, env, encoding: 'utf8', maxBuffer: 1e9 });
  const output = `${result.stdout}${result.stderr}`;
  const blind = reads && !reads.test(output);
  const ok = result.status === 0 && !blind;
  console.log(`${ok ? 'ok   ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (ok) return true;
  // The list of files that was asked for is not what the reader looks for.
  console.log(quiet ? output.replace(/^\/.*\n/gm, '') : output);
  if (blind) console.log(`${name}: nothing was looked at`);
  return false;
}

function runVitest(asked, env) {
  const folder = mkdtempSync(join(tmpdir(), 'mc2i-summary-'));
  const file = join(folder, 'summary.json');
  const args = ['run', '--reporter=default', '--reporter=./bin/vitest-summary.mjs'];
  try {
    const { status } = spawnSync('vitest', [...args, ...asked.flatMap((name) => ['--project', name])], {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...env, SUMMARY_FILE: file },
    });
    const summary = readSummary(file);
    const ran = summary.passed + summary.failed;
    // Vitest knows more ways to fail than there are tests, and no test at all is one of them.
    if ((status !== 0 && summary.failed === 0) || ran === 0) summary.failed++;
    return summary;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readSummary(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: [] };
  }
}

function add(total, { passed, failed, skipped }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped.push(...skipped);
}
