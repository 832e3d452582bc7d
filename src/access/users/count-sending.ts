import type { Call } from '../../platform/http';
import { placeNumber } from './managed-membership';

/** Many enough for a new site on its first day; too few to write to strangers. */
const perSender = { name: 'invite', tries: 60, seconds: 3600 };
/** Of one place alone: what others have this address written to says nothing here. */
const perAddress = { name: 'invite-address', tries: 5, seconds: 900 };

/** Counts an invitation that leaves, or leaves again; over the limits, throws the refusal 429. */
export async function countSending(
  call: Call,
  { email, ...place }: { email: string; siren: string; siret: string | null },
): Promise<void> {
  await call.count(perSender, call.person().accountId);
  await call.count(perAddress, `${placeNumber(place)} ${email}`);
}
