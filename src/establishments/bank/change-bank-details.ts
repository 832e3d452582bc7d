import { z } from 'zod';
import { administratorsBut, placeFactOf, reasonSchema } from '../../access';
import { holdProved } from '../../accounts';
import { record } from '../../journal';
import { type BehaviourContext, type BehaviourWho, behaviour, personOf } from '../../platform/behaviour';
import { InvalidInput, notFound } from '../../platform/errors';
import { queueMail } from '../../platform/mail';
import { findEstablishment } from '../../registry';
import { isValidated } from '../change-data';
import { errors } from '../errors';
import { bankChangeAskedMail } from '../mails/bank-change-asked';
import { bankChangeRefusedMail } from '../mails/bank-change-refused';
import { bankChangeValidatedMail } from '../mails/bank-change-validated';
import { bankChangeWithdrawnMail } from '../mails/bank-change-withdrawn';
import type { BankMailFacts } from '../mails/facts';
import { accountSchema, maskedIban } from './account';
import { type BankChange, bankChangesOf, findBankChange, insertBankChange, settleBankChange } from './store';

const onItsEstablishment: BehaviourWho<{ readonly siret: string }> = {
  kind: 'permission-on',
  permission: 'bank.write',
  placeOf: async (_tx, { siret }) => siret,
};

/** New bank details, which wait for an agent; those in force stay. One that waits already gives its place. */
export const askBankChange = behaviour({
  name: 'establishments.ask-bank-change',
  input: accountSchema.safeExtend({
    siret: z.string().max(20),
    /** The one that waited when the form was shown; null: none. */
    seen: z.string().nullable(),
    session: z.string(),
  }),
  who: onItsEstablishment,
  async run(context, { siret, titulaire: holder, iban, bic, seen, session }): Promise<void> {
    const { tx, now, kernel, actor } = context;
    // The account before the file, as whoever leaves.
    await holdProved(context, session);
    if (!(await isValidated(tx, siret))) throw errors.toValidateFirst();
    const { accountId: by } = personOf(actor);
    const known = await bankChangesOf(tx, kernel.seal, siret);
    const inForce = known.find(({ state }) => state === 'in_force');
    const pending = known.find(({ state }) => state === 'pending');
    if ((pending?.id ?? null) !== seen) throw errors.changedMeanwhile();
    const same = (one: BankChange | undefined) =>
      one?.account.iban === iban && one.account.bic === bic && one.account.holder === holder;
    if (same(inForce))
      throw new InvalidInput({
        iban: 'Ce compte est déjà celui qui est en vigueur : il n’y a rien à changer.',
      });
    if (pending && !(await settleBankChange(tx, pending.id, 'replace', { by, now })))
      throw errors.changedMeanwhile();
    const one = { id: crypto.randomUUID(), siret, account: { iban, bic, holder }, by, now };
    if (!(await insertBankChange(tx, kernel.seal, one))) throw errors.changedMeanwhile();
    const masks = { after: maskedIban(iban), before: inForce ? maskedIban(inForce.account.iban) : null };
    await note(context, { ...one, siren: siret.slice(0, 9) }, 'establishments.bank-change-asked', masks);
    await tell(context, one, (to, facts) => bankChangeAskedMail(to, facts));
  },
});

/** By the asker, or any other administrator: a fraud must not wait. */
export const withdrawBankChange = behaviour({
  name: 'establishments.withdraw-bank-change',
  input: z.object({ siret: z.string().max(20), id: z.string().max(100) }),
  who: onItsEstablishment,
  async run(context, { siret, id }): Promise<void> {
    const { tx, now, kernel, actor } = context;
    const change = await findBankChange(tx, kernel.seal, id);
    if (change?.siret !== siret) throw notFound();
    const { accountId: by } = personOf(actor);
    if (!(await settleBankChange(tx, id, 'withdraw', { by, now }))) throw errors.settled();
    await note(context, change, 'establishments.bank-change-withdrawn', {
      after: maskedIban(change.account.iban),
    });
    await tell(context, change, (to, facts) => bankChangeWithdrawnMail(to, facts));
  },
});

/** The OPCO's decision, by an accountant who did not ask for it. */
export const decideBankChange = behaviour({
  name: 'establishments.decide-bank-change',
  input: z.object({
    id: z.string().max(100),
    /** Null: validated. */
    reason: reasonSchema.nullable(),
    /** Freshly proved, to validate. */
    session: z.string(),
  }),
  who: { kind: 'agent', roles: ['payment_accountant'] },
  async run(context, { id, reason, session }): Promise<void> {
    const { tx, now, kernel, actor } = context;
    if (reason === null) await holdProved(context, session);
    const change = await findBankChange(tx, kernel.seal, id);
    if (!change) throw notFound();
    const { accountId: by } = personOf(actor);
    const { rights } = kernel;
    if (change.askedById === by || (await rights.permissionsOn(tx, by, change.siret)).size > 0)
      throw errors.ownChange();
    if (reason === null && !(await stillAsked(context, change))) throw errors.askerGone();
    const step = reason === null ? 'validate' : 'refuse';
    if (!(await settleBankChange(tx, id, step, { by, now, reason }))) throw errors.settled();
    const after = maskedIban(change.account.iban);
    if (reason === null) {
      await note(context, change, 'establishments.bank-change-validated', { after });
      await tell(context, change, (to, facts) => bankChangeValidatedMail(to, facts));
    } else {
      await note(context, change, 'establishments.bank-change-refused', { after, reason });
      await tell(context, change, (to, facts) => bankChangeRefusedMail(to, facts, reason));
    }
  },
});

/** Whoever asked may still do so, and the establishment is open: what a removed administrator left is not paid to. */
async function stillAsked(
  { tx, kernel }: BehaviourContext,
  { siret, askedById }: Pick<BankChange, 'siret' | 'askedById'>,
): Promise<boolean> {
  const { rights } = kernel;
  if ((await rights.person(tx, askedById)) === null) return false;
  const held = await rights.permissionsOn(tx, askedById, siret);
  return held.has('bank.write') && (await findEstablishment(tx, siret))?.active === true;
}

const note = (
  context: BehaviourContext,
  { id, siren, siret }: Pick<BankChange, 'id' | 'siren' | 'siret'>,
  action: string,
  details: Readonly<Record<string, unknown>>,
) => record(context, { action, subjectKind: 'bank-change', subjectId: id, siren, siret, details });

/** Writes to every administrator of the establishment and of its whole company, whoever did it included. */
async function tell(
  { tx, now, kernel }: BehaviourContext,
  { id, siret, account }: Pick<BankChange, 'id' | 'siret' | 'account'>,
  mail: (to: { accountId: string; email: string }, facts: BankMailFacts) => Parameters<typeof queueMail>[1],
): Promise<void> {
  const place = await placeFactOf(tx, { siren: siret.slice(0, 9), siret });
  const { holder } = account;
  const facts = {
    id,
    siret,
    place,
    holder,
    iban: maskedIban(account.iban),
    at: now,
    publicUrl: kernel.publicUrl,
  };
  for (const one of await administratorsBut(tx, { accountId: null, siret }, now)) {
    await queueMail(tx, mail(one, facts), now);
  }
}
