import type { Locator, Page } from 'playwright-core';
import type { useBrowser, Visitor, VisitorOptions } from '../support/browser';
import type { Served } from '../support/served';
import type { Hand } from './hands';

/** As it is read: the server sets apostrophes and no-break spaces, which Playwright takes for spaces. */
const read = (name: string) => name.replaceAll("'", '’');

const exactly = (name: string | RegExp) =>
  name instanceof RegExp ? { name } : ({ name: read(name), exact: true } as const);

/** What gives, at each call, somebody in a browser of their own. */
export const people =
  (
    served: Served,
    browser: ReturnType<typeof useBrowser>,
    handOf: (page: Page) => Hand,
    options?: VisitorOptions,
  ) =>
  async () => {
    const visitor = await browser.visit(options);
    return new Person(served, visitor, handOf);
  };

/** Somebody before a page, who acts on what is read there. */
export class Person {
  readonly page: Page;
  readonly hand: Hand;

  constructor(
    private readonly served: Served,
    readonly visitor: Visitor,
    private readonly handOf: (page: Page) => Hand,
    /** The part of the page that is looked at. */
    private readonly part: Locator = visitor.page.locator('body'),
  ) {
    this.page = visitor.page;
    this.hand = handOf(visitor.page);
  }

  /** The same person, who only looks at the part of the page under a heading. */
  within(heading: string): Person {
    const region = this.page.getByRole('region', exactly(heading));
    const form = this.page.getByRole('form', exactly(heading));
    return new Person(this.served, this.visitor, this.handOf, region.or(form).first());
  }

  /** The same person in another tab of the same browser. */
  async newTab(): Promise<Person> {
    const visitor = await this.visitor.newTab();
    return new Person(this.served, visitor, this.handOf);
  }

  /** The path of the page. */
  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** Types an address in the bar of the browser. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.served.origin}${path}`);
  }

  check(state: string): Promise<void> {
    return this.visitor.check(state);
  }

  /** Waits until this is read on the page. */
  async see(sentence: string | RegExp): Promise<void> {
    const text = sentence instanceof RegExp ? sentence : read(sentence);
    const found = this.part.getByText(text).first();
    await found.waitFor().catch(async () => {
      const instead = (await this.page.getByRole('main').textContent()) ?? '';
      throw new Error(`« ${sentence} » is not on ${this.path}, which says: ${instead}`);
    });
  }

  press(button: string | RegExp): Promise<void> {
    return this.hand.press(this.part.getByRole('button', exactly(button)));
  }

  follow(link: string | RegExp): Promise<void> {
    return this.hand.press(this.part.getByRole('link', exactly(link)));
  }

  write(field: string, text: string): Promise<void> {
    return this.hand.write(this.field(field), text);
  }

  /** A field by its label; a password has no role. */
  field(label: string): Locator {
    const { part } = this;
    const secret = part.locator('input[type=password]').and(part.getByLabel(read(label), { exact: true }));
    return part
      .getByRole('textbox', exactly(label))
      .or(part.getByRole('searchbox', exactly(label)))
      .or(part.getByRole('combobox', exactly(label)))
      .or(secret);
  }

  tick(group: string, radio: string | RegExp): Promise<void> {
    const radios = this.part.getByRole('radiogroup', exactly(group));
    return this.hand.tick(radios, radios.getByRole('radio', exactly(radio)));
  }

  mark(box: string): Promise<void> {
    return this.hand.mark(this.part.getByRole('checkbox', exactly(box)));
  }

  pick(list: string, option: string): Promise<void> {
    return this.hand.pick(this.part.getByRole('combobox', exactly(list)), read(option));
  }

  /** Opens what is folded under a summary. */
  unfold(summary: string): Promise<void> {
    return this.hand.toggle(this.part.locator('summary', { hasText: read(summary) }));
  }

  /** What is written in the one place of the page that a selector names. */
  async textOf(selector: string): Promise<string> {
    return (await this.part.locator(selector).textContent()) ?? '';
  }

  /** The menu that narrow pages fold. */
  async unfoldMenu(): Promise<void> {
    const menu = this.page.getByRole('button', { name: 'Menu', exact: true });
    if (await menu.isVisible()) await this.hand.toggle(menu);
  }

  async signOut(): Promise<void> {
    await this.unfoldMenu();
    await this.press('Me déconnecter');
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.write('Adresse email', email);
    await this.write('Mot de passe', password);
    await this.press('Me connecter');
  }

  /** Opens the latest mail of a subject to an address, once it has come. `count`: how many there must be. */
  async openMail(address: string, subject: string | RegExp, count = 1): Promise<void> {
    await this.served.mailsTo(address, subject, count);
    await this.open('/boite-aux-lettres');
    await this.write('Adresse du destinataire', address);
    await this.press('Filtrer');
    await this.hand.press(this.page.getByRole('link', exactly(subject)).first());
  }

  /** Follows the link of the open mail that leads to an address of ours. */
  async followMailed(path: string): Promise<void> {
    await this.follow(new RegExp(`^${this.served.origin}${path}`));
  }
}
