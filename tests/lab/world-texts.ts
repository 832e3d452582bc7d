// Which texts of the world each actor may read.
import type { World } from './world';
import { bankDesk, onCompany, onSite, type Route } from './world-addresses';
import { readers } from './world-forms';
import type { Actor } from './world-people';
import type { Site } from './world-sites';

/** Supervisors see the agents. */
const isOfAgents = ({ path }: Route) => path.startsWith('/agents/agents');
const bankReaders = ['payment_accountant', 'supervisor'];

/** The sites' marks that this actor may read: those it administers, or all of them for the agents in charge. */
export function readable(actor: Actor, { path }: Route, { sites }: World): readonly string[] {
  const inCharge = path.startsWith(bankDesk) ? bankReaders : readers;
  return actor.agentRole !== null && inCharge.includes(actor.agentRole)
    ? sites.map(({ mark }) => mark)
    : actor.manages;
}

const works = ({ role, attachedTo }: Actor, { mark }: Site) => role !== null && attachedTo.includes(mark);

/** Bank details: of a place where one administers or keeps the books, and of all on the desk that validates them. */
const readsBank = (actor: Actor, site: Site, { path }: Route) =>
  path.startsWith(bankDesk)
    ? bankReaders.includes(actor.agentRole ?? '')
    : works(actor, site) && ['establishment_administrator', 'accountant'].includes(actor.role ?? '');

/**
 * Whether a page of the registry opens to this actor: public facts to everybody by the API, any company to agents, to
 * members that of one of their sites.
 */
export function opensRecord(actor: Actor, { path }: Route, owner: string | null, { sites }: World): boolean {
  if (path.startsWith('/api/')) return true;
  if (/^\/agents\/(entreprises\/:siren|etablissements\/:siret)$/.test(path)) return actor.agentRole !== null;
  if (path !== onCompany && `${path}/` !== onSite) return false;
  const companyOf = (mark: string | null) => sites.find((site) => site.mark === mark)?.siren;
  return actor.role !== null && actor.attachedTo.some((mark) => companyOf(mark) === companyOf(owner));
}

/** What this actor may not read on a route: as it is written on a page, in small letters, spaces apart. */
export function foreignTexts(actor: Actor, route: Route, world: World): string[] {
  const marks = readable(actor, route, world);
  const people = world.actors
    .filter((one) => one !== actor && !one.attachedTo.some((mark) => marks.includes(mark)))
    .filter((one) => one.agentRole === null || actor.agentRole !== 'supervisor' || !isOfAgents(route));
  return [
    ...people.map(({ mark }) => mark),
    ...world.sites.flatMap((site) => [
      ...(marks.includes(site.mark) ? [] : [site.mark, site.phone.replace('+33', '0')]),
      ...(works(actor, site) ? [] : [site.contact]),
      ...(readsBank(actor, site, route) ? [] : [site.holder, site.iban.toLowerCase()]),
    ]),
  ];
}
