import { it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { walkAccountRequest } from './account-request';
import { mouse } from './hands';
import { Person } from './person';

const served = useServed();
const browser = useBrowser();

it('from the request to the sign-out, with a mouse', async () => {
  await walkAccountRequest(async () => {
    const visitor = await browser.visit();
    return new Person(served, visitor, mouse(visitor.page));
  });
});
