import { seesTheDesk } from '../access';
import { bankChangesWaiting } from '../establishments';
import { isListLogged, subjects } from '../journal';
import { getViewable, page, type Route } from '../platform/http';
import { countNeedingHands } from '../platform/repairs';
import { signedIn } from '../platform/who-may';
import { HomePage } from './pages/home';
import { administratorFigures, deskFigures } from './queries/figures';
import { deskCounts, homeOf } from './queries/home';

const idsOf = (lines: readonly { readonly id: string }[]) => lines.map(({ id }) => id);

export const homeRoutes: Route[] = [
  getViewable('/accueil', signedIn, async (call) => {
    const person = call.person();
    const home = await homeOf(call.kernel, person);
    const others = [
      ...subjects('access-request', idsOf(home.toDecide)),
      ...subjects('takeover', idsOf(home.toAnswer)),
    ];
    const shown = await isListLogged(call, { action: 'read-requests-to-decide' }, others);
    const desk = seesTheDesk(person) ? await deskCounts(call.kernel.db, call.kernel.clock()) : null;
    const { db, clock } = call.kernel;
    const repairs = desk ? await countNeedingHands(db, clock()) : 0;
    const bank = person.agentRoles.has('payment_accountant')
      ? await bankChangesWaiting(db, person.accountId)
      : null;
    const figures = {
      own: await administratorFigures(db, home.memberships, clock()),
      desk: desk && (await deskFigures(db, clock())),
    };
    return page(<HomePage {...{ person, home, shown, desk, repairs, bank, figures }} now={clock()} />);
  }),
];
