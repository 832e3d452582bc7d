import { cutRow, type FileKind, layouts } from './layouts';
import type { LoadOptions } from './load';
import { columnsOf, rowReader, type Values } from './rows';
import type { StockFile } from './stock-file';

/** Which companies are wanted, with all their sites; several conditions add up to one another. */
export interface Perimeter {
  /** Only what is open. */
  readonly activeOnly: boolean;
  /** Companies of which a site has one of these NAF codes, or one that begins so ("25", "25.62B"). */
  readonly naf: readonly string[];
  /** Members under one of these collective agreements. */
  readonly idcc: readonly string[];
  /** All members. */
  readonly membersOnly: boolean;
}

export const everything: Perimeter = { activeOnly: false, naf: [], idcc: [], membersOnly: false };

/**
 * What of the files is wanted. With a condition on companies the files are read once more, first: the numbers of the
 * companies wanted are kept in memory, a few hundred thousand for an OPCO.
 */
export async function perimeterFilter(
  files: readonly StockFile[],
  { activeOnly, naf, idcc, membersOnly }: Perimeter,
  tell: (sentence: string) => void,
): Promise<LoadOptions['keep']> {
  const isOpen = (kind: FileKind, values: Values) => {
    const active = columnsOf[kind].indexOf('active');
    return !activeOnly || kind === 'members' || active === -1 || values[active] === true;
  };
  if (naf.length === 0 && idcc.length === 0 && !membersOnly) return isOpen;

  tell('Lecture du périmètre…');
  const wanted = new Set<string>();
  const [nafAt, idccAt] = [columnsOf.establishments.indexOf('naf'), columnsOf.members.indexOf('idcc')];
  const inPerimeter = (kind: FileKind, values: Values) => {
    if (kind === 'members') return membersOnly || idcc.some((one) => one === values[idccAt]);
    const code = values[nafAt];
    return typeof code === 'string' && naf.some((beginning) => code.startsWith(beginning));
  };
  for (const file of files.filter(
    ({ kind }) => kind === 'members' || (kind === 'establishments' && naf.length > 0),
  )) {
    for await (const values of rowsOf(file)) {
      if (isOpen(file.kind, values) && inPerimeter(file.kind, values)) wanted.add(sirenOf(values));
    }
  }
  return (kind, values) => kind === 'members' || (isOpen(kind, values) && wanted.has(sirenOf(values)));
}

const sirenOf = ([number]: Values) => String(number).slice(0, 9);

async function* rowsOf(file: StockFile): AsyncGenerator<Values> {
  const read = rowReader(file.kind, file.columns);
  for await (const { lines } of file.blocks()) {
    for (const line of lines) {
      const row = typeof line === 'string' ? cutRow(line, layouts[file.kind].separator) : undefined;
      const reading = row && read(row);
      if (reading && 'values' in reading) yield reading.values;
    }
  }
}
