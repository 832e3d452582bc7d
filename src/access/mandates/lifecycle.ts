/** The life of a mandate: every step, from which states, to which. */
export type MandateState = 'asked' | 'accepted' | 'refused' | 'cancelled' | 'expired' | 'ended';
export type MandateStep = 'accept' | 'refuse' | 'cancel' | 'expire' | 'change' | 'end';
/** Who closes one; null: time. */
export type MandateSide = 'client' | 'partner' | 'opco';

interface Transition {
  readonly from: readonly MandateState[];
  readonly to: MandateState;
}

export const mandateTransitions: Readonly<Record<MandateStep, Transition>> = {
  /** By an administrator of the client, who may give less than was asked. */
  accept: { from: ['asked'], to: 'accepted' },
  refuse: { from: ['asked'], to: 'refused' },
  /** By the partner, before any answer. */
  cancel: { from: ['asked'], to: 'cancelled' },
  expire: { from: ['asked'], to: 'expired' },
  /** By the client: other rights, other days. */
  change: { from: ['accepted'], to: 'accepted' },
  /** Withdrawn by the client, given up by the partner. */
  end: { from: ['accepted'], to: 'ended' },
};

/** Calendar days: an unanswered one expires; after a refusal the same is not asked again. */
export const mandateDelays = { expiry: 60, afterRefusal: 30 } as const;

/** What a mandate is on a day: an accepted one may be yet to begin, or over. */
export type MandateStanding = MandateState | 'to_come';

export function standingOf(
  { state, startsOn, endsOn }: { state: MandateState; startsOn: string; endsOn: string | null },
  today: string,
): MandateStanding {
  if (state !== 'accepted') return state;
  if (endsOn !== null && endsOn < today) return 'ended';
  return startsOn > today ? 'to_come' : 'accepted';
}
