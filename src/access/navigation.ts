import type { Permission, Person } from '../platform/who-may';
import type { NavItem } from '../ui';
import type { Place } from './place';
import { roleOf } from './rules';

/**
 * The agents in charge of accounts work on the desk of access requests, supervisors read it; both start again
 * what did not work by itself.
 */
export const seesTheDesk = ({ agentRoles }: Person) =>
  agentRoles.has('account_manager') || agentRoles.has('supervisor');

/** Validates bank details on the desk; supervisors read them. */
const seesBankDetails = ({ agentRoles }: Person) =>
  agentRoles.has('payment_accountant') || agentRoles.has('supervisor');

export const registryDeskPath = '/agents/entreprises';

/** What agents read of a place in the registry. */
export const recordPathOf = ({ siren, siret }: { readonly siren: string; readonly siret: string | null }) =>
  siret === null ? `${registryDeskPath}/${siren}` : `/agents/etablissements/${siret}`;

export const bankDeskPath = '/agents/coordonnees-bancaires';

const administrators = roleOf('establishment_administrator').permissions;

/** The pages of a place that whoever holds these permissions there can open. */
function pagesOf({ dataPath, usersPath, historyPath }: Place, held: ReadonlySet<Permission>): NavItem[] {
  return [
    ...(dataPath && held.has('establishment.read') ? [{ label: 'Données', href: dataPath }] : []),
    ...(held.has('users.manage') ? [{ label: 'Utilisateurs', href: usersPath }] : []),
    ...(held.has('history.read') ? [{ label: 'Historique', href: historyPath }] : []),
  ];
}

/** The menu, in short words that hold on one line: what this person can open today, the current page marked. */
function navigationFor(person: Person, current?: string, place?: Place, held = administrators): NavItem[] {
  const items = [{ label: 'Accueil', href: '/accueil' }];
  if (person.agentRoles.size === 0) items.push({ label: 'Mes établissements', href: '/mes-etablissements' });
  if (place) items.push(...pagesOf(place, held));
  if (seesTheDesk(person)) {
    items.push({ label: 'Demandes', href: '/agents/demandes-de-compte' });
    items.push({ label: 'Comptes', href: '/agents/comptes' });
    items.push({ label: 'Envois', href: '/agents/envois-et-traitements' });
  }
  if (person.agentRoles.size > 0) items.push({ label: 'Entreprises', href: registryDeskPath });
  if (seesBankDetails(person)) items.push({ label: 'Banque', href: bankDeskPath });
  if (person.agentRoles.has('supervisor'))
    items.push(
      { label: 'Agents', href: '/agents/agents' },
      { label: 'Journal', href: '/agents/journal-d-acces' },
    );
  return items.map((item) => ({ ...item, current: item.href === current }));
}

const profile = '/mon-profil';

/** What the frame of a signed-in page needs of a person; on a place, an administrator's menu unless told what is held. */
export const frameOf = (person: Person, current?: string, place?: Place, held?: ReadonlySet<Permission>) => ({
  user: {
    name: `${person.firstName} ${person.lastName}`.trim() || person.email,
    href: profile,
    current: current === profile,
  },
  nav: navigationFor(person, current, place, held),
});
