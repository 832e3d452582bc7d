import type { VNode } from 'preact';
import type { Call } from '../../platform/http';
import { searchLimit } from '../../registry';
import { type Notice, notices } from './choose';
import { companyScreen } from './company-screen';
import type { GaugeSlug } from './form-pages';
import { CompanyPage } from './pages/company-page';
import { EmailPage } from './pages/email-page';
import type { FormView } from './pages/frame';
import { IdentityPage } from './pages/identity-page';
import { RightsPage } from './pages/rights-page';

export interface Showing {
  readonly searchPerMinute: number;
  /** Say all that is missing, on every page. */
  readonly all: boolean;
  readonly notice: Notice | null;
}

/** The page of a gauge. */
export async function gaugePage(
  call: Call,
  slug: GaugeSlug,
  view: FormView,
  { searchPerMinute, all, notice }: Showing,
): Promise<VNode> {
  switch (slug) {
    case 'mon-adresse-email':
      return <EmailPage view={view} all={all} />;
    case 'mon-entreprise': {
      const maySearch = async () =>
        (await call.countTry(searchLimit(searchPerMinute), call.address)) === null;
      const screen = await companyScreen(call.kernel.db, view.form, { now: call.kernel.clock(), maySearch });
      return <CompanyPage view={view} screen={screen} notice={notice && notices[notice]} all={all} />;
    }
    case 'mes-informations':
      return <IdentityPage view={view} all={all} />;
    case 'habilitations-souhaitees':
      return <RightsPage view={view} all={all} />;
  }
}
