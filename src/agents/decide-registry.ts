import { decideCompany, decideEstablishment } from '../access';
import { type FieldErrors, InvalidInput, Refusal } from '../platform/errors';
import type { Form } from '../platform/forms';
import type { Call } from '../platform/http';
import { type RegistryObject, reasonField } from './pages/registry-decision';

export type RegistryDecision =
  | { readonly kind: 'done'; readonly code: string }
  | { readonly kind: 'to-correct'; readonly errors: FieldErrors; readonly typed: Form }
  | { readonly kind: 'meanwhile'; readonly sentence: string };

/** Reads the button pressed (accepter, refuser) on a company or a site to validate, and takes the decision. */
export async function decideRegistryObject(
  call: Call,
  object: RegistryObject,
  number: string,
): Promise<RegistryDecision> {
  const pressed = call.form[object];
  const decision = pressed === 'accepter' ? 'accept' : 'refuse';
  const reason = call.form[reasonField(object)] ?? '';
  try {
    if (object === 'entreprise') await call.perform(decideCompany, { siren: number, decision, reason });
    else await call.perform(decideEstablishment, { siret: number, decision, reason });
    return { kind: 'done', code: `${object}-${decision === 'accept' ? 'accepter' : 'refuser'}` };
  } catch (error) {
    if (error instanceof InvalidInput) {
      const errors = { [reasonField(object)]: error.fields.motif ?? Object.values(error.fields).join(' ') };
      return { kind: 'to-correct', errors, typed: call.form };
    }
    const sentence = decidedMeanwhile(error);
    if (sentence === null) throw error;
    return { kind: 'meanwhile', sentence };
  }
}

/** The polite sentence when somebody else was faster; null for any other failure. */
export function decidedMeanwhile(error: unknown): string | null {
  const known = ['access.already-decided', 'access.no-longer-pending'];
  return error instanceof Refusal && known.includes(error.code)
    ? `${error.sentence} Votre décision n'a rien changé.`
    : null;
}
