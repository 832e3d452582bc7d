import { z } from 'zod';
import { record } from '../journal';
import { behaviour, perform } from '../platform/behaviour';
import { after, minutes } from '../platform/clock';
import { inTransaction, sql, type Transaction } from '../platform/database';
import type { FileStore } from '../platform/files';
import { type Chore, enqueue, type Job, job } from '../platform/jobs';
import { systemActor } from '../platform/who-may';
import { askClamd } from './clamd';

export const scanPayload = z.object({ documentId: z.uuid() });

/** Writes the verdict of the scan on a document that waits for it. */
const recordVerdict = behaviour({
  name: 'agents.record-scan',
  input: z.object({ documentId: z.uuid(), verdict: z.enum(['clean', 'infected']) }),
  who: { kind: 'system' },
  async run(context, { documentId, verdict }) {
    const { rows } = await sql`
      update stored_file set scan = ${verdict} where id = ${documentId} and scan = 'waiting' returning id
    `.execute(context.tx);
    if (rows.length === 0) return;
    await record(context, {
      action: verdict === 'clean' ? 'agents.document-found-clean' : 'agents.document-found-infected',
      subjectKind: 'document',
      subjectId: documentId,
    });
  },
});

/**
 * Scans a stored document: waiting → clean or infected. While clamd does not answer, the document waits
 * and is served to nobody. `documentId` is the row of stored_file.
 */
export function scanDocumentJob(scanner: { clamdUrl: string; files: FileStore }): Job<typeof scanPayload> {
  return job({
    name: 'scan-document',
    payload: scanPayload,
    async run(kernel, { documentId }) {
      const { rows } = await sql<{ storageKey: string }>`
        select file.storage_key as "storageKey" from stored_file as file
        where file.id = ${documentId} and file.scan = 'waiting'
      `.execute(kernel.db);
      const document = rows[0];
      if (!document) return;
      const verdict = await askClamd(scanner.clamdUrl, scanner.files.read(document.storageKey));
      await perform(kernel, recordVerdict, systemActor('scan-document'), { documentId, verdict });
    },
  });
}

/** Queues again the documents that have waited for ten minutes: their job was lost, or clamd was away. */
export function rescanChore(scan: Job<typeof scanPayload>): Chore {
  return {
    name: 'rescan-waiting-documents',
    every: '*/10 * * * *',
    run: (kernel) => inTransaction(kernel.db, (tx) => rescan(tx, scan, after(kernel.clock(), -minutes(10)))),
  };
}

/** Queues the scan of each document that waits since before an instant, its former job replaced. */
export async function rescan(tx: Transaction, scan: Job<typeof scanPayload>, before: Date): Promise<void> {
  const { rows } = await sql<{ documentId: string }>`
    select file.id as "documentId" from stored_file as file
    where file.scan = 'waiting' and file.stored_at < ${before}
  `.execute(tx);
  for (const row of rows) await enqueue(tx, scan, row, `${scan.name}:${row.documentId}`);
}
