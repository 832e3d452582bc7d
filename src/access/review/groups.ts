import { after, days } from '../../platform/clock';
import { type RoleCode, roles } from '../rules';
import type { ReviewedUser } from './queries/rights-to-review';

const longWithout = days(180);

/** What makes an access worth a second look: nothing of it is used, or can be. */
export function isDoubtful({ state, account, lastSignInAt }: ReviewedUser, now: Date): boolean {
  return (
    state === 'suspended' ||
    account !== 'active' ||
    lastSignInAt === null ||
    lastSignInAt < after(now, -longWithout)
  );
}

export interface UserGroup {
  /** Part of its address in the page. */
  readonly code: 'doubtful' | RoleCode;
  readonly users: readonly ReviewedUser[];
}

/** The doubtful ones first, then the others by role; nobody twice, no empty group. */
export function groupsOf(users: readonly ReviewedUser[], now: Date): UserGroup[] {
  const doubtful = users.filter((user) => isDoubtful(user, now));
  const others = users.filter((user) => !isDoubtful(user, now));
  const byRole = roles.map(({ code }) => ({ code, users: others.filter(({ role }) => role === code) }));
  return [{ code: 'doubtful' as const, users: doubtful }, ...byRole].filter(
    (group) => group.users.length > 0,
  );
}
