import { notFound } from '../platform/errors';
import { getViewable, page, type Route } from '../platform/http';
import { listAsked } from '../platform/paging';
import { mayThere } from '../platform/who-may';
import { CompanyPage } from './pages/company';
import { placeOf } from './place';
import { companySites } from './queries/company-sites';

/** A company, for who is attached to all of it. */
export const companyRoutes: readonly Route[] = [
  getViewable('/entreprises/:siren', mayThere('establishment.read'), async (call) => {
    const { db, rights } = call.kernel;
    const company = await placeOf(db, call.params);
    if (!company) throw notFound();
    const asked = { ...listAsked(call.query), now: call.kernel.clock() };
    const person = call.person();
    const held = await rights.permissionsOn(db, person.accountId, company.siren);
    return page(
      <CompanyPage
        person={person}
        company={company}
        list={await companySites(db, company.siren, asked)}
        search={asked.search}
        mayManageUsers={held.has('users.manage')}
      />,
    );
  }),
];
