import { it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { walkAccountRequest } from './account-request';
import { walkAccounts } from './accounts';
import { mouse } from './hands';
import { walkPerimeter } from './perimeter';
import { people } from './person';
import { walkProfile } from './profile';
import { walkRecords } from './records';
import { walkSecondFactor } from './second-factor';
import { walkTakeover } from './takeover';
import { walkUsers } from './users';

const start = people(useServed(), useBrowser(), mouse);

it('from the request to the sign-out, with a mouse', () => walkAccountRequest(start));
it('the users of an establishment, with a mouse', () => walkUsers(start));
it('the history and the access log, with a mouse', () => walkRecords(start));
it('the accounts, as an agent, with a mouse', () => walkAccounts(start));
it('taking an administration over, with a mouse', () => walkTakeover(start));
it('one more establishment, with a mouse', () => walkPerimeter(start));
it('my profile, with a mouse', () => walkProfile(start));
it('a second factor, with a mouse', () => walkSecondFactor(start));
