import { after, days } from '../../platform/clock';
import { type RoleCode, roles } from '../rules';
import type { ReviewedUser } from './queries/rights-to-review';

const longWithout = days(180);

/** What makes an access worth a second look: nothing of it is used, or can be. */
function isDoubtful({ state, account, lastSignInAt }: ReviewedUser, now: Date): boolean {
  return (
    state === 'suspended' ||
    account !== 'active' ||
    lastSignInAt === null ||
    lastSignInAt < after(now, -longWithout)
  );
}

export interface UserGroup {
  /** Part of its address in the page. */
  readonly code: 'doubtful' | 'others' | RoleCode;
  readonly users: readonly ReviewedUser[];
}

/** Longer, a list is cut by role. */
export const fitsAPage = 25;

/** The doubtful ones first, then the others, by role when they are many; nobody twice, no empty group. */
export function groupsOf(users: readonly ReviewedUser[], now: Date): UserGroup[] {
  const doubtful = users.filter((user) => isDoubtful(user, now));
  const others = users.filter((user) => !isDoubtful(user, now));
  const groups: UserGroup[] =
    others.length <= fitsAPage
      ? [{ code: 'others', users: others }]
      : roles.map(({ code }) => ({ code, users: others.filter(({ role }) => role === code) }));
  return [{ code: 'doubtful' as const, users: doubtful }, ...groups].filter(
    (group) => group.users.length > 0,
  );
}
