import { z } from 'zod';
import { emailSchema, findAccount, findAccountByEmail } from '../../accounts';
import { logAccess } from '../../journal';
import { type FieldErrors, InvalidInput, notFound, Refusal } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../../platform/http';
import { agentsWho } from '../../platform/who-may';
import { accountsPath } from '../accounts/words';
import { mergeAccounts } from './merge-accounts';
import { MergePage } from './merge-page';
import { mergeView } from './merge-view';

const path = `${accountsPath}/:id/reunir`;
const actors = agentsWho('account_manager');

/** Two accounts of one person: both are shown, then one closes for the other. */
export const mergeRoutes: readonly Route[] = [
  get(path, actors, (call) => show(call, call.query.compte, {})),
  post(path, actors, async (call) => {
    const keptId = idIn(call);
    const { compte = '', vu = '', motif = '', verifie = '' } = call.form;
    const other = emailSchema.safeParse(compte);
    if (!other.success) return show(call, compte, {}, 422);
    if (!(await findAccount(call.kernel.db, keptId))) throw notFound();
    const typed = call.form;
    try {
      const asked = { keptId, other: other.data, seen: vu, reason: motif, checked: verifie };
      await call.perform(mergeAccounts, asked);
      return redirect(`${accountsPath}/${keptId}?fait=reunir`);
    } catch (error) {
      if (error instanceof InvalidInput) return show(call, compte, { errors: named(error), typed }, 422);
      if (!(error instanceof Refusal) || error.status !== 409) throw error;
      return show(call, compte, { meanwhile: `${error.sentence} ${error.wayOn}`, typed }, 409);
    }
  }),
];

interface Outcome {
  readonly errors?: FieldErrors;
  readonly typed?: Form;
  readonly meanwhile?: string;
}

/** `compte`: the address typed; undefined when none was. Reads everything anew. */
async function show(call: Call, compte: string | undefined, outcome: Outcome, status = 200): Promise<Answer> {
  const { db, clock } = call.kernel;
  const kept = await findAccount(db, idIn(call));
  if (!kept) throw notFound();
  await noteReading(call, kept.id);
  const common = { person: call.person(), kept, compte: compte ?? '', typed: outcome.typed ?? {} };
  const meanwhile = outcome.meanwhile ?? null;
  const found = compte === undefined ? null : await otherAccount(call, compte);
  if (found === null || 'fault' in found) {
    const errors = { ...(found && { compte: found.fault }) };
    const code = found === null || status !== 200 ? status : 422;
    return page(<MergePage {...common} view={null} errors={errors} meanwhile={meanwhile} />, code);
  }
  const view = await mergeView(db, { kept: kept.id, merged: found.id }, clock());
  if (!view) throw notFound();
  await noteReading(call, found.id);
  const errors = outcome.errors ?? {};
  return page(<MergePage {...common} view={view} errors={errors} meanwhile={meanwhile} />, status);
}

async function otherAccount(call: Call, compte: string): Promise<{ id: string } | { fault: string }> {
  const email = emailSchema.safeParse(compte);
  if (!email.success) return { fault: email.error.issues[0]?.message ?? '' };
  const account = await findAccountByEmail(call.kernel.db, email.data);
  return account ?? { fault: 'Aucun compte n’a cette adresse. Vérifiez-la dans la liste des comptes.' };
}

const noteReading = (call: Call, subjectId: string) =>
  logAccess(call, { action: 'read-account', subjectKind: 'account', subjectId });

function idIn(call: Call): string {
  const id = z.uuid().safeParse(call.params.id);
  if (!id.success) throw notFound();
  return id.data;
}

/** Fields of the form, by the names that the behaviour gives them. */
function named({ fields }: InvalidInput): FieldErrors {
  const { reason, checked, other } = fields;
  return {
    ...(other && { compte: other }),
    ...(reason && { motif: reason }),
    ...(checked && { verifie: checked }),
  };
}
