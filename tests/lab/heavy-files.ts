import { deflateSync } from 'node:zlib';

/** A PNG that says it is this large; its pixels are missing. */
export function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  // The checksum is not looked at by who only reads the structure.
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
}

/** A JPEG of ten million bytes whose compressed data never end. */
export function endlessJpeg(bytes = 10_000_000): Buffer {
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0, 0xff, 0xda, 0, 2]);
  const scan = Buffer.alloc(bytes - head.length);
  for (let at = 0; at < scan.length; at += 2) scan[at] = 0xff;
  return Buffer.concat([head, scan]);
}

/** A PNG of ten million bytes made of empty chunks only. */
export function pngOfCrumbs(bytes = 10_000_000): Buffer {
  const start = hugePng(10, 10).subarray(0, 33);
  const crumb = chunk('tEXt', Buffer.alloc(0));
  return Buffer.concat([start, ...Array.from({ length: Math.floor(bytes / crumb.length) }, () => crumb)]);
}

/** A PDF of ten million bytes with the beginnings of an end everywhere. */
export const restlessPdf = (bytes = 10_000_000): Buffer =>
  Buffer.from(`%PDF-1.7\n${'startxref 1 '.repeat(Math.floor(bytes / 12))}`);

/** A form with one file, as a browser sends it. */
export function multipart(
  fields: Readonly<Record<string, string>>,
  file: { field: string; name: string; content: Buffer },
): { type: string; body: Buffer } {
  const boundary = '----portail2i';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `${parts.join('')}--${boundary}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), file.content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
