import { Readable } from 'node:stream';
import type { Kernel } from '../platform/behaviour';
import { sql } from '../platform/database';
import type { FileStore } from '../platform/files';

/** Stores a one-page PDF as an applicant's proof document, not scanned; gives the row's id. */
export async function storeProofDocument(kernel: Kernel, files: FileStore, text: string): Promise<string> {
  const put = await files.put(Readable.from([onePagePdf(text)]));
  const { rows } = await sql<{ id: string }>`
    insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
    values (${put.storageKey}, 'extrait-kbis.pdf', 'application/pdf', ${put.sizeBytes}, ${put.sha256},
      'not_scanned', ${kernel.clock()})
    returning stored_file.id`.execute(kernel.db);
  const row = rows[0];
  if (!row) throw new Error('the document just stored has no row');
  return row.id;
}

/** The smallest PDF that readers open without complaint: one page, one line in Helvetica. */
function onePagePdf(text: string): Buffer {
  const line = `BT /F1 16 Tf 60 760 Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(line, 'latin1')} >>\nstream\n${line}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = Buffer.byteLength(body, 'latin1');
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = Buffer.byteLength(body, 'latin1');
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(body, 'latin1');
}
