import { z } from 'zod';
import { findAccountByEmail, insertAccount } from '../../accounts';
import { record } from '../../journal';
import { type BehaviourContext, behaviour } from '../../platform/behaviour';
import { roleOf } from '../rules';
import { holdAddress } from '../store';
import type { Remark } from './findings';
import { type ImportedMembership, type ImportedPerson, importedPerson } from './people';
import { attach, type KnownAddress, knownAddresses, type MembershipState } from './store';

export interface BatchReport {
  accountsCreated: number;
  accountsKnown: number;
  membershipsCreated: number;
  alreadyThere: number;
  /** Rows that may not be imported, and why. */
  readonly refused: Remark[];
  /** Rows left as they are in the portal, though the file says otherwise. */
  readonly toCheck: Remark[];
}

/**
 * Writes people whole: account (migrated, no password), memberships, history, in the transaction of the
 * batch. What the portal knows already is never changed. `trial`: the same findings, nothing written.
 */
export const importPeople = behaviour({
  name: 'access.import-people',
  input: z.object({ people: z.array(importedPerson), trial: z.boolean() }),
  who: { kind: 'system' },
  async run(context, { people, trial }): Promise<BatchReport> {
    const emails = people.map(({ email }) => email).sort();
    // In one order, so that two imports at once wait for each other instead of locking each other out.
    for (const email of emails) await holdAddress(context.tx, email);
    const addresses = await knownAddresses(context.tx, emails);
    const report: BatchReport = {
      accountsCreated: 0,
      accountsKnown: 0,
      membershipsCreated: 0,
      alreadyThere: 0,
      refused: [],
      toCheck: [],
    };
    for (const person of people) {
      const known = addresses.get(person.email);
      if (!known) continue;
      const missing: ImportedMembership[] = [];
      for (const membership of person.memberships) {
        const verdict = judge(membership, known);
        if (verdict.is === 'missing') {
          missing.push(membership);
          continue;
        }
        const remarks = verdict.is === 'refused' ? report.refused : report.toCheck;
        if (verdict.remark !== undefined) remarks.push({ line: membership.line, text: verdict.remark });
        if (verdict.is === 'there') report.alreadyThere += 1;
      }
      if (known.accountId !== null) report.accountsKnown += 1;
      if (missing.length === 0) continue;
      if (trial) {
        report.accountsCreated += known.accountId === null ? 1 : 0;
        report.membershipsCreated += missing.length;
      } else {
        await write(context, person, { accountId: known.accountId, missing }, report);
      }
    }
    return report;
  },
});

type Verdict = { is: 'missing' } | { is: 'there'; remark?: string } | { is: 'refused'; remark: string };

/** What becomes of a membership of the file, given what the portal knows of the address. */
function judge({ siret, role }: ImportedMembership, known: KnownAddress): Verdict {
  const held = known.memberships.get(siret);
  if (held && held.state !== 'active') {
    return { is: 'there', remark: `rattachement à ${siret} ${stateWords[held.state]}, laissé ainsi.` };
  }
  if (held && held.role !== role) {
    const [asked, kept] = [roleOf(role).name, roleOf(held.role).name];
    return { is: 'there', remark: `rôle ${asked} pour ${siret}, mais ${kept} dans le portail : il y reste.` };
  }
  if (held) return { is: 'there' };
  if (known.blocked.has(siret)) {
    const remark = `cette adresse a été bloquée pour l'établissement ${siret} : un administrateur doit d'abord lever le blocage.`;
    return { is: 'refused', remark };
  }
  if (known.asked.has(siret)) {
    const remark = `une demande de cette adresse pour l'établissement ${siret} attend sa décision : qu'elle soit d'abord prise.`;
    return { is: 'refused', remark };
  }
  return { is: 'missing' };
}

const stateWords: Readonly<Record<Exclude<MembershipState, 'active'>, string>> = {
  pending: 'en attente de validation',
  suspended: 'suspendu',
  ended: 'terminé',
  refused: 'refusé',
};

async function write(
  context: BehaviourContext,
  { email, identity }: ImportedPerson,
  plan: { accountId: string | null; missing: readonly ImportedMembership[] },
  report: BatchReport,
): Promise<void> {
  const { tx, now } = context;
  const created =
    plan.accountId === null
      ? await insertAccount(tx, { email, identity, state: 'migrated', passwordHash: null, now })
      : null;
  // An approval may have opened the account since it was looked for.
  const accountId = plan.accountId ?? created ?? (await findAccountByEmail(tx, email))?.id;
  if (accountId === undefined) throw new Error('the account is neither written nor there');
  if (created !== null) {
    report.accountsCreated += 1;
    await record(context, { action: 'access.account-imported', subjectKind: 'account', subjectId: created });
  }
  const attached = await attach(tx, accountId, plan.missing, now);
  report.membershipsCreated += attached.size;
  report.alreadyThere += plan.missing.length - attached.size;
  for (const { siret, role } of plan.missing.filter((one) => attached.has(one.siret))) {
    await record(context, {
      action: 'access.membership-imported',
      subjectKind: 'account',
      subjectId: accountId,
      siren: siret.slice(0, 9),
      siret,
      details: { role },
    });
  }
}
