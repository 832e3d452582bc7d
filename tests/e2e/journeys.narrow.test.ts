import { it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { walkAccountRequest } from './account-request';
import { walkStaff } from './agents-staff';
import { finger } from './hands';
import { walkMandates } from './mandates';
import { walkNotifications } from './notifications';
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
it('my notifications, with a finger on 320 × 640 px', () => walkNotifications(start));
it('agents and their roles, with a finger on 320 × 640 px', () => walkStaff(start));
it('taking an administration over, with a finger on 320 × 640 px', () => walkTakeover(start));
it('a mandate, with a finger on 320 × 640 px', () => walkMandates(start));
it('one more establishment, with a finger on 320 × 640 px', () => walkPerimeter(start));
it('my profile, with a finger on 320 × 640 px', () => walkProfile(start));
it('a second factor, with a finger on 320 × 640 px', () => walkSecondFactor(start));
