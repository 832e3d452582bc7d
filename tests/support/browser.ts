import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page, type Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { htmlErrors } from '../gates/html-errors';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core leaves to a human eye, once it has been looked at. */
const explained: readonly { rule: string; html: RegExp; why: string }[] = [
  {
    rule: 'color-contrast',
    html: /^<select class="champ__saisie"/,
    why: 'the background image is the chevron, beside the text; the background under the text is plain',
  },
  {
    rule: 'color-contrast',
    html: /^<p>Si vous ne trouvez pas votre entreprise/,
    why: 'the open list of the search covers it; it is read in the other states of the page',
  },
];

/**
 * Not said of what scripts have made: how a source is written, which is the browser's when it writes a page
 * back; and that the list of a search is no <select>, which takes no text.
 */
const ofSourcesOnly =
  /^((void|doctype|attribute-boolean|attribute-empty)-style:|prefer-native-element: .*<select>.*-liste\)$)/;

declare module 'vitest' {
  interface TaskMeta {
    /** How many states of pages the test looked at. */
    checkedStates?: number;
  }
}

export interface VisitorOptions {
  readonly width?: number;
  readonly height?: number;
  readonly javaScript?: boolean;
  readonly touch?: boolean;
}

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /**
   * The page as it is now has no fault: axe-core, html-validate, overflow, console, foreign requests.
   * `state` names it when it has one.
   */
  check(state: string): Promise<void>;
  newTab(): Promise<Visitor>;
}

/**
 * One browser for the test file, a fresh profile for each visitor. At the end of each test its visitors
 * leave, must have met no error, and must have checked some state.
 */
export function useBrowser() {
  let browser: Browser | undefined;
  let visitors: { close(): Promise<void>; faults(): string[] }[] = [];
  let checked = 0;

  beforeAll(async () => {
    browser = await chromium.launch(launchOptions());
  });
  afterEach(async ({ task }) => {
    const left = visitors;
    const states = checked;
    visitors = [];
    checked = 0;
    task.meta.checkedStates = states;
    for (const visitor of left) await visitor.close();
    expect(left.flatMap((visitor) => visitor.faults())).toEqual([]);
    if (task.result?.state === 'pass') expect(states, 'checked states').toBeGreaterThan(0);
  });
  afterAll(async () => {
    await browser?.close();
  });

  const follow = (context: BrowserContext, page: Page, options: VisitorOptions): Visitor => {
    const watch = watchPage(context);
    let reader: BrowserContext | undefined;
    const close = async () => {
      await context.close();
      await reader?.close();
    };
    visitors.push({ close, faults: () => watch.faults });
    const readable = async (tab: Page) => {
      if (options.javaScript ?? true) return tab;
      reader ??= await started(browser).newContext(contextOptions({ ...options, javaScript: true }));
      return copyOf(tab, reader);
    };
    const visitor = (tab: Page): Visitor => ({
      context,
      page: tab,
      async check(state) {
        checked += 1;
        const document = await watch.document(tab)?.text();
        const faults = [...watch.faults.splice(0), ...(await faultsOf(await readable(tab), document))];
        if (faults.length > 0) throw new Error([`${state} (${tab.url()})`, ...faults].join('\n'));
      },
      newTab: async () => visitor(await context.newPage()),
    });
    return visitor(page);
  };

  return {
    async visit(options: VisitorOptions = {}): Promise<Visitor> {
      const context = await started(browser).newContext(contextOptions(options));
      return follow(context, await context.newPage(), options);
    },
    /** A browser whose profile is in this folder: closed and opened again, it is the same. */
    async visitFrom(folder: string): Promise<Visitor> {
      const options = { ...launchOptions(), ...contextOptions({}) };
      const context = await chromium.launchPersistentContext(folder, options);
      return follow(context, context.pages()[0] ?? (await context.newPage()), {});
    },
  };
}

function started(browser: Browser | undefined): Browser {
  if (!browser) throw new Error('the browser has not started');
  return browser;
}

/** axe-core is a script: a page without scripts is read in a copy, where those of the page do not load. */
async function copyOf(page: Page, reader: BrowserContext): Promise<Page> {
  const copy = reader.pages()[0] ?? (await reader.newPage());
  const body = await page.content();
  await copy.unrouteAll();
  await copy.route('**', (route) => {
    const request = route.request();
    if (request.isNavigationRequest()) return route.fulfill({ contentType: 'text/html', body });
    return request.resourceType() === 'script' ? route.abort() : route.continue();
  });
  await copy.goto(page.url());
  return copy;
}

function launchOptions() {
  const root = process.getuid?.() === 0;
  return { executablePath: inject('chromium'), chromiumSandbox: !root };
}

const contextOptions = ({
  width = 1280,
  height = 900,
  javaScript = true,
  touch = false,
}: VisitorOptions) => ({
  viewport: { width, height },
  javaScriptEnabled: javaScript,
  hasTouch: touch,
  locale: 'fr-FR',
  timezoneId: 'Europe/Paris',
  // Colours are read once they have settled.
  reducedMotion: 'reduce' as const,
});

/** Notes whatever no page of ours may do, and the last document of each page as it was sent. */
function watchPage(context: BrowserContext) {
  const faults: string[] = [];
  const documents = new WeakMap<Page, Response>();
  const asked = new Set<string>();
  context.on('console', (message) => {
    // A page with errors is answered 4xx, and the browser says so of the document itself.
    const { url } = message.location();
    if (asked.has(url) && /^Failed to load resource: .* status of 4\d\d/.test(message.text())) return;
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()} (${url})`);
  });
  context.on('weberror', (error) => faults.push(`script: ${error.error().message}`));
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (request.isNavigationRequest()) asked.add(request.url());
    if (protocol.startsWith('http') && hostname !== 'localhost') faults.push(`request: ${request.url()}`);
  });
  context.on('response', (response) => {
    const redirected = response.status() >= 300 && response.status() < 400;
    if (!response.request().isNavigationRequest() || redirected) return;
    documents.set(response.frame().page(), response);
  });
  return { faults, document: (page: Page) => documents.get(page) };
}

/** `document` is the page as it was sent; what scripts have made of it since is looked at too. */
async function faultsOf(page: Page, document: string | undefined): Promise<string[]> {
  const sent = document === undefined ? [] : await htmlErrors(document);
  const made = (await htmlErrors(await page.content())).filter((error) => !ofSourcesOnly.test(error));
  return [...sent, ...made, ...(await axeFaults(page)), ...(await overflow(page))];
}

async function axeFaults(page: Page): Promise<string[]> {
  const options = {
    runOnly: tags,
    resultTypes: ['violations' as const, 'incomplete' as const],
    preload: false,
  };
  const results = await new AxeBuilder({ page }).setLegacyMode().options(options).analyze();
  const violations = results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `axe ${id}: ${help} ${target.join(' ')} ${failureSummary ?? ''}`,
    ),
  );
  const doubts = results.incomplete.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => !explained.some((one) => one.rule === id && one.html.test(html)))
      .map(({ target, any }) => `axe ${id}?: ${target.join(' ')} ${any[0]?.message ?? ''}`),
  );
  if (results.passes.length === 0) return ['axe looked at nothing'];
  return [...violations, ...doubts];
}

async function overflow(page: Page): Promise<string[]> {
  const [content, window] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth] as const;
  });
  return content > window ? [`overflow: ${content} px in ${window} px`] : [];
}
