import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useBrowser } from '../support/browser';
import { keyboard } from './hands';

const browser = useBrowser();

const page = (content: string, style = '') =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title><style>${style}</style></head>
   <body><main><h1>Essai</h1>${content}</main></body></html>`;

/** A page as a server sends it; nothing leaves the machine. */
async function serve(on: Page, body: string, headers: Record<string, string> = {}): Promise<void> {
  await on.route('**', (route) =>
    route.request().isNavigationRequest()
      ? route.fulfill({ contentType: 'text/html', body, headers })
      : route.fulfill({ body: '' }),
  );
  await on.goto('http://localhost/essai');
}

it('a page without fault passes', async () => {
  const visitor = await browser.visit();
  await visitor.page.setContent(page('<p>Rien à redire.</p>'));
  await visitor.check('planted');
});

it.each<[fault: string, plant: (on: Page) => Promise<void>, said: RegExp]>([
  ['pale text', (on) => on.setContent(page('<p>Pâle</p>', 'p { color: #bbb }')), /^axe color-contrast:/m],
  [
    'text over a picture',
    (on) => on.setContent(page('<p>Flou</p>', 'p { background: linear-gradient(red, blue) }')),
    /^axe color-contrast\?:/m,
  ],
  ['an id twice', (on) => on.setContent(page('<p id="a">A</p><p id="a">B</p>')), /^no-dup-id:/m],
  [
    'mark-up that the browser mends silently',
    (on) => serve(on, page('<p><div>Mal rangé</div></p>')),
    /^no-implicit-close:|^element-permitted-content:/m,
  ],
  [
    'a page too wide',
    (on) => on.setContent(page('<p>Large</p>', 'p { width: 3000px }')),
    /^overflow: \d+ px in 1280 px$/m,
  ],
  [
    'a request to somebody else',
    (on) => serve(on, page('<img src="http://elsewhere.example/i.png" alt="">')),
    /^request: http:\/\/elsewhere\.example\/i\.png$/m,
  ],
  [
    'a script that the policy forbids',
    (on) => serve(on, page('<script>1</script>'), { 'content-security-policy': "script-src 'self'" }),
    /^console: .*Content Security Policy/m,
  ],
  [
    'a script that fails',
    (on) => serve(on, page('<script>throw new Error("planted")</script>')),
    /^script: planted$/m,
  ],
])('%s is refused', async (_fault, plant, said) => {
  const visitor = await browser.visit();
  await plant(visitor.page);
  await expect(visitor.check('planted')).rejects.toThrow(said);
});

it("a button that the focus cannot reach is out of the keyboard's reach", async () => {
  const visitor = await browser.visit();
  await visitor.page.setContent(
    page('<button type="button" tabindex="-1">Envoyer</button><p><a href="/">Ici</a></p>'),
  );
  await visitor.check('planted');
  const button = visitor.page.getByRole('button', { name: 'Envoyer' });
  await expect(keyboard(visitor.page).toggle(button)).rejects.toThrow(/^Tab never led to/);
});
