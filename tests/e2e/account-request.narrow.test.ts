import { it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { walkAccountRequest } from './account-request';
import { finger } from './hands';
import { Person } from './person';

const served = useServed();
const browser = useBrowser();

it('from the request to the sign-out, with a finger on 320 × 640 px', async () => {
  await walkAccountRequest(async () => {
    const visitor = await browser.visit({ width: 320, height: 640, touch: true });
    return new Person(served, visitor, finger(visitor.page));
  });
});
