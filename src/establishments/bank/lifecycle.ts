/** The life of bank details that somebody asks for. Screens and server read it. */
export type BankState = 'pending' | 'in_force' | 'former' | 'refused' | 'withdrawn' | 'replaced';
export type BankStep = 'validate' | 'refuse' | 'withdraw' | 'replace' | 'supersede';

export const bankTransitions: Readonly<Record<BankStep, { from: BankState; to: BankState }>> = {
  /** By an agent who did not ask for it. */
  validate: { from: 'pending', to: 'in_force' },
  refuse: { from: 'pending', to: 'refused' },
  /** By an administrator of the establishment, whoever asked: a fraud must not wait. */
  withdraw: { from: 'pending', to: 'withdrawn' },
  /** By a later one. */
  replace: { from: 'pending', to: 'replaced' },
  /** Others are validated in their place. */
  supersede: { from: 'in_force', to: 'former' },
};

export const bankWords: Readonly<Record<BankState, string>> = {
  pending: 'En attente de validation',
  in_force: 'En vigueur',
  former: 'Remplacées',
  refused: 'Refusées',
  withdrawn: 'Retirées',
  replaced: 'Remplacées avant validation',
};
