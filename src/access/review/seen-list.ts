import { type RoleCode, roleCodes } from '../rules';
import type { MembershipState } from '../users/lifecycle';
import type { ReviewedMandate, ReviewedUser } from './queries/rights-to-review';

/** A right as an earlier list showed it. */
export interface SeenRight {
  readonly version: number;
  /** Of a person's right; null of a mandate, and of what nobody can read. */
  readonly role: RoleCode | null;
  readonly state: Extract<MembershipState, 'active' | 'suspended'>;
  readonly endsOn: string | null;
}
export type SeenRights = ReadonlyMap<string, SeenRight>;

/** The list as the page carries it along, so that what has changed meanwhile can be told. */
export const writtenUsers = (users: readonly ReviewedUser[]) =>
  users
    .map(({ id, version, role, state, endsOn }) => [id, version, role, state, endsOn ?? ''].join('.'))
    .join(' ');
export const writtenMandates = (mandates: readonly ReviewedMandate[]) =>
  mandates.map(({ id, version }) => `${id}.${version}`).join(' ');

export function readSeen(written: string | undefined): SeenRights {
  const lines = (written ?? '').split(' ').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [id = '', version, role, state, endsOn = ''] = line.split('.');
      return [
        id,
        {
          version: Number(version) || 0,
          role: roleCodes.find((one) => one === role) ?? null,
          state: state === 'suspended' ? 'suspended' : 'active',
          endsOn: /^\d{4}-\d{2}-\d{2}$/.test(endsOn) ? endsOn : null,
        },
      ];
    }),
  );
}
