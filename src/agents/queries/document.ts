import { type Database, sql } from '../../platform/database';

export interface ProofDocument {
  readonly id: string;
  readonly storageKey: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly scan: 'waiting' | 'clean' | 'infected' | 'not_scanned';
  /** The page of the file that it joins. */
  readonly filePath: string;
  readonly siret: string;
}

/** The proof document of a request that was sent, or of a takeover; null for a draft's, or an unknown one. */
export async function proofDocument(db: Database, id: string): Promise<ProofDocument | null> {
  const { rows } = await sql<ProofDocument>`
    select file.id, file.storage_key as "storageKey", file.name, file.media_type as "mediaType",
      file.size_bytes::float8 as "sizeBytes", file.scan, joined.path as "filePath", joined.siret
    from stored_file as file join (
      select request.document_id, request.siret, request.sent_at as at,
        '/agents/demandes-de-compte/' || request.id as path from access_request as request
      union all
      select takeover.document_id, takeover.siret, takeover.asked_at, '/agents/reprises/' || takeover.id
      from takeover) as joined on joined.document_id = file.id
    where file.id::text = ${id}
    order by joined.at desc limit 1`.execute(db);
  return rows[0] ?? null;
}
