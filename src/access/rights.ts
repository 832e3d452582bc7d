import { after, type Clock, days } from '../platform/clock';
import type { Database, Queryable } from '../platform/database';
import { keepSession } from '../platform/sessions';
import {
  type AgentRole,
  agentRoles,
  type Permission,
  type Person,
  type Rights,
  type SecondFactorRule,
} from '../platform/who-may';
import { findCompany, findEstablishment } from '../registry';
import { mandatedPermissions, mandatedWithin } from './mandates';
import {
  activePersonWithRoles,
  agentRolesHeldBy,
  type PersonRow,
  personOfSession,
} from './queries/active-person';
import { roleOf } from './rules';
import { activeMembershipsWithin, liveMembershipsOn } from './store';

const isAgentRole = (role: string): role is AgentRole => agentRoles.some((one) => one === role);

/** What administrators are given to set up their second factor. */
const grace = days(14);
const atOnce = new Date(0);

/** Agents at once, administrators after the grace period; nobody where it is only offered. */
function secureByOf({ roles, hasSecondFactor, administratorSince }: PersonRow, rule: SecondFactorRule) {
  if (rule === 'offered' || hasSecondFactor) return null;
  if (roles.some(isAgentRole)) return atOnce;
  return administratorSince && after(administratorSince, grace);
}

const toPerson = (row: PersonRow, rule: SecondFactorRule): Person => {
  const { accountId, email, firstName, lastName, roles } = row;
  return {
    ...{ kind: 'person', accountId, email, firstName, lastName },
    agentRoles: new Set(roles.filter(isAgentRole)),
    secureBy: secureByOf(row, rule),
  };
};

/** Looked at anew on each page, as every right: an agent in charge of accounts, whose second factor is there. */
const maySeeAsOthers = ({ agentRoles: held, secureBy }: Person, now: Date) =>
  held.has('account_manager') && (secureBy === null || secureBy > now);

/** Who a person is and what they may do on an establishment, read anew at each request: nothing is cached. */
export function accessRights(clock: Clock, rule: SecondFactorRule): Rights {
  return {
    async person(db: Queryable, accountId: string) {
      const found = await activePersonWithRoles(db, accountId, clock());
      return found && toPerson(found, rule);
    },
    async signedIn(db: Database, session: string, { asOneself }) {
      const now = clock();
      const found = await personOfSession(db, session, now);
      if (!found) return null;
      await keepSession(db, session, found.lastSeenAt, now);
      const own = toPerson(found, rule);
      const { viewedAccountId, viewedUntil } = found;
      if (viewedAccountId === null || viewedUntil === null || asOneself || !maySeeAsOthers(own, now))
        return own;
      const seen = await activePersonWithRoles(db, viewedAccountId, now);
      if (!seen || seen.roles.length > 0) return own;
      const seenBy = { agentId: own.accountId, until: viewedUntil };
      return { ...toPerson(seen, rule), secureBy: null, seenBy };
    },
    async agentRolesOf(db: Queryable, accountId: string) {
      return new Set((await agentRolesHeldBy(db, accountId)).filter(isAgentRole));
    },
    async permissionsOn(db: Queryable, accountId: string, place: string) {
      const now = clock();
      const own = (await liveMembershipsOn(db, accountId, place, now))
        .filter(({ state }) => state === 'active')
        .flatMap(({ role }) => [...roleOf(role).permissions]);
      const held = new Set([...own, ...(await mandatedPermissions(db, accountId, place, now))]);
      if (held.size === 0) return held;
      const known = place.length === 9 ? await findCompany(db, place) : await findEstablishment(db, place);
      if (!known || known.state === 'refused') return new Set<Permission>();
      return held;
    },
    async reachWithin(db: Queryable, accountId: string, siren: string) {
      const now = clock();
      const own = (await activeMembershipsWithin(db, accountId, siren, now)).map(({ siret, role }) => ({
        siret,
        permissions: roleOf(role).permissions,
        byMandate: false,
      }));
      const held = [...own, ...(await mandatedWithin(db, accountId, siren, now))];
      if (held.length === 0) return [];
      const company = await findCompany(db, siren);
      return company && company.state !== 'refused' ? held : [];
    },
  };
}
