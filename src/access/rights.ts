import type { Clock } from '../platform/clock';
import type { Queryable } from '../platform/database';
import { type AgentRole, agentRoles, type Permission, type Rights } from '../platform/who-may';
import { findCompany, findEstablishment } from '../registry';
import { activePersonWithRoles } from './queries/active-person';
import { roleOf } from './rules';
import { liveMembershipsOn } from './store';

const isAgentRole = (role: string): role is AgentRole => agentRoles.some((one) => one === role);

/** Who a person is and what they may do on an establishment, read anew at each request: nothing is cached. */
export function accessRights(clock: Clock): Rights {
  return {
    async person(db: Queryable, accountId: string) {
      const found = await activePersonWithRoles(db, accountId);
      if (!found) return null;
      const { roles, ...person } = found;
      return { kind: 'person', ...person, agentRoles: new Set(roles.filter(isAgentRole)) };
    },
    async permissionsOn(db: Queryable, accountId: string, place: string) {
      const held = await liveMembershipsOn(db, accountId, place, clock());
      const active = held.filter((one) => one.state === 'active');
      if (active.length === 0) return new Set<Permission>();
      const known = place.length === 9 ? await findCompany(db, place) : await findEstablishment(db, place);
      if (!known || known.state === 'refused') return new Set<Permission>();
      return new Set(active.flatMap((one) => [...roleOf(one.role).permissions]));
    },
  };
}
