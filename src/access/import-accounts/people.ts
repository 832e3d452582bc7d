import { z } from 'zod';
import { emailSchema, identitySchema } from '../../accounts';
import { roleOf, roleSchema } from '../rules';
import type { Remark } from './findings';
import type { CheckedRow } from './rows';

/** One person of the file, with every establishment where they are attached. */
export const importedPerson = z.object({
  email: emailSchema,
  identity: identitySchema,
  memberships: z.array(z.object({ siret: z.string().length(14), role: roleSchema, line: z.int() })),
});
export type ImportedPerson = z.output<typeof importedPerson>;
export type ImportedMembership = ImportedPerson['memberships'][number];

/**
 * Gathers the rows of each person: the first row gives the identity, and the first one of an establishment
 * the role there. `repeated`: the row only says again what an earlier one said.
 */
export class People {
  private readonly byEmail = new Map<string, { line: number; person: ImportedPerson }>();

  add({ line, email, identity, siret, role }: CheckedRow): { repeated: boolean; remarks: Remark[] } {
    const known = this.byEmail.get(email);
    if (!known) {
      this.byEmail.set(email, { line, person: { email, identity, memberships: [{ siret, role, line }] } });
      return { repeated: false, remarks: [] };
    }
    const { memberships, identity: kept } = known.person;
    const remarks: Remark[] = [];
    if (!sameIdentity(identity, kept)) {
      remarks.push({ line, text: `identité différente de la ligne ${known.line}, qui est gardée` });
    }
    const former = memberships.find((one) => one.siret === siret);
    if (!former) {
      memberships.push({ siret, role, line });
      return { repeated: false, remarks };
    }
    if (former.role !== role) {
      remarks.push({
        line,
        text: `rôle ${roleOf(role).name} pour ${siret}, mais ${roleOf(former.role).name} à la ligne ${former.line}, qui est gardée`,
      });
    }
    return { repeated: true, remarks };
  }

  /** Everybody, `size` people at a time. */
  *batches(size: number): Generator<ImportedPerson[]> {
    const people = [...this.byEmail.values()].map(({ person }) => person);
    for (let from = 0; from < people.length; from += size) yield people.slice(from, from + size);
  }
}

const sameIdentity = (a: ImportedPerson['identity'], b: ImportedPerson['identity']) =>
  a.civility === b.civility &&
  a.lastName === b.lastName &&
  a.firstName === b.firstName &&
  a.jobTitle === b.jobTitle &&
  a.phone === b.phone;
