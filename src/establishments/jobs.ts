import { sql } from '../platform/database';
import type { Chore } from '../platform/jobs';
import { sections } from './sections';

/** What names people is kept while in force, then for these months; see migrations/0032_purge_former_versions.sql. */
export const establishmentsChores = (formerContactsMonths: number): readonly Chore[] => [
  {
    name: 'establishments.purge-former-versions',
    every: '23 3 * * *',
    async run({ db }) {
      const personal = sections.filter(({ namesPeople }) => namesPeople).map(({ slug }) => slug);
      await sql`select purge_former_versions(${personal}::text[], ${formerContactsMonths}::integer)`.execute(
        db,
      );
    },
  },
];
