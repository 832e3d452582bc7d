import type { Person } from '../platform/who-may';
import type { NavItem } from '../ui';
import type { Place } from './place';

/**
 * The agents in charge of accounts work on the desk of access requests, supervisors read it; both start again
 * what did not work by itself.
 */
export const seesTheDesk = ({ agentRoles }: Person) =>
  agentRoles.has('account_manager') || agentRoles.has('supervisor');

/** A place that a person administers: its pages are in the menu. */
type Administered = Pick<Place, 'usersPath' | 'historyPath'>;

/** The menu: what this person can open today, the current page marked. */
function navigationFor(person: Person, current?: string, place?: Administered): NavItem[] {
  const items = [{ label: 'Accueil', href: '/accueil' }];
  if (person.agentRoles.size === 0) items.push({ label: 'Mes établissements', href: '/mes-etablissements' });
  if (place) {
    items.push({ label: 'Utilisateurs', href: place.usersPath });
    items.push({ label: 'Historique', href: place.historyPath });
  }
  if (seesTheDesk(person)) {
    items.push({ label: 'Demandes de compte', href: '/agents/demandes-de-compte' });
    items.push({ label: 'Comptes', href: '/agents/comptes' });
    items.push({ label: 'Envois et traitements', href: '/agents/envois-et-traitements' });
  }
  if (person.agentRoles.has('supervisor'))
    items.push({ label: "Journal d'accès", href: '/agents/journal-d-acces' });
  return items.map((item) => ({ ...item, current: item.href === current }));
}

const profile = '/mon-profil';

/** What the frame of a signed-in page needs of a person. */
export const frameOf = (person: Person, current?: string, place?: Administered) => ({
  user: {
    name: `${person.firstName} ${person.lastName}`.trim() || person.email,
    href: profile,
    current: current === profile,
  },
  nav: navigationFor(person, current, place),
});
