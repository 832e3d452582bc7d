import { it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { walkAccountRequest } from './account-request';
import { mouseWithoutScripts } from './hands';
import { Person } from './person';

const served = useServed();
const browser = useBrowser();

it('from the request to the sign-out, without JavaScript', async () => {
  await walkAccountRequest(async () => {
    const visitor = await browser.visit({ javaScript: false });
    return new Person(served, visitor, mouseWithoutScripts(visitor.page));
  });
});
