import { fileTypeFromBuffer } from 'file-type';
import pLimit from 'p-limit';
import type { FileStore } from '../../platform/files';
import type { Upload } from '../../platform/http';

/** 50 megapixels: the largest picture that a phone takes; 200 MB once opened. */
const maxPixels = 50_000_000;

export type DocumentType = 'application/pdf' | 'image/jpeg' | 'image/png';
type Read = { readonly ok: true; readonly type: DocumentType } | { readonly ok: false; readonly why: string };

const damagedPdf =
  "Ce PDF est incomplet ou abîmé : ouvrez-le pour vérifier qu'il se lit, enregistrez-le à nouveau, puis joignez-le.";
const damagedImage =
  "Cette image est incomplète ou abîmée : ouvrez-la pour vérifier qu'elle s'affiche, enregistrez-la à nouveau, puis joignez-la.";
const hugeImage = ({ width, height }: Size) =>
  `Cette image est trop grande (${width} × ${height} pixels) : réduisez-la à ${maxPixels / 1_000_000} millions de pixels au plus, puis joignez-la.`;
const otherType = (extension: string | undefined) =>
  `Ce fichier n'est pas un PDF, un JPEG ou un PNG${extension ? ` : son contenu est au format ${extension.toUpperCase()}` : ', quel que soit son nom'}. Enregistrez votre document dans l'un de ces formats, puis joignez-le.`;

// A file is at most 10 MB and is read whole: two at a time keep a flood of them from filling the memory.
const reading = pLimit(2);

/**
 * What an upload is by its content, its name and the browser's word being worth nothing; or the sentence that
 * says what is wrong with it and what to do. A PDF begins with its header, nothing before it; each type ends
 * as it should: neither cut nor another format. What stands after the end of an image is left alone: phones
 * put a second image there, and a document is only ever given back as a download.
 */
export async function readContent(files: FileStore, { head, put }: Upload): Promise<Read> {
  const found = await fileTypeFromBuffer(head);
  const type = found?.mime;
  if (type !== 'application/pdf' && type !== 'image/jpeg' && type !== 'image/png') {
    const isPdf = head.subarray(0, 1024).includes('%PDF-');
    return { ok: false, why: isPdf && !found ? damagedPdf : otherType(found?.ext) };
  }
  const why = await reading(async () => {
    const content = Buffer.concat(await files.read(put.storageKey).toArray());
    if (type === 'application/pdf') return isWholePdf(content) ? null : damagedPdf;
    const size = type === 'image/png' ? sizeOfPng(content) : sizeOfJpeg(content);
    if (size === null || size.width * size.height === 0) return damagedImage;
    return size.width * size.height > maxPixels ? hugeImage(size) : null;
  });
  return why === null ? { ok: true, type } : { ok: false, why };
}

function isWholePdf(content: Buffer): boolean {
  const [head, tail] = [content.subarray(0, 16), content.subarray(-2048)];
  return (
    /^%PDF-[12]\.\d/.test(head.toString('latin1')) && /startxref\s+\d+\s+%%EOF/.test(tail.toString('latin1'))
  );
}

interface Size {
  readonly width: number;
  readonly height: number;
}

// By hand, where a library would tell the size: none says whether the image goes on to its end, and whoever
// looks for the end passes by the size. Nothing is decompressed.

const chunkTypes = { IHDR: 0x49484452, IEND: 0x49454e44 } as const;

/** Size of a PNG whose chunks lead to its last one; null otherwise. Source: PNG (ISO/IEC 15948), 5.3, 11.2.2. */
function sizeOfPng(content: Buffer): Size | null {
  if (content.length < 33 || content.readUInt32BE(12) !== chunkTypes.IHDR) return null;
  const size = { width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
  let at = 8;
  // A chunk: four bytes of length, four of type, its data, four of checksum.
  while (at + 12 <= content.length) {
    if (content.readUInt32BE(at + 4) === chunkTypes.IEND) return size;
    at += 12 + content.readUInt32BE(at);
  }
  return null;
}

/** Size of a JPEG whose segments lead to its end mark; null otherwise. Source: ITU-T T.81, annex B. */
function sizeOfJpeg(content: Buffer): Size | null {
  let size: Size | null = null;
  let at = 2;
  while (at + 2 <= content.length) {
    if (content[at] !== 0xff) return null;
    const mark = content[at + 1] ?? 0;
    if (mark === 0xd9) return size;
    if (mark === 0xff) {
      at += 1;
      continue;
    }
    if (at + 4 > content.length) return null;
    const next = at + 2 + content.readUInt16BE(at + 2);
    if (isFrame(mark) && at + 9 <= content.length) {
      size = { width: content.readUInt16BE(at + 7), height: content.readUInt16BE(at + 5) };
    }
    at = mark === 0xda ? endOfScan(content, next) : next;
  }
  return null;
}

/** C0 to CF give the size, but for three that are tables. */
const isFrame = (mark: number) => mark >= 0xc0 && mark <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(mark);

/** Where the next mark stands after compressed data, in which FF is followed by 00 or by D0 to D7. */
function endOfScan(content: Buffer, from: number): number {
  for (let at = from; at + 1 < content.length; at++) {
    if (content[at] !== 0xff) continue;
    const mark = content[at + 1] ?? 0;
    if (mark !== 0 && (mark < 0xd0 || mark > 0xd7)) return at;
  }
  return content.length;
}
