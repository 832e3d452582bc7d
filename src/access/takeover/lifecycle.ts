/** The life of a takeover of the administration of an establishment: every step, from which states, to which. */
export type TakeoverState = 'open' | 'with_agents' | 'granted' | 'refused' | 'cancelled' | 'expired';
export type TakeoverStep = 'hand-over' | 'confirm' | 'grant' | 'refuse' | 'cancel' | 'expire';
/** Who may settle one. */
export type Settler = 'administrator' | 'colleague' | 'agent';

interface Transition {
  readonly from: readonly TakeoverState[];
  readonly to: TakeoverState;
}

const running: readonly TakeoverState[] = ['open', 'with_agents'];

export const takeoverTransitions: Readonly<Record<TakeoverStep, Transition>> = {
  /** With a proof document, or another one in its place. */
  'hand-over': { from: running, to: 'with_agents' },
  /** By a colleague. */
  confirm: { from: ['open'], to: 'granted' },
  /** By an administrator, or the agents on the proof. */
  grant: { from: running, to: 'granted' },
  refuse: { from: running, to: 'refused' },
  cancel: { from: running, to: 'cancelled' },
  /** What is with the agents waits for them. */
  expire: { from: ['open'], to: 'expired' },
};

export const isRunning = (state: TakeoverState): boolean => running.includes(state);

/**
 * `objection`: the morning of the second working day, so that the administrators have a whole one; `expiry` and
 * `afterRefusal`, before which nobody asks again: calendar days.
 */
export const takeoverDelays = { objection: 2, expiry: 60, afterRefusal: 7 } as const;
