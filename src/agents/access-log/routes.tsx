import { logAccess, typedAddress } from '../../journal';
import { get, page, type Route } from '../../platform/http';
import { listAsked } from '../../platform/paging';
import { periodAsked } from '../../platform/period';
import { agentsWho } from '../../platform/who-may';
import { dayInParis } from '../../platform/working-days';
import { accessesOf, accessViews, personKnownBy } from './access-log';
import { AccessLogPage, accessLogPath } from './page';

const usualDays = 30;
const dayMs = 86_400_000;

/** Who read or changed what concerns a person, and what that person read or changed. */
export const accessLogRoutes: readonly Route[] = [
  get(accessLogPath, agentsWho('supervisor'), async (call) => {
    const { db, clock } = call.kernel;
    const now = clock();
    const email = (call.query.adresse ?? '').trim().slice(0, 254).toLowerCase();
    const view = accessViews.find((one) => one === call.query.vue) ?? 'lus';
    const since = new Date(now.getTime() - usualDays * dayMs);
    const period = periodAsked(call.query, { from: dayInParis(since), to: dayInParis(now) });
    const wrong = Object.keys(period.errors).length > 0;
    const person = email === '' ? null : await personKnownBy(db, email);
    const asked = { view, period, page: listAsked(call.query).page };
    const list = person === null || wrong ? null : await accessesOf(db, person, asked);
    if (email !== '') {
      const subject = person?.accountId
        ? { subjectKind: 'account', subjectId: person.accountId }
        : typedAddress(email);
      await logAccess(call, { action: 'read-access-log', ...subject });
    }
    return page(
      <AccessLogPage
        reader={call.person()}
        email={email}
        person={person}
        list={list}
        view={view}
        period={period}
      />,
      wrong ? 422 : 200,
    );
  }),
];
