import type { ComponentChildren } from 'preact';
import { ButtonLink } from '../../ui';
import type { CompanyView, SitesFilter } from '../company-view';
import type { Paths } from '../paths';
import { CompanyAgreementsCard } from './agreements';
import { Changes } from './changes';
import { CompanyIdentity } from './identity';
import { type Managed, ManagementCard } from './management';
import { type SiteLinks, Sites } from './sites';

export interface CompanyContentProps {
  readonly view: CompanyView;
  readonly filter: SitesFilter;
  readonly paths: Paths;
  readonly managed: Managed;
  readonly links: SiteLinks | null;
  /** Of the users of the whole company; null for who does not manage them. */
  readonly usersHref: string | null;
}

/** A company: who it is, who manages it, its sites. */
export function CompanyContent({ view, filter, paths, managed, links, usersHref }: CompanyContentProps) {
  const { company, sites, changes, agreements, say } = view;
  const path = paths.company(company.siren);
  return (
    <>
      <Heading title={company.name} detail={`SIREN ${company.siren}`}>
        {usersHref && (
          <ButtonLink href={usersHref} icon="users">
            Utilisateurs de l'entreprise
          </ButtonLink>
        )}
      </Heading>
      <div class="deux">
        <div class="pile-5">
          <CompanyIdentity view={view} paths={paths} />
          {company.diffusible && <Changes changes={changes} say={say} />}
        </div>
        <div class="pile-5">
          <ManagementCard managed={managed} wholeCompany paths={paths} usersHref={null} />
          {agreements && <CompanyAgreementsCard agreements={agreements} say={say} />}
        </div>
      </div>
      <Sites {...{ path, sites, filter, say, paths, links }} />
    </>
  );
}

interface HeadingProps {
  readonly title: string;
  readonly detail: string;
  readonly children?: ComponentChildren;
}

export function Heading({ title, detail, children }: HeadingProps) {
  return (
    <div class="tetiere">
      <div>
        <h1>{title}</h1>
        <p>{detail}</p>
      </div>
      {children}
    </div>
  );
}
