import type { Clock } from '../platform/clock';
import type { Database, Queryable } from '../platform/database';
import { keepSession } from '../platform/sessions';
import { type AgentRole, agentRoles, type Permission, type Person, type Rights } from '../platform/who-may';
import { findCompany, findEstablishment } from '../registry';
import { activePersonWithRoles, type PersonRow, personOfSession } from './queries/active-person';
import { roleOf } from './rules';
import { liveMembershipsOn } from './store';

const isAgentRole = (role: string): role is AgentRole => agentRoles.some((one) => one === role);

const toPerson = ({ accountId, email, firstName, lastName, roles }: PersonRow): Person => ({
  ...{ kind: 'person', accountId, email, firstName, lastName },
  agentRoles: new Set(roles.filter(isAgentRole)),
});

/** Who a person is and what they may do on an establishment, read anew at each request: nothing is cached. */
export function accessRights(clock: Clock): Rights {
  return {
    async person(db: Queryable, accountId: string) {
      const found = await activePersonWithRoles(db, accountId);
      return found && toPerson(found);
    },
    async signedIn(db: Database, session: string) {
      const now = clock();
      const found = await personOfSession(db, session, now);
      if (!found) return null;
      await keepSession(db, session, found.lastSeenAt, now);
      return toPerson(found);
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
