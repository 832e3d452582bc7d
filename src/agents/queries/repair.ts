import { after, hours } from '../../platform/clock';
import { type Database, sql } from '../../platform/database';
import type { FileStore } from '../../platform/files';
import { mailsOfPerson, type TroubledMail } from '../../platform/mail';
import { jobsInTrouble, mailsInTrouble } from '../../platform/repairs';

export interface FilesInTrouble {
  /** Documents that no antivirus has looked at yet; `unscannedSince` is the oldest. */
  readonly unscanned: number;
  readonly unscannedSince: Date | null;
  /** Names of the documents whose file is not where it was put. */
  readonly missing: readonly string[];
  readonly unfinished: number;
}

/** Everything of the page « Envois et traitements »; `search` is an address, or nothing. */
export async function repairs(db: Database, files: FileStore, now: Date, search: string) {
  const [mails, jobs, inTrouble, journal] = await Promise.all([
    mailsInTrouble(db, now),
    jobsInTrouble(db),
    filesInTrouble(db, files, now),
    search === '' ? null : mailsOfPerson(db, search, 50),
  ]);
  const isLate = (mail: TroubledMail) => mail.state === 'waiting';
  return {
    refused: mails.filter((mail) => !isLate(mail)),
    late: mails.filter(isLate),
    jobs,
    files: inTrouble,
    journal,
  };
}
export type Repairs = Awaited<ReturnType<typeof repairs>>;

async function filesInTrouble(db: Database, files: FileStore, now: Date): Promise<FilesInTrouble> {
  const { rows } = await sql<Omit<FilesInTrouble, 'unfinished'>>`
    select (count(*) filter (where file.scan = 'waiting'))::int as unscanned,
      min(file.stored_at) filter (where file.scan = 'waiting') as "unscannedSince",
      coalesce(array_agg(file.name order by file.missing_since) filter (where file.missing_since is not null), '{}')
        as missing
    from stored_file as file where file.scan = 'waiting' or file.missing_since is not null
  `.execute(db);
  const read = rows[0] ?? { unscanned: 0, unscannedSince: null, missing: [] };
  return { ...read, unfinished: await files.countUnfinished(after(now, -hours(1))) };
}
