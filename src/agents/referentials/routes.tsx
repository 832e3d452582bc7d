import { get, page, type Route } from '../../platform/http';
import { agentsWho } from '../../platform/who-may';
import { dayInParis } from '../../platform/working-days';
import { referentialsInPlace } from '../../referentials';
import { ReferentialsPage, referentialsPath } from './page';

/** Public lists: nobody's data, so that no reading is logged. */
export const referentialsRoutes: readonly Route[] = [
  get(referentialsPath, agentsWho('supervisor'), async (call) => {
    const { db, clock } = call.kernel;
    const lists = await referentialsInPlace(db, dayInParis(clock()));
    return page(<ReferentialsPage person={call.person()} lists={lists} />);
  }),
];
