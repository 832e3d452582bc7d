import type { Format } from './format';
import { inseeFormats } from './formats-insee';
import { trainingFormats } from './formats-training';
import { ownFormat } from './own-format';
import { ReferentialFileError, type SourceFile, tidy } from './read-file';

const formats: readonly Format[] = [...inseeFormats, ...trainingFormats];

/** The format of a file, by its headings. Throws ReferentialFileError, which names the columns that miss. */
export function recognise({ name, table }: SourceFile): Format {
  const { headings, rows, kind } = table;
  const own = ownFormat(headings);
  const known = own ? [own] : formats.filter((format) => format.kind === kind);
  const missing = (format: Format) => format.headings.filter((heading) => !headings.includes(heading));
  const column = (index: number) => rows.map(({ cells }) => tidy(cells[index] ?? ''));
  const codes = column(0);
  const labels = column(1);

  const whole = known
    .filter((format) => missing(format).length === 0)
    .sort((a, b) => b.headings.length - a.headings.length);
  const found = whole.find((format) => !format.fits || format.fits(codes, labels));
  if (found) return found;

  const near = known
    .filter((format) => !whole.includes(format) && share(missing(format), format) <= mostMissing)
    .sort((a, b) => share(missing(a), a) - share(missing(b), b))[0];
  if (!near || (kind === 'json' && whole.length > 0)) throw new ReferentialFileError(`${name} : ${unknown}`);
  throw new ReferentialFileError(
    `${name} : il ressemble à « ${near.name} », sans ${missing(near).length > 1 ? 'les colonnes' : 'la colonne'} ${missing(near).join(', ')}.`,
  );
}

/** More of them, and it is a file of something else. */
const mostMissing = 0.6;

const share = (missing: readonly string[], { headings }: Format) => missing.length / headings.length;

const unknown =
  "aucun référentiel connu n'a ces colonnes. La page « Référentiels » des agents dit lesquels existent ; laissez aux fichiers leurs en-têtes d'origine.";
