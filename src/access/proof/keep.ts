import { extname } from 'node:path';
import { z } from 'zod';
import { type Database, inTransaction, sql, type Transaction } from '../../platform/database';
import type { FileStore } from '../../platform/files';
import type { Call, Upload } from '../../platform/http';
import { enqueueByName, type Job, job } from '../../platform/jobs';
import type { Limit } from '../../platform/throttle';
import { type DocumentType, readContent } from './content';

export const documentField = 'justificatif';
export const maxDocumentBytes = 10 * 1024 * 1024;
/** Of the field: what may be sent. */
export const documentKinds = 'Un seul fichier PDF, JPEG ou PNG de 10 Mo au plus';

const endings: Readonly<Record<DocumentType, readonly [string, ...string[]]>> = {
  'application/pdf': ['.pdf'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
};

const day = 24 * 3600;
/**
 * So that nobody fills the disk: a file holds one document, and an address sends so many a day, accepted or
 * not. An office shares an address. Written in docs/operations as well.
 */
const uploadLimits = {
  perFile: { name: 'draft-documents', tries: 30, seconds: day },
  perAddress: { name: 'request-documents', tries: 200, seconds: day },
  kilobytesPerAddress: { name: 'request-documents-kilobytes', tries: 500 * 1024, seconds: day },
} as const satisfies Record<string, Limit>;

/** The file that a document joins, and what its sender can do without it. */
export interface JoinedFile {
  readonly id: string;
  readonly without: string;
}

/** Counts an upload; the sentence of its refusal when there were too many in a day. The caller removes it. */
export async function countUpload(
  call: Call,
  { id, without }: JoinedFile,
  { put }: Upload,
): Promise<string | null> {
  const waits = [
    await call.countTry(uploadLimits.perFile, id),
    await call.countTry(uploadLimits.perAddress, call.address),
    await call.countTry(uploadLimits.kilobytesPerAddress, call.address, Math.ceil(put.sizeBytes / 1024)),
  ].filter((wait) => wait !== null);
  if (waits.length === 0) return null;
  call.setHeader('retry-after', String(Math.max(...waits)));
  return `Trop de fichiers ont été envoyés depuis votre connexion en 24 heures : celui-ci n'a pas été reçu. Recommencez demain, ou ${without}.`;
}

/**
 * Whether a document may be opened: never before its scan says "clean". Only the demonstration, where no scanner
 * exists, lets its own agents open what nobody has scanned.
 */
export const isReadable = (scan: string, { demonstration }: { readonly demonstration: boolean }): boolean =>
  scan === 'clean' || (scan === 'not_scanned' && demonstration);

export interface DocumentRules {
  readonly files: FileStore;
  /** A scanner is configured: documents wait for its verdict. */
  readonly scanning: boolean;
  readonly demonstration: boolean;
}

/**
 * Keeps an upload as the one document of a file. Gives the sentence of a refusal, or null; whatever is not kept
 * leaves the store. `join` ties it to its file, in the transaction that keeps it, and gives the storage key of the
 * one that it takes the place of.
 */
export async function keepDocument(
  db: Database,
  rules: DocumentRules,
  { without }: JoinedFile,
  upload: Upload,
  now: Date,
  join: (tx: Transaction, documentId: string) => Promise<string | null>,
): Promise<string | null> {
  let kept = false;
  try {
    if (!rules.scanning && !rules.demonstration) {
      return `Les documents ne peuvent pas être reçus pour l'instant : ${without}.`;
    }
    if (upload.tooLarge) return 'Ce fichier dépasse 10 Mo : joignez un fichier plus léger.';
    const read = await readContent(rules.files, upload);
    if (!read.ok) return read.why;
    await inTransaction(db, async (tx) => {
      const id = await insertDocument(tx, upload, read.type, rules.scanning, now);
      if (rules.scanning) await enqueueByName(tx, 'scan-document', { documentId: id }, `scan-document:${id}`);
      await queueRemoval(tx, await join(tx, id));
    });
    kept = true;
    return null;
  } finally {
    if (!kept) await rules.files.remove(upload.put.storageKey);
  }
}

/**
 * What is kept of a document: its bytes as they came (what a camera or a program wrote in them included: proof
 * is not retouched), a name without folders, type, size, SHA-256, date and verdict of the scan. Not who sent
 * it, nor from where: its request says so.
 */
async function insertDocument(
  tx: Transaction,
  { name, put }: Upload,
  mediaType: DocumentType,
  scanning: boolean,
  now: Date,
): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    insert into stored_file (id, storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
    values (${id}, ${put.storageKey}, ${cleanName(name, mediaType)}, ${mediaType}, ${put.sizeBytes},
      ${put.sha256}, ${scanning ? 'waiting' : 'not_scanned'}, ${now})
  `.execute(tx);
  return id;
}

const longestName = 120;

/** The name shown: no folder, no invisible or forbidden character, the ending of what the file really is. */
export function cleanName(name: string, mediaType: DocumentType): string {
  const ours = endings[mediaType];
  const base = (name.split(/[/\\]/).at(-1) ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd<>:"|?*]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const ending = extname(base).toLowerCase();
  const named = ours.includes(ending);
  const stem = named ? base.slice(0, -ending.length) : base;
  return `${[...stem].slice(0, longestName).join('').replace(/^\.+/, '').trim() || 'document'}${named ? ending : ours[0]}`;
}

const removal = z.object({ storageKey: z.string() });
const removalName = 'access.remove-document';

/** Removes the file of a document that no row names any more. */
export const removeDocumentJob = (files: FileStore): Job<typeof removal> =>
  job({ name: removalName, payload: removal, run: (_kernel, { storageKey }) => files.remove(storageKey) });

/** Asks for the removal in the transaction that forgets the document: never a file without a row for long. */
export async function queueRemoval(tx: Transaction, storageKey: string | null): Promise<void> {
  if (storageKey !== null) await enqueueByName(tx, removalName, { storageKey });
}
