import type { Locator, Page } from 'playwright-core';

/** A way of acting on a page. The journeys are written once and walked with each. */
export interface Hand {
  /** Presses what leads to another page, or to the same one answered anew, and waits for it. */
  press(target: Locator): Promise<void>;
  /** Presses what changes the page in place. */
  toggle(target: Locator): Promise<void>;
  /** Replaces what is in a field. */
  write(field: Locator, text: string): Promise<void>;
  /** Chooses one radio of its group. */
  tick(group: Locator, radio: Locator): Promise<void>;
  /** Ticks a box, or takes its mark away. */
  mark(box: Locator): Promise<void>;
  /** Chooses in a closed list, by what is read in it. */
  pick(list: Locator, option: string): Promise<void>;
  /** Words in a search field; what is found is offered, and nothing chosen yet. */
  search(field: Locator, words: string): Promise<void>;
  /** Chooses among what a search has offered, which leads on. */
  choose(name: RegExp): Promise<void>;
}

/** Waits for the page that an action leads to: its address may stay the same. */
async function leading(page: Page, act: () => Promise<void>): Promise<void> {
  // Longer than an action waits: what could not be pressed is then what is said.
  await Promise.all([page.waitForEvent('load', { timeout: 60_000 }), act()]);
}

/** A pointer: `tap` for a finger, `click` for a mouse. */
function pointer(page: Page, act: (target: Locator) => Promise<void>): Hand {
  return {
    press: (target) => leading(page, () => act(target)),
    toggle: act,
    async write(field, text) {
      await act(field);
      await field.fill(text);
    },
    tick: (_group, radio) => act(radio),
    mark: act,
    async pick(list, option) {
      await list.selectOption({ label: option });
    },
    async search(field, words) {
      await act(field);
      await field.pressSequentially(words);
      await offered(page);
    },
    choose: (name) => leading(page, () => act(page.getByRole('option', { name }))),
  };
}

export const mouse = (page: Page): Hand => pointer(page, (target) => target.click());
export const finger = (page: Page): Hand => pointer(page, (target) => target.tap());

/** A mouse on pages without scripts: a search is a page, and so is its answer. */
export function mouseWithoutScripts(page: Page): Hand {
  const hand = mouse(page);
  return {
    ...hand,
    async search(field, words) {
      await hand.write(field, words);
      await hand.press(page.getByRole('button', { name: 'Rechercher', exact: true }));
    },
    async choose(name) {
      await page.getByRole('radio', { name }).click();
      await hand.press(page.getByRole('button', { name: 'Choisir cette entreprise' }));
    },
  };
}

/** Nothing but keys: what the focus cannot reach cannot be used. */
export function keyboard(page: Page): Hand {
  const { keyboard: keys } = page;
  const enter = async (target: Locator) => {
    await reach(page, target);
    await keys.press('Enter');
  };
  return {
    press: (target) => leading(page, () => enter(target)),
    toggle: enter,
    async write(field, text) {
      await reach(page, field);
      await keys.press('Control+A');
      await keys.press('Delete');
      await keys.type(text);
    },
    async tick(group, radio) {
      // One stop for the whole group; the arrows move in it, and choose.
      await reach(page, group.getByRole('radio'));
      await keys.press('Space');
      await pressUntil(page, 'ArrowDown', radio.and(page.locator(':checked')));
    },
    async mark(box) {
      await reach(page, box);
      await keys.press('Space');
    },
    async pick(list, option) {
      const chosen = page.locator('option:checked', { hasText: option });
      await reach(page, list);
      await keys.press('Home');
      await pressUntil(page, 'ArrowDown', list.filter({ has: chosen }));
    },
    async search(field, words) {
      await reach(page, field);
      await keys.type(words);
      await offered(page);
    },
    async choose(name) {
      await pressUntil(page, 'ArrowDown', page.getByRole('option', { name, selected: true }));
      await leading(page, () => keys.press('Enter'));
    },
  };
}

const offered = (page: Page) => page.getByRole('option').first().waitFor();

/** Moves the focus by Tab to something that has this role and this name. */
const reach = (page: Page, target: Locator) => pressUntil(page, 'Tab', target.and(page.locator(':focus')));

// More than there is on any page: the focus has been everywhere.
const mostSteps = 150;

async function pressUntil(page: Page, key: string, wanted: Locator): Promise<void> {
  for (let step = 0; step < mostSteps; step++) {
    if ((await wanted.count()) > 0) return;
    await page.keyboard.press(key);
  }
  const focused = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  throw new Error(`${key} never led to ${wanted}; the focus is on ${focused}`);
}
