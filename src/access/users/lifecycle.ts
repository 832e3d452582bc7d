/** The life of a membership once it is decided: every action, from which states, to which. Screens and server read it. */
export type MembershipState = 'pending' | 'active' | 'suspended' | 'ended' | 'refused';
export type MembershipAction = 'change' | 'suspend' | 'restore' | 'end';

interface Transition {
  readonly from: readonly MembershipState[];
  /** Null: the state stays. */
  readonly to: MembershipState | null;
}

export const membershipTransitions: Readonly<Record<MembershipAction, Transition>> = {
  /** Another role, another end. */
  change: { from: ['active', 'suspended'], to: null },
  suspend: { from: ['active'], to: 'suspended' },
  restore: { from: ['suspended'], to: 'active' },
  end: { from: ['active', 'suspended'], to: 'ended' },
};

/** What may be done to a membership in a state; to one's own, only leaving. */
export const membershipActionsIn = (state: MembershipState, own: boolean): MembershipAction[] =>
  (Object.keys(membershipTransitions) as MembershipAction[]).filter(
    (action) => membershipTransitions[action].from.includes(state) && (!own || action === 'end'),
  );

/** As on screen, after "État de rattachement". */
export const membershipWords: Readonly<Record<MembershipState, string>> = {
  pending: 'À valider',
  active: 'Validé',
  suspended: 'Suspendu',
  ended: 'Terminé',
  refused: 'Refusé',
};
