import { extname } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { z } from 'zod';
import { type Database, inTransaction, sql, type Transaction } from '../../platform/database';
import type { FileStore } from '../../platform/files';
import type { Upload } from '../../platform/http';
import { enqueueByName, type Job, job } from '../../platform/jobs';
import { replaceDocument } from './draft-store';

export const documentField = 'justificatif';
export const maxDocumentBytes = 10 * 1024 * 1024;
export const documentHint =
  'Facultatif. Un seul fichier PDF, JPEG ou PNG de 10 Mo au plus : extrait Kbis ou avis de situation Sirene.';

const acceptedTypes = {
  'application/pdf': { extension: '.pdf', alsoNamed: ['.pdf'] },
  'image/jpeg': { extension: '.jpg', alsoNamed: ['.jpg', '.jpeg'] },
  'image/png': { extension: '.png', alsoNamed: ['.png'] },
} as const;
type MediaType = keyof typeof acceptedTypes;

export interface DocumentRules {
  readonly files: FileStore;
  /** A scanner is configured: documents wait for its verdict. */
  readonly scanning: boolean;
  readonly demonstration: boolean;
}

/**
 * Keeps an upload as the draft's one document, in place of the former. Gives the sentence of a refusal, or
 * null; whatever is not kept leaves the store.
 */
export async function keepDocument(
  db: Database,
  rules: DocumentRules,
  draftId: string,
  upload: Upload,
  now: Date,
): Promise<string | null> {
  let kept = false;
  try {
    if (!rules.scanning && !rules.demonstration) {
      return "Les documents ne peuvent pas être reçus pour l'instant : envoyez votre demande sans justificatif, nos conseillers vous le demanderont.";
    }
    if (upload.tooLarge) return 'Ce fichier dépasse 10 Mo : joignez un fichier plus léger.';
    const mediaType = await mediaTypeOf(rules.files, upload);
    if (mediaType === null) {
      return "Ce fichier n'est pas un PDF, un JPEG ou un PNG, ou il est abîmé : joignez-en un autre.";
    }
    await inTransaction(db, async (tx) => {
      const id = await insertDocument(tx, upload, mediaType, rules.scanning, now);
      if (rules.scanning) await enqueueByName(tx, 'scan-document', { documentId: id });
      await queueRemoval(tx, await replaceDocument(tx, draftId, id));
    });
    kept = true;
    return null;
  } finally {
    if (!kept) await rules.files.remove(upload.put.storageKey);
  }
}

/** Takes the document off a draft. */
export async function dropDocument(db: Database, draftId: string): Promise<void> {
  await inTransaction(db, async (tx) => queueRemoval(tx, await replaceDocument(tx, draftId, null)));
}

async function insertDocument(
  tx: Transaction,
  { name, put }: Upload,
  mediaType: MediaType,
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

/** What the file is by its content, its name and the browser's word being worth nothing; null when refused. */
async function mediaTypeOf(files: FileStore, { head, put }: Upload): Promise<MediaType | null> {
  const found = (await fileTypeFromBuffer(head))?.mime;
  if (found === 'image/jpeg' || found === 'image/png') return found;
  if (found !== 'application/pdf') return null;
  return (await isWholePdf(files, head, put.storageKey)) ? found : null;
}

/** Begins with a PDF header, nothing before it, and ends as PDF files do: neither cut nor another format. */
async function isWholePdf(files: FileStore, head: Buffer, storageKey: string): Promise<boolean> {
  if (!/^%PDF-[12]\.\d/.test(head.subarray(0, 16).toString('latin1'))) return false;
  let tail = Buffer.alloc(0);
  for await (const chunk of files.read(storageKey)) tail = Buffer.concat([tail, chunk]).subarray(-2048);
  return /startxref\s+\d+\s+%%EOF/.test(tail.toString('latin1'));
}

const longestName = 120;

/** The name shown: no folder, no invisible or forbidden character, the ending of what the file really is. */
export function cleanName(name: string, mediaType: MediaType): string {
  const { extension, alsoNamed } = acceptedTypes[mediaType];
  const base = (name.split(/[/\\]/).at(-1) ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd<>:"|?*]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const ending = extname(base).toLowerCase();
  const named = alsoNamed.some((one) => one === ending);
  const stem = named ? base.slice(0, -ending.length) : base;
  return `${[...stem].slice(0, longestName).join('').replace(/^\.+/, '').trim() || 'document'}${named ? ending : extension}`;
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
