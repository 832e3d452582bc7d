import { notFound } from '../platform/errors';
import { get, page, type Route } from '../platform/http';
import { mayThere } from '../platform/who-may';
import { CompanyPage } from './pages/company';
import { placeOf } from './place';
import { companySites } from './queries/company-sites';

/** A company, for who is attached to all of it. */
export const companyRoutes: readonly Route[] = [
  get('/entreprises/:siren', mayThere('establishment.read'), async (call) => {
    const { db, rights } = call.kernel;
    const company = await placeOf(db, call.params);
    if (!company) throw notFound();
    const search = (call.query.q ?? '').slice(0, 100).trim();
    const asked = { search, page: Number.parseInt(call.query.page ?? '1', 10) || 1 };
    const person = call.person();
    const held = await rights.permissionsOn(db, person.accountId, company.siren);
    return page(
      <CompanyPage
        person={person}
        company={company}
        list={await companySites(db, company.siren, asked)}
        search={search}
        mayManageUsers={held.has('users.manage')}
      />,
    );
  }),
];
