import type { Kernel } from '../../platform/behaviour';
import { importAccounts } from './import-accounts';
import { formatAccountsReport } from './report';
import { AccountsFileError } from './source';

const usage = `Usage : npm run import-accounts -- FICHIER [--essai]
Fichier CSV de colonnes email ; civilite ; nom ; prenom ; telephone ; fonction ; siret ; role, dans n'importe quel ordre.
--essai : le même rapport, sans rien écrire.`;

/**
 * `import-accounts FILE [--essai]`: prints the report in French and gives the exit code, 0 when the file was
 * taken (refused rows are listed, they stop nothing), 1 when it was refused.
 */
export async function importAccountsCommand(
  kernel: Kernel,
  args: readonly string[],
  say: (text: string) => void,
): Promise<number> {
  const trial = args.includes('--essai');
  const [file, ...others] = args.filter((arg) => arg !== '--essai');
  if (file === undefined || others.length > 0 || file.startsWith('--')) {
    say(usage);
    return 1;
  }
  try {
    say(formatAccountsReport(await importAccounts(kernel, file, { trial })));
    return 0;
  } catch (error) {
    if (error instanceof AccountsFileError) {
      say(`Import refusé, rien n'est écrit. ${error.message}`);
      return 1;
    }
    say('Import interrompu : ce qui est écrit l’est par personnes entières. Relancez-le pour le compléter.');
    throw error;
  }
}
