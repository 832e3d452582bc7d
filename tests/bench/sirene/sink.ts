import { type FileHandle, open } from 'node:fs/promises';

/** Bytes written at once. */
const room = 1 << 20;
/** Characters made into bytes at once: few, so that lines are forgotten before they grow old. */
const piece = 1 << 13;

/** Stands in a text for bytes that are no UTF-8. */
export const brokenBytes = '\ue000';
const standIn = Buffer.from(brokenBytes);

/** A text file written in large blocks, one being written while the next is made. */
export class Sink {
  lines = 0;
  private text = '';
  private bytes = Buffer.allocUnsafe(room);
  private other = Buffer.allocUnsafe(room);
  private length = 0;
  private writing: Promise<void> = Promise.resolve();

  private constructor(private readonly file: FileHandle) {}

  static async create(path: string, headings: string): Promise<Sink> {
    const sink = new Sink(await open(path, 'w'));
    sink.text = `${headings}\n`;
    return sink;
  }

  /** Takes a line, its end included; when it gives a promise, it has to be awaited before the next one. */
  add(line: string): Promise<void> | undefined {
    this.text += line;
    this.lines += 1;
    if (this.text.length < piece) return undefined;
    this.encode();
    // A piece has three bytes a character at most, and a line less than a piece.
    return this.length + 6 * piece > room ? this.flush() : undefined;
  }

  private encode(): void {
    this.length += this.bytes.write(this.text, this.length);
    this.text = '';
  }

  private async flush(): Promise<void> {
    const full = this.bytes.subarray(0, this.length);
    for (let at = full.indexOf(standIn); at !== -1; at = full.indexOf(standIn, at))
      full.fill(0xff, at, at + 3);
    await this.writing;
    this.writing = writeAll(this.file, full);
    // Heard of where it is awaited.
    this.writing.catch(() => {});
    [this.bytes, this.other] = [this.other, this.bytes];
    this.length = 0;
  }

  async close(): Promise<void> {
    try {
      this.encode();
      await this.flush();
      await this.writing;
    } finally {
      await this.file.close();
    }
  }
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}
