import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { messageOf, StockFileError } from './errors';

/** The CSV files of an archive; throws StockFileError when it has none, or is damaged. */
export async function csvEntries(path: string, name: string): Promise<Entry[]> {
  const zip = await openZip(path, name);
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (/\.csv$/i.test(entry.fileName) && !/(^|\/)(__MACOSX\/|\._)/.test(entry.fileName))
        entries.push(entry);
    }
  } catch (error) {
    throw damaged(name, error);
  } finally {
    zip.close();
  }
  if (entries.length > 0) return entries;
  throw new StockFileError(
    `${name} : cette archive ne contient aucun fichier CSV. Attendu : StockUniteLegale ou StockEtablissement.`,
  );
}

/** Opens the archive for one entry, and closes it with the stream. */
export async function openEntry(path: string, name: string, entry: Entry): Promise<Readable> {
  const zip = await openZip(path, name);
  try {
    const stream = await zip.openReadStreamPromise(entry);
    stream.once('close', () => zip.close());
    return stream;
  } catch (error) {
    zip.close();
    throw damaged(name, error);
  }
}

async function openZip(path: string, name: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, lazyEntries: true });
  } catch (error) {
    throw damaged(name, error);
  }
}

const damaged = (name: string, error: unknown) =>
  new StockFileError(
    `${name} : archive ZIP abîmée ou protégée (${messageOf(error)}). Téléchargez-la à nouveau.`,
  );
