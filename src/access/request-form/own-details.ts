import { emailSchema, findAccount } from '../../accounts';
import type { Call } from '../../platform/http';
import { formatPhone } from '../../ui';
import { type Typed, typedOn } from './form-pages';

/** Whether the form asks in the name of who is signed in; agents ask for nothing. */
export function isOwn({ actor }: Call, { email }: Typed): boolean {
  if (actor.kind !== 'person' || actor.agentRoles.size > 0) return false;
  return email === undefined || emailSchema.safeParse(email).data === actor.email;
}

/**
 * What is not asked of who is signed in, by the draft's keys: their address, and who they are, whatever the draft says
 * of it. Read anew for each page and never kept in the draft, which outlives the session in a browser that others use.
 */
export async function ownDetails(call: Call, typed: Typed): Promise<Typed> {
  const account = isOwn(call, typed) ? await findAccount(call.kernel.db, call.person().accountId) : null;
  if (!account) return {};
  const { email, civility, jobTitle, lastName, firstName, phone } = account;
  const known = { civility, jobTitle, lastName, firstName, phone: phone && formatPhone(phone) };
  const given = Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== null);
  return { email, ...typedOn('mes-informations', Object.fromEntries(given)) };
}
