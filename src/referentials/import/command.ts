import { parseArgs } from 'node:util';
import { type Kernel, perform } from '../../platform/behaviour';
import { systemActor } from '../../platform/who-may';
import type { Edition } from '../model';
import { OlderEdition, type Replaced } from '../replace-edition';
import { importEditions } from './import-edition';
import { readEditions } from './read-editions';
import { isDay, ReferentialFileError, readSourceFile, type SourceFile } from './read-file';
import { recognise } from './recognise';
import { olderSaid, reportOf } from './report';

const usage = `Usage : npm run import-referential -- FICHIER… [options]
Fichiers de référentiels tels que leurs sources les publient (CSV ou JSON), reconnus à leurs en-têtes : NAF, conventions
collectives, formes juridiques, tranches d'effectif, communes, PCS-ESE, diplômes, RNCP, organismes de formation.
  --edition=AAAA-MM-JJ   jour de l'édition ; sans elle, la date du nom du fichier, sinon celle du fichier
  --ancienne             accepter une édition plus ancienne que celle en place
  --rejets-max=5         pour cent de lignes écartées admis dans un fichier (5)
Une édition remplace la précédente ; le même fichier une seconde fois ne change rien.`;

const flags = {
  edition: { type: 'string' },
  ancienne: { type: 'boolean', default: false },
  'rejets-max': { type: 'string', default: '5' },
} as const;

/**
 * `import-referential FILE…`: all files are read before anything changes, then each is one transaction. Prints what
 * each changed, and gives the exit code: 0 when all were imported or in place already (lines left out are listed, they
 * stop nothing), 1 when one was refused.
 */
export async function importReferentialCommand(
  kernel: Kernel,
  args: readonly string[],
  say: (text: string) => void,
): Promise<number> {
  const asked = readArguments(args);
  if (!asked) {
    say(usage);
    return 1;
  }
  try {
    const read = asked.paths.map((path) => readOne(path, asked));
    for (const one of read) if (!(await importOne(kernel, one, asked, say))) return 1;
    return 0;
  } catch (error) {
    if (!(error instanceof ReferentialFileError)) throw error;
    say(`Import refusé. ${error.message}`);
    return 1;
  }
}

interface Asked {
  readonly paths: readonly string[];
  readonly edition: string | undefined;
  readonly olderToo: boolean;
  /** Between 0 and 1. */
  readonly mostRejected: number;
}

interface Read {
  readonly file: SourceFile;
  readonly editions: readonly Edition[];
}

function readOne(path: string, { edition, mostRejected }: Asked): Read {
  const file = readSourceFile(path);
  return {
    file,
    editions: readEditions(file, recognise(file), { day: edition ?? file.day.date, mostRejected }),
  };
}

async function importOne(
  kernel: Kernel,
  { file, editions }: Read,
  asked: Asked,
  say: (text: string) => void,
): Promise<boolean> {
  const actor = systemActor('import-referential');
  const edition = asked.edition ?? file.day.date;
  let replaced: readonly Replaced[];
  try {
    replaced = await perform(kernel, importEditions, actor, { editions, olderToo: asked.olderToo });
  } catch (error) {
    if (!(error instanceof OlderEdition)) throw error;
    say(`Import refusé. ${olderSaid(file.name, { edition, than: error.than })}`);
    return false;
  }
  const said = asked.edition
    ? ''
    : file.day.from === 'name'
      ? ', selon son nom'
      : ', selon la date du fichier';
  const done = editions.flatMap((one, index) => pair(one, replaced[index]));
  say(reportOf(file.name, { date: edition, said }, done));
  return true;
}

const pair = (edition: Edition, replaced: Replaced | undefined) => (replaced ? [{ edition, replaced }] : []);

function readArguments(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true });
    const percent = Number(values['rejets-max'].replace(',', '.'));
    if (positionals.length === 0 || !(percent >= 0 && percent <= 100)) return null;
    if (values.edition !== undefined && !isDay(values.edition)) return null;
    return {
      paths: positionals,
      edition: values.edition,
      olderToo: values.ancienne,
      mostRejected: percent / 100,
    };
  } catch {
    return null;
  }
}
