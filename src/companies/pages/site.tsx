import type { Paths } from '../paths';
import type { SiteView } from '../site-view';
import { SiteAgreementsCard } from './agreements';
import { Changes } from './changes';
import { Heading } from './company';
import { SiteIdentity } from './identity';
import { type Managed, ManagementCard } from './management';

export interface SiteContentProps {
  readonly view: SiteView;
  readonly paths: Paths;
  /** Null for who is not told. */
  readonly managed: Managed;
  readonly usersHref: string | null;
}

/** A site: where it is, what it does, who manages it. */
export function SiteContent({ view, paths, managed, usersHref }: SiteContentProps) {
  const { site, changes, agreements, say } = view;
  return (
    <>
      <Heading title={site.name} detail={`SIRET ${site.siret}`} />
      <div class="deux">
        <div class="pile-5">
          <SiteIdentity view={view} paths={paths} />
          {site.diffusible && <Changes changes={changes} say={say} />}
        </div>
        <div class="pile-5">
          <ManagementCard managed={managed} wholeCompany={false} paths={paths} usersHref={usersHref} />
          {agreements && <SiteAgreementsCard agreements={agreements} say={say} />}
        </div>
      </div>
    </>
  );
}
