import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDataDir, StartError } from './platform/database/index';

/** 32 bytes in hexadecimal or in base64; undefined for anything else. */
export function parseKey(value: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex');
  if (!/^[\w+/-]{43}=?$/.test(value)) return undefined;
  const key = Buffer.from(value, 'base64');
  return key.length === 32 ? key : undefined;
}

/** The key of a demonstration, kept in its folder from its first start; without one, nothing but it starts. */
export function demonstrationKey(demo: boolean, dataDir: string): Buffer {
  if (!demo) {
    throw new StartError(
      'SECRET_KEY est absent : indiquez 32 octets en hexadécimal ou en base64, comme en donne « openssl rand -base64 32 », et gardez-les.',
    );
  }
  prepareDataDir(dataDir);
  const file = join(dataDir, 'secret.key');
  if (!existsSync(file)) createKeyFile(file);
  const key = parseKey(readFileSync(file, 'utf8').trim());
  if (key) return key;
  throw new StartError(
    `Le fichier ${file} ne contient plus la clé de la démonstration : remettez-le, ou choisissez un autre DATA_DIR.`,
  );
}

/** Two commands may start at once: a link appears whole, and the first one wins. */
function createKeyFile(file: string): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  try {
    linkSync(unfinished, file);
  } catch {
    // Some disks know no links; then the risk is only that of two first starts in the same instant.
    if (!existsSync(file)) renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
