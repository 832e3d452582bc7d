import { execFile } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../src/platform/database/index';

export const root = projectRoot();

const madeByTools = ['node_modules', 'dist', 'data', 'coverage', 'test-results', '.git'];

/** Every file that people write, relative to the root of the project. */
export function writtenFiles(): string[] {
  return globSync('**/*', {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => madeByTools.includes(entry.name),
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a development tool of the project in a folder, as a person would. */
export function runTool(tool: string, args: readonly string[], cwd: string, input = ''): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      join(root, 'node_modules/.bin', tool),
      [...args],
      { cwd, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(error);
        else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

/**
 * Copies the project into a temporary folder and plants files there (path → content); the faults
 * are seen by the project's own configuration and the project itself stays as it is.
 */
export function plantedCopy(planted: Readonly<Record<string, string>>): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'mc2i gate '));
  for (const name of readdirSync(root).filter((name) => !madeByTools.includes(name))) {
    cpSync(join(root, name), join(path, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  for (const [file, content] of Object.entries(planted)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
