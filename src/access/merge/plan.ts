import type { RoleCode } from '../rules';

/** A membership that gives something, or would once restored. */
export interface HeldMembership {
  readonly id: string;
  readonly version: number;
  readonly siren: string;
  /** Null: the whole company. */
  readonly siret: string | null;
  readonly role: RoleCode;
  readonly state: 'active' | 'suspended';
  /** YYYY-MM-DD, in Paris; null: none. */
  readonly endsOn: string | null;
}

export interface MergeStep<M extends HeldMembership> {
  /** `move`, `end`: what the account that closes holds; `suspend`: what the one that stays holds. */
  readonly kind: 'move' | 'end' | 'suspend';
  readonly membership: M;
}

/**
 * What becomes of the memberships of two accounts of one person. Each goes to the account that stays as it is; where
 * that one is attached already, it keeps its own role and last day, suspended when either was.
 */
export function mergePlan<M extends HeldMembership>(
  kept: readonly M[],
  merged: readonly M[],
): readonly MergeStep<M>[] {
  return merged.flatMap((membership): MergeStep<M>[] => {
    const own = kept.find(({ siren, siret }) => siren === membership.siren && siret === membership.siret);
    if (!own) return [{ kind: 'move', membership }];
    const ended = { kind: 'end', membership } as const;
    const restricted = membership.state === 'suspended' && own.state === 'active';
    return restricted ? [{ kind: 'suspend', membership: own }, ended] : [ended];
  });
}
