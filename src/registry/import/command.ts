import { parseArgs } from 'node:util';
import type { Database } from '../../platform/database';
import { ImportStopped, StockFileError } from './errors';
import { type ImportOptions, importRegistry } from './import-registry';
import { formatReport } from './report';

const usage = `Usage : npm run import-registry -- FICHIER… [options]
Fichiers de l'INSEE (StockUniteLegale, StockEtablissement, StockEtablissementLiensSuccession) en CSV, ZIP ou gzip, et
liste des adhérents (SIRET;IDCC;numéro d'adhérent;état), dans n'importe quel ordre.
  --modifications   les fichiers ne disent que ce qui change ; le reste du registre est gardé
  --actifs          ne garder que ce qui est ouvert
  --naf=25,28.1     ne garder que les entreprises dont un site a une de ces activités
  --idcc=3248,44    ne garder que les adhérents sous ces conventions collectives
  --adherents       ne garder que les adhérents
  --rejets-max=5    pour cent de lignes écartées admis dans un fichier (5)
Interrompu, le même import reprend où il en était.`;

/**
 * `import-registry FILE…`: prints the progress and the report in French and gives the exit code, 0 when the files were
 * imported (rejected lines are listed, they stop nothing), 1 when the registry stayed as it was.
 */
export async function importRegistryCommand(
  db: Database,
  args: readonly string[],
  out: (text: string) => void,
): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    out(usage);
    return 1;
  }
  try {
    const { paths, options } = asked;
    out(formatReport(await importRegistry(db, paths, { ...options, tell: out })));
    return 0;
  } catch (error) {
    if (!(error instanceof StockFileError || error instanceof ImportStopped)) throw error;
    out(`Import ${error instanceof ImportStopped ? 'arrêté' : 'refusé'}. ${error.message}`);
    return 1;
  }
}

const flags = {
  modifications: { type: 'boolean', default: false },
  actifs: { type: 'boolean', default: false },
  naf: { type: 'string', default: '' },
  idcc: { type: 'string', default: '' },
  adherents: { type: 'boolean', default: false },
  'rejets-max': { type: 'string', default: '5' },
} as const;

const listOf = (text: string) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

function readArguments(args: readonly string[]): { paths: string[]; options: ImportOptions } | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true });
    const percent = Number(values['rejets-max'].replace(',', '.'));
    if (positionals.length === 0 || !(percent >= 0 && percent <= 100)) return null;
    const perimeter = {
      activeOnly: values.actifs,
      naf: listOf(values.naf),
      idcc: listOf(values.idcc).map((one) => one.padStart(4, '0')),
      membersOnly: values.adherents,
    };
    const mode = values.modifications ? 'changes' : 'stock';
    return { paths: positionals, options: { mode, perimeter, mostRejected: percent / 100 } };
  } catch {
    return null;
  }
}
