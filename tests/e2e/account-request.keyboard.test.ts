import { it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { walkAccountRequest } from './account-request';
import { keyboard } from './hands';
import { people } from './person';

const start = people(useServed(), useBrowser(), keyboard);

it('from the request to the sign-out, with the keyboard alone', () => walkAccountRequest(start));
