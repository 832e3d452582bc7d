import type { ComponentChildren } from 'preact';
import {
  frameOf,
  managementOf,
  mandatesOn,
  PlaceFrame,
  placeIn,
  registryDeskPath,
  seesTheDesk,
  usersOfSites,
} from '../access';
import { logList, subjects } from '../journal';
import { notFound } from '../platform/errors';
import { type Answer, type Call, get, getViewable, page, type Route } from '../platform/http';
import { listAsked } from '../platform/paging';
import { agentRoles, agentsWho, mayWithin, type Permission } from '../platform/who-may';
import { dayInParis } from '../platform/working-days';
import { searchCompanies, searchLimit, shortestQuery, siteStates } from '../registry';
import { AppPage, ButtonLink } from '../ui';
import { companyView, type SitesFilter } from './company-view';
import { CompanyContent } from './pages/company';
import type { Managed } from './pages/management';
import { SearchPage } from './pages/search';
import { SiteContent } from './pages/site';
import { agentPaths, memberPaths } from './paths';
import { type Reached, reachOf } from './reach';
import { siteView } from './site-view';

interface CompaniesOptions {
  readonly searchPerMinute: number;
}

const anyAgent = agentsWho(...agentRoles);
const member = mayWithin('establishment.read');

/** Companies and sites of the registry, for the members of each and for all agents. */
export const companiesRoutes = ({ searchPerMinute }: CompaniesOptions): Route[] => [
  getViewable(memberPaths.company(':siren'), member, showOwnCompany),
  getViewable(memberPaths.site(':siret'), member, showOwnSite),
  get(registryDeskPath, anyAgent, (call) => showSearch(call, searchPerMinute)),
  get(agentPaths.company(':siren'), anyAgent, showCompany),
  get(agentPaths.site(':siret'), anyAgent, showSite),
];

const today = ({ kernel }: Call) => dayInParis(kernel.clock());

function filterOf({ query }: Call): SitesFilter {
  return { ...listAsked(query), state: siteStates.find((one) => one === query.etat) ?? 'ouverts' };
}

async function showOwnCompany(call: Call): Promise<Answer> {
  const { db, clock } = call.kernel;
  const place = await placeIn(call);
  const reached = await reachOf(call, place.siren);
  const held = reached.on(null);
  const whole = held.has('establishment.read');
  const filter = filterOf(call);
  const asked = { ...filter, declared: whole ? ('all' as const) : reached.sirets, agreements: whole };
  const view = await companyView(db, place.siren, asked, today(call));
  if (!view) throw notFound();
  const manages = held.has('users.manage');
  const sirets = view.sites.lines.map(({ siret }) => siret);
  return page(
    <PlaceFrame
      title={view.company.name}
      current={memberPaths.company(place.siren)}
      {...{ person: call.person(), place, held }}
      byMandate={reached.byMandate}
    >
      <CompanyContent
        {...{ view, filter }}
        paths={memberPaths}
        managed={await managedByMembers(call, place, held, null)}
        links={{
          data: (siret) => reached.on(siret).has('establishment.read'),
          users: (siret) => reached.on(siret).has('users.manage'),
          counts: manages ? await usersOfSites(db, sirets, clock()) : null,
        }}
        usersHref={manages ? place.usersPath : null}
      />
    </PlaceFrame>,
  );
}

async function showOwnSite(call: Call): Promise<Answer> {
  const { siret = '' } = call.params;
  const place = await placeIn(call);
  const reached = await reachOf(call, place.siren);
  const held = reached.on(siret);
  const reads = held.has('establishment.read');
  const view = await siteView(call.kernel.db, siret, { agreements: reads }, today(call));
  if (!view || !isShownTo(view.site.state, reads)) throw notFound();
  return page(
    <PlaceFrame
      title={view.site.name}
      current={memberPaths.site(siret)}
      {...{ person: call.person(), place, held }}
      byMandate={reads && reached.byMandate}
    >
      <SiteContent
        view={view}
        paths={memberPaths}
        managed={await managedByMembers(call, place, held, wayOnFor(siret, view.site.active, reached))}
        usersHref={held.has('users.manage') ? place.usersPath : null}
      />
    </PlaceFrame>,
  );
}

/** What somebody declared is theirs until the OPCO has accepted it. */
const isShownTo = (state: 'valid' | 'to_validate' | 'refused', reads: boolean) =>
  state === 'valid' || (state === 'to_validate' && reads);

/** Who is attached takes the administration over; who is not asks to be. */
function wayOnFor(siret: string, active: boolean, reached: Reached) {
  if (!active || reached.byMandate) return null;
  return reached.on(siret).size > 0
    ? { href: `/reprise-administration?etablissement=${siret}`, label: "Reprendre l'administration" }
    : {
        href: '/demande-de-compte/mon-entreprise',
        label: 'Demander à être rattaché à cet établissement',
      };
}

/** Names are for who manages users there, as on the page of users; others are told whether there is somebody. */
async function managedByMembers(
  call: Call,
  place: { readonly siren: string; readonly siret: string | null },
  held: ReadonlySet<Permission>,
  wayOn: Extract<Managed, { kind: 'known' }>['wayOn'],
): Promise<Managed> {
  const management = await managementOf(call.kernel.db, place, call.kernel.clock());
  if (!held.has('users.manage')) {
    const ofPlace = management.administrators.filter(
      ({ siret, activated }) => activated && (place.siret !== null || siret === null),
    );
    return { kind: 'known', isManaged: ofPlace.length > 0, wayOn };
  }
  await logPersons(call, place, management.administrators);
  return { kind: 'named', management, mandates: null };
}

async function logPersons(
  call: Call,
  { siren, siret }: { readonly siren: string; readonly siret: string | null },
  administrators: readonly { readonly accountId: string }[],
): Promise<void> {
  const accounts = [...new Set(administrators.map(({ accountId }) => accountId))];
  await logList(call, { action: siret === null ? 'read-company' : 'read-site', ...(siret && { siret }) }, [
    siret === null ? { kind: 'company', id: siren } : { kind: 'establishment', id: siret },
    ...subjects('account', accounts),
  ]);
}

async function showSearch(call: Call, searchPerMinute: number): Promise<Answer> {
  const { search } = listAsked(call.query);
  const isAsked = [...search].length >= shortestQuery;
  if (isAsked) await call.count(searchLimit(searchPerMinute), call.address);
  const found = isAsked ? await searchCompanies(call.kernel.db, search) : null;
  return page(<SearchPage person={call.person()} {...{ found, search }} />);
}

async function showCompany(call: Call): Promise<Answer> {
  const { siren = '' } = call.params;
  const filter = filterOf(call);
  const asked = { ...filter, declared: 'all' as const, agreements: true };
  const view = await companyView(call.kernel.db, siren, asked, today(call));
  if (!view) throw notFound();
  return page(
    <AgentFrame call={call} title={view.company.name}>
      <CompanyContent
        {...{ view, filter }}
        paths={agentPaths}
        managed={await managedForAgents(call, { siren, siret: null })}
        links={null}
        usersHref={null}
      />
    </AgentFrame>,
  );
}

async function showSite(call: Call): Promise<Answer> {
  const { siret = '' } = call.params;
  const view = await siteView(call.kernel.db, siret, { agreements: true }, today(call));
  if (!view) throw notFound();
  return page(
    <AgentFrame call={call} title={view.site.name}>
      <SiteContent
        view={view}
        paths={agentPaths}
        managed={await managedForAgents(call, { siren: view.company.siren, siret })}
        usersHref={null}
      />
    </AgentFrame>,
  );
}

/** Persons are for the desk of accounts; the other agents are told how many they are. */
async function managedForAgents(
  call: Call,
  place: { readonly siren: string; readonly siret: string | null },
): Promise<Managed> {
  const { db, clock } = call.kernel;
  const now = clock();
  const management = await managementOf(db, place, now);
  const mandates = await mandatesOn(db, place, now);
  if (!seesTheDesk(call.person())) return { kind: 'counted', management, mandates };
  await logPersons(call, place, management.administrators);
  return { kind: 'named', management, mandates };
}

interface AgentFrameProps {
  readonly call: Call;
  readonly title: string;
  readonly children: ComponentChildren;
}

function AgentFrame({ call, title, children }: AgentFrameProps) {
  return (
    <AppPage title={title} {...frameOf(call.person(), registryDeskPath)}>
      <div class="cadre corps pile-5">
        <p class="retour">
          <ButtonLink variant="nu" href={registryDeskPath} icon="arrow-left">
            Entreprises
          </ButtonLink>
        </p>
        {children}
      </div>
    </AppPage>
  );
}
