/** The life of an access request: every action, from which state, to which state. Screens and server read it. */
export const requestStates = [
  'to_confirm',
  'pending',
  'approved',
  'refused',
  'expired',
  'cancelled',
] as const;
export type RequestState = (typeof requestStates)[number];

export type RequestAction = 'replace' | 'confirm' | 'approve' | 'refuse' | 'supersede' | 'cancel' | 'expire';

interface Transition {
  readonly from: readonly RequestState[];
  readonly to: RequestState;
  /** Who does it, in words; the behaviours' own `who` enforces it. */
  readonly by: 'requester' | 'decider' | 'time';
}

export const requestTransitions: Readonly<Record<RequestAction, Transition>> = {
  /** A later request of the same address takes the place of one not yet confirmed. */
  replace: { from: ['to_confirm'], to: 'cancelled', by: 'requester' },
  confirm: { from: ['to_confirm'], to: 'pending', by: 'requester' },
  approve: { from: ['pending'], to: 'approved', by: 'decider' },
  refuse: { from: ['pending'], to: 'refused', by: 'decider' },
  /** The person is invited to the place that they ask for. */
  supersede: { from: ['pending'], to: 'cancelled', by: 'decider' },
  cancel: { from: ['to_confirm', 'pending'], to: 'cancelled', by: 'requester' },
  expire: { from: ['to_confirm', 'pending'], to: 'expired', by: 'time' },
};

/** The actions possible in a state: what the screens offer. */
export const actionsIn = (state: RequestState): RequestAction[] =>
  (Object.keys(requestTransitions) as RequestAction[]).filter((action) =>
    requestTransitions[action].from.includes(state),
  );

export const stateWords: Readonly<Record<RequestState, string>> = {
  to_confirm: 'Adresse à confirmer',
  pending: 'En attente de validation',
  approved: 'Validée',
  refused: 'Refusée',
  expired: 'Expirée',
  cancelled: 'Annulée',
};
