import { logList, subjects } from '../../journal';
import { type Answer, type Call, get, page, type Route } from '../../platform/http';
import { listAsked } from '../../platform/paging';
import { agentsWho } from '../../platform/who-may';
import { OldRightsPage, ReviewsPage, reviewsDeskPath } from './page';
import { oldRights, reviewsFound, reviewViews } from './queries';

/** Those who can call a company, and those who answer for the portal. */
const readers = agentsWho('account_manager', 'supervisor');

/** "Revues des droits": which are late, and which rights nobody has looked at for a year. */
export const rightsReviewsRoutes: readonly Route[] = [
  get(reviewsDeskPath, readers, showReviews),
  get(`${reviewsDeskPath}/droits-anciens`, readers, showOldRights),
];

const asked = (call: Call) => ({ ...listAsked(call.query), now: call.kernel.clock() });
const searched = (search: string) => (search === '' ? [] : [{ kind: 'queue-revues', id: search }]);

async function showReviews(call: Call): Promise<Answer> {
  const view = reviewViews.find((one) => one === call.query.etat) ?? 'en-retard';
  const { search, ...rest } = asked(call);
  const list = await reviewsFound(call.kernel.db, { ...rest, search, view });
  const places = list.lines.map(({ siren, siret }) =>
    siret === null ? { kind: 'company', id: siren } : { kind: 'establishment', id: siret },
  );
  await logList(call, { action: 'read-rights-reviews' }, [...searched(search), ...places]);
  return page(<ReviewsPage person={call.person()} {...{ list, view, search }} />);
}

async function showOldRights(call: Call): Promise<Answer> {
  const { search, ...rest } = asked(call);
  const list = await oldRights(call.kernel.db, { ...rest, search });
  const accounts = list.lines.flatMap(({ accountId }) => accountId ?? []);
  await logList(call, { action: 'read-old-rights' }, [
    ...searched(search),
    ...subjects('account', [...new Set(accounts)]),
  ]);
  return page(<OldRightsPage person={call.person()} {...{ list, search }} />);
}
