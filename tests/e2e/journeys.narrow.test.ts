import { it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { walkAccountRequest } from './account-request';
import { walkAccounts } from './accounts';
import { finger } from './hands';
import { walkPerimeter } from './perimeter';
import { people } from './person';
import { walkProfile } from './profile';
import { walkRecords } from './records';
import { walkSecondFactor } from './second-factor';
import { walkTakeover } from './takeover';
import { walkUsers } from './users';

const start = people(useServed(), useBrowser(), finger, { width: 320, height: 640, touch: true });

it('from the request to the sign-out, with a finger on 320 × 640 px', () => walkAccountRequest(start));
it('the users of an establishment, with a finger on 320 × 640 px', () => walkUsers(start));
it('the history and the access log, with a finger on 320 × 640 px', () => walkRecords(start));
it('the accounts, as an agent, with a finger on 320 × 640 px', () => walkAccounts(start));
it('taking an administration over, with a finger on 320 × 640 px', () => walkTakeover(start));
it('one more establishment, with a finger on 320 × 640 px', () => walkPerimeter(start));
it('my profile, with a finger on 320 × 640 px', () => walkProfile(start));
it('a second factor, with a finger on 320 × 640 px', () => walkSecondFactor(start));
