import { it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { walkAccountRequest } from './account-request';
import { walkAccounts } from './accounts';
import { mouseWithoutScripts } from './hands';
import { walkPerimeter } from './perimeter';
import { people } from './person';
import { walkProfile } from './profile';
import { walkRecords } from './records';
import { walkSecondFactor } from './second-factor';
import { walkTakeover } from './takeover';
import { walkUsers } from './users';

const start = people(useServed(), useBrowser(), mouseWithoutScripts, { javaScript: false });

it('from the request to the sign-out, without JavaScript', () => walkAccountRequest(start));
it('the users of an establishment, without JavaScript', () => walkUsers(start));
it('the history and the access log, without JavaScript', () => walkRecords(start));
it('the accounts, as an agent, without JavaScript', () => walkAccounts(start));
it('taking an administration over, without JavaScript', () => walkTakeover(start));
it('one more establishment, without JavaScript', () => walkPerimeter(start));
it('my profile, without JavaScript', () => walkProfile(start));
it('a second factor, without JavaScript', () => walkSecondFactor(start));
