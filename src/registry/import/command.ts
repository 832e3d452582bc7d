import type { Database } from '../../platform/database';
import { importRegistry } from './import-stock';
import { formatReport } from './report';
import { StockFileError } from './stock-file';

const usage = `Usage : npm run import-registry -- FICHIER…
Fichiers stock de l'INSEE (StockUniteLegale, StockEtablissement), en CSV ou en ZIP, dans n'importe quel ordre.`;

/**
 * `import-registry FILE…`: prints the report in French and gives the exit code, 0 when the files were
 * imported (rejected lines are listed, they stop nothing), 1 when a file was refused.
 */
export async function importRegistryCommand(
  db: Database,
  args: readonly string[],
  out: (text: string) => void,
): Promise<number> {
  if (args.length === 0) {
    out(usage);
    return 1;
  }
  try {
    out(formatReport(await importRegistry(db, args, { report: out })));
    return 0;
  } catch (error) {
    if (!(error instanceof StockFileError)) throw error;
    out(`Import refusé. ${error.message}`);
    return 1;
  }
}
