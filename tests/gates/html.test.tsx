import { expect, it } from 'vitest';
import { apiRoutes } from '../../src/api';
import { contentRoutes } from '../../src/content';
import type { Call } from '../../src/platform/http';
import { PlainPage, renderDocument } from '../../src/ui';
import { htmlErrors } from './html-errors';

const frame = renderDocument(
  <PlainPage title="Essai">
    <h1>Essai</h1>
  </PlainPage>,
);
const planted = (fault: string) => frame.replace('</main>', `${fault}</main>`);

it('finds no error in the frame, nor in any page that needs no data', async () => {
  const api = apiRoutes({ publicUrl: 'http://localhost:3000', searchPerMinute: 300 });
  const routes = [...contentRoutes(), ...api.filter(({ path }) => path === '/api')];
  const answers = await Promise.all(routes.map((route) => route.handle({} as Call)));
  const pages = answers.flatMap((answer) => (answer.kind === 'page' ? [renderDocument(answer.content)] : []));
  expect(pages.length).toBeGreaterThan(6);
  for (const html of [frame, ...pages]) expect(await htmlErrors(html)).toEqual([]);
});

it.each([
  ['no-dup-id', '<p id="deux"><span id="deux">Deux</span></p>'],
  ['input-missing-label', '<form action="/" method="post"><input type="text" name="nom"/></form>'],
  ['no-inline-style', '<p style="color: red">Rouge</p>'],
  ['element-permitted-content', '<p><span><div>Bloc</div></span></p>'],
  ['wcag/h37', '<img src="/assets/image.svg"/>'],
  ['heading-level', '<h4>Trop bas</h4>'],
  ['no-implicit-button-type', '<button>Envoyer</button>'],
  ['no-missing-references', '<p aria-describedby="absent">Seul</p>'],
  ['text-content', '<button type="submit"></button>'],
  ['no-implicit-close', '<div><p>Mal fermé</div>'],
  ['wcag/h32', '<form action="/" method="post"><p>Sans bouton</p></form>'],
])('refuses a page against %s', async (rule, fault) => {
  const errors = await htmlErrors(planted(fault));
  expect(errors.map((error) => error.split(':')[0])).toContain(rule);
});
