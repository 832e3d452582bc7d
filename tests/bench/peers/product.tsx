// The product's own pages, rendered without its server.
import type { VNode } from 'preact';
import { CompanyPage } from '../../../src/access/request-form/pages/company-page';
import { EmailPage } from '../../../src/access/request-form/pages/email-page';
import { IdentityPage } from '../../../src/access/request-form/pages/identity-page';
import { NewCompanyPage } from '../../../src/access/request-form/pages/new-company-page';
import { RightsPage } from '../../../src/access/request-form/pages/rights-page';
import { SignInPage } from '../../../src/accounts/pages/sign-in-page';
import { renderDocument } from '../../../src/ui';
import type { PageName } from '../ground';
import type { PageData } from './reads';

export const renderProductPage = (name: PageName, data: PageData): string =>
  renderDocument(contentOf(name, data));

function contentOf(name: PageName, { view, screen, document }: PageData): VNode {
  switch (name) {
    case 'sign-in':
      return <SignInPage comeBack="/accueil" sessionEnded={false} demonstration={null} />;
    case 'email':
      return <EmailPage view={view} all={false} />;
    case 'company':
      if (!screen) throw new Error('the second gauge was not read');
      return <CompanyPage view={view} screen={screen} notice={null} all={false} />;
    case 'identity':
      return <IdentityPage view={view} all={false} />;
    case 'rights':
      return <RightsPage view={view} all={false} />;
    case 'new-company':
      return <NewCompanyPage view={view} errors={{}} document={document} />;
  }
}
