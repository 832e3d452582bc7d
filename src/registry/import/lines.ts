import { isUtf8 } from 'node:buffer';

/** A line of a text file, or why it can't be read, in French. */
export type Line = string | { readonly fault: string };

/** Some lines that follow one another. */
export interface Block {
  readonly lines: readonly Line[];
  /** Number of the first one, from 1. */
  readonly first: number;
  /** Bytes of text from the beginning of the file to the end of the last one. */
  readonly end: number;
}

/** Where a reading begins: after so many bytes, which are so many lines. */
export interface Place {
  readonly position: number;
  readonly lines: number;
}

/** Longest line kept (characters); a real one is under 2,000. */
const longest = 65_536;
const blockSize = 1 << 18;
const lineEnd = 10;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/**
 * Cuts a stream of UTF-8 bytes into lines, a quarter of a megabyte at a time: INSEE's files reach several GB. Bytes are
 * checked a block at a time, line by line only where something is wrong. INSEE never breaks a line inside quotes, so
 * a line is a record, and a stray quote spoils one line only.
 */
export async function* readBlocks(
  bytes: AsyncIterable<Buffer>,
  from: Place = { position: 0, lines: 0 },
): AsyncGenerator<Block> {
  let parts: Buffer[] = [];
  let held = 0;
  let { position, lines: number } = from;
  let dropped = false;

  const blockOf = (text: Buffer): Block => {
    const lines = linesOf(text);
    if (dropped) lines[0] = tooLong;
    dropped = false;
    position += text.length;
    const block = { lines, first: number + 1, end: position };
    number += lines.length;
    return block;
  };

  for await (const chunk of bytes) {
    parts.push(chunk);
    held += chunk.length;
    if (held < blockSize) continue;
    const all = Buffer.concat(parts);
    const end = all.lastIndexOf(lineEnd) + 1;
    if (end > 0) yield blockOf(all.subarray(0, end));
    else {
      dropped = true;
      position += all.length;
    }
    const rest = end > 0 ? all.subarray(end) : Buffer.alloc(0);
    parts = [rest];
    held = rest.length;
  }
  if (held > 0 || dropped) yield blockOf(Buffer.concat(parts));
}

const tooLong = { fault: 'ligne de plus de 65 536 caractères' };

function linesOf(bytes: Buffer): Line[] {
  if (!isUtf8(bytes)) return cut(bytes, (line) => (isUtf8(line) ? lineOf(line.toString()) : notUtf8));
  const text = bytes.toString();
  const lines: Line[] = text.split('\n');
  if (text.endsWith('\n')) lines.pop();
  return control.test(text) ? lines.map((line) => lineOf(line as string)) : lines;
}

const notUtf8 = { fault: "des octets ne sont pas de l'UTF-8" };

function cut<T>(bytes: Buffer, read: (line: Buffer) => T): T[] {
  const lines: T[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(lineEnd, start);
    const end = found === -1 ? bytes.length : found;
    lines.push(read(bytes.subarray(start, end)));
    start = end + 1;
  }
  return lines;
}

function lineOf(raw: string): Line {
  const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
  if (text.length > longest) return tooLong;
  return control.test(text) ? { fault: 'un caractère de contrôle' } : text;
}
