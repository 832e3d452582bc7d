import { type Database, sql } from '../../platform/database';

export interface ProofDocument {
  readonly id: string;
  readonly storageKey: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly scan: 'waiting' | 'clean' | 'infected' | 'not_scanned';
  readonly requestId: string;
  readonly siret: string;
}

/** The proof document of a request that was sent; null for a draft's, or an unknown one. */
export async function proofDocument(db: Database, id: string): Promise<ProofDocument | null> {
  const { rows } = await sql<ProofDocument>`
    select file.id, file.storage_key as "storageKey", file.name, file.media_type as "mediaType",
      file.size_bytes::float8 as "sizeBytes", file.scan, request.id as "requestId", request.siret
    from stored_file as file join access_request as request on request.document_id = file.id
    where file.id::text = ${id}
    order by request.sent_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}
