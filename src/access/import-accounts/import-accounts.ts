import { type Kernel, perform } from '../../platform/behaviour';
import { systemActor } from '../../platform/who-may';
import { Remarks } from './findings';
import { importPeople } from './import-people';
import { People } from './people';
import { type CheckedRow, readRow } from './rows';
import { type AccountsFile, openAccountsFile } from './source';
import { openSites } from './store';

export interface AccountsReport {
  readonly file: Pick<AccountsFile, 'name' | 'encoding' | 'separator'>;
  readonly trial: boolean;
  /** Rows read = memberships created + alreadyThere + rowsRefused. */
  rows: number;
  people: number;
  accountsCreated: number;
  accountsKnown: number;
  membershipsCreated: number;
  /** Rows that asked for nothing new. */
  alreadyThere: number;
  rowsRefused: number;
  /** Why rows were refused: one remark a fault. */
  readonly refused: Remarks;
  /** What the file says otherwise than an earlier row or than the portal; nothing was changed for it. */
  readonly toCheck: Remarks;
}

const rowsCheckedAtOnce = 500;

/**
 * Imports the people of the former platform. The whole file is read and checked before anything is written;
 * then batches of whole people are, each in its transaction: stopped anywhere, running it again completes it.
 * Throws AccountsFileError when the file is refused.
 */
export async function importAccounts(
  kernel: Kernel,
  path: string,
  options: { trial: boolean; peopleAtOnce?: number },
): Promise<AccountsReport> {
  const file = await openAccountsFile(path);
  const { name, encoding, separator } = file;
  const report: AccountsReport = {
    file: { name, encoding, separator },
    trial: options.trial,
    rows: 0,
    people: 0,
    accountsCreated: 0,
    accountsKnown: 0,
    membershipsCreated: 0,
    alreadyThere: 0,
    rowsRefused: 0,
    refused: new Remarks(),
    toCheck: new Remarks(),
  };
  const people = await readPeople(kernel, file, report);
  for (const batch of people.batches(options.peopleAtOnce ?? 200)) {
    const input = { people: batch, trial: options.trial };
    const done = await perform(kernel, importPeople, systemActor('import-accounts'), input);
    report.people += batch.length;
    report.accountsCreated += done.accountsCreated;
    report.accountsKnown += done.accountsKnown;
    report.membershipsCreated += done.membershipsCreated;
    report.alreadyThere += done.alreadyThere;
    report.rowsRefused += done.refused.length;
    report.refused.add(...done.refused);
    report.toCheck.add(...done.toCheck);
  }
  return report;
}

async function readPeople(kernel: Kernel, file: AccountsFile, report: AccountsReport): Promise<People> {
  const people = new People();
  const refuse = (line: number, ...reasons: readonly string[]) => {
    report.rowsRefused += 1;
    report.refused.add(...reasons.map((text) => ({ line, text })));
  };
  let waiting: CheckedRow[] = [];
  const settle = async () => {
    const sites = await openSites(kernel.db, [...new Set(waiting.map(({ siret }) => siret))]);
    for (const row of waiting) {
      const site = sites.get(row.siret);
      if (site !== 'open') {
        refuse(row.line, `colonne siret : « ${row.siret} » ${siteFaults[site ?? 'unknown']}`);
        continue;
      }
      const { repeated, remarks } = people.add(row);
      if (repeated) report.alreadyThere += 1;
      report.toCheck.add(...remarks);
    }
    waiting = [];
  };
  for await (const source of file.rows()) {
    report.rows += 1;
    if ('fault' in source) {
      refuse(source.line, source.fault);
      continue;
    }
    const reading = readRow(source.line, source.cells);
    if (reading.ok) waiting.push(reading.row);
    else refuse(source.line, ...reading.faults.map(({ column, reason }) => `colonne ${column} : ${reason}`));
    if (waiting.length === rowsCheckedAtOnce) await settle();
  }
  await settle();
  return people;
}

const siteFaults = {
  unknown: "n'est pas dans le registre.",
  closed: 'est un établissement fermé.',
  refused: "est un établissement refusé par l'OPCO.",
} as const;
