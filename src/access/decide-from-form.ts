import { identitySchema } from '../accounts';
import { type FieldErrors, InvalidInput } from '../platform/errors';
import { type Form, readForm } from '../platform/forms';
import type { Call } from '../platform/http';
import { approveAccountRequest, refuseAccountRequest } from './decide-account-request';
import type { RequestView } from './queries/request-view';
import { mayGrant, type RoleCode, roleCodes, roleSchema } from './rules';

export type DecisionRead = { ok: true } | { ok: false; errors: FieldErrors; typed: Form };

// The names of the form's fields, by the names of the behaviours' inputs.
const fieldNames: Readonly<Record<string, string>> = {
  civility: 'civilite',
  jobTitle: 'fonction',
  lastName: 'nom',
  firstName: 'prenom',
  phone: 'telephone',
  reason: 'motif',
  role: 'role',
  endsOn: 'fin',
  startsOn: 'debut',
  permissions: 'etablissement',
  shown: '',
  chosen: '',
};

/** Errors by the names of the form's fields. */
export const inForm = (errors: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.entries(errors).map(([name, sentence]) => [fieldNames[name] ?? name, sentence]));

/** Reads the pressed button (valider, refuser, bloquer) and takes the decision; refusals are thrown. */
export async function decideFromForm(call: Call, view: RequestView): Promise<DecisionRead> {
  const { form } = call;
  const requestId = view.id;
  try {
    if (form.decision === 'valider') {
      const role = readRole(form);
      const identity = form.corriger === 'oui' && !view.hasAccount ? readIdentity(form) : undefined;
      await call.perform(approveAccountRequest, { requestId, role, ...(identity ? { identity } : {}) });
    } else if (form.decision === 'refuser' || form.decision === 'bloquer') {
      const block = form.decision === 'bloquer';
      await call.perform(refuseAccountRequest, { requestId, reason: form.motif ?? '', block });
    } else {
      throw new InvalidInput({ '': 'Choisissez une décision : valider, refuser ou bloquer.' });
    }
    return { ok: true };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return { ok: false, errors: inForm(error.fields), typed: form };
  }
}

function readRole(form: Form): RoleCode {
  const role = roleSchema.safeParse(form.role);
  if (!role.success) throw new InvalidInput({ role: 'Choisissez un rôle.' });
  return role.data;
}

/** Who a person is, by the fields of a form. Checked here as typed; the behaviour checks it again as its own input. */
export function readIdentity(form: Form) {
  const typed = {
    civility: form.civilite,
    jobTitle: form.fonction,
    lastName: form.nom,
    firstName: form.prenom,
    phone: form.telephone,
  };
  const read = readForm(identitySchema, typed);
  if (!read.ok) throw new InvalidInput(read.errors);
  return read.values;
}

/** The roles that the signed-in person may grant on this establishment; agents may grant all. */
export async function grantableRoles(call: Call, siret: string): Promise<RoleCode[]> {
  const own = await grantableOn(call, siret);
  return own.length === 0 && call.person().agentRoles.has('account_manager') ? [...roleCodes] : own;
}

/** Those that they may grant on a place (SIRET or SIREN) as who manages its users: none where they do not. */
export async function grantableOn(call: Call, place: string): Promise<RoleCode[]> {
  const { db, rights } = call.kernel;
  const held = await rights.permissionsOn(db, call.person().accountId, place);
  return held.has('users.manage') ? roleCodes.filter((code) => mayGrant(held, code)) : [];
}
