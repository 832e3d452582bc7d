import { seesTheDesk } from '../access';
import { get, page, type Route } from '../platform/http';
import { signedIn } from '../platform/who-may';
import { HomePage } from './pages/home';
import { deskCounts, homeOf } from './queries/home';

export const homeRoutes: Route[] = [
  get('/accueil', signedIn, async (call) => {
    const person = call.person();
    const home = await homeOf(call.kernel.db, person);
    const desk = seesTheDesk(person) ? await deskCounts(call.kernel.db) : null;
    return page(<HomePage person={person} home={home} desk={desk} />);
  }),
];
