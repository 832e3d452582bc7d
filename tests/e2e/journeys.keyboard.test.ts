import { it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { walkAccountRequest } from './account-request';
import { walkAccounts } from './accounts';
import { keyboard } from './hands';
import { walkPerimeter } from './perimeter';
import { people } from './person';
import { walkProfile } from './profile';
import { walkRecords } from './records';
import { walkSecondFactor } from './second-factor';
import { walkTakeover } from './takeover';
import { walkUsers } from './users';

const start = people(useServed(), useBrowser(), keyboard);

it('from the request to the sign-out, with the keyboard alone', () => walkAccountRequest(start));
it('the users of an establishment, with the keyboard alone', () => walkUsers(start));
it('the history and the access log, with the keyboard alone', () => walkRecords(start));
it('the accounts, as an agent, with the keyboard alone', () => walkAccounts(start));
it('taking an administration over, with the keyboard alone', () => walkTakeover(start));
it('one more establishment, with the keyboard alone', () => walkPerimeter(start));
it('my profile, with the keyboard alone', () => walkProfile(start));
it('a second factor, with the keyboard alone', () => walkSecondFactor(start));
