import type { Locator, Page } from 'playwright-core';
import type { Visitor } from '../support/browser';
import type { Served } from '../support/served';
import type { Hand } from './hands';

/** As it is read: the server sets apostrophes and no-break spaces, which Playwright takes for spaces. */
const read = (name: string) => name.replaceAll("'", '’');

const exactly = (name: string | RegExp) =>
  name instanceof RegExp ? { name } : ({ name: read(name), exact: true } as const);

/** Somebody before a page, who acts on what is read there. */
export class Person {
  readonly page: Page;

  constructor(
    readonly served: Served,
    readonly visitor: Visitor,
    readonly hand: Hand,
  ) {
    this.page = visitor.page;
  }

  /** Types an address in the bar of the browser. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.served.origin}${path}`);
  }

  check(state: string): Promise<void> {
    return this.visitor.check(state);
  }

  /** Waits until this is read on the page. */
  see(sentence: string | RegExp): Promise<void> {
    const text = sentence instanceof RegExp ? sentence : read(sentence);
    return this.page.locator('body').getByText(text).first().waitFor();
  }

  press(button: string | RegExp): Promise<void> {
    return this.hand.press(this.page.getByRole('button', exactly(button)));
  }

  follow(link: string | RegExp): Promise<void> {
    return this.hand.press(this.page.getByRole('link', exactly(link)));
  }

  write(field: string, text: string): Promise<void> {
    return this.hand.write(this.field(field), text);
  }

  /** A field by its label; a password has no role. */
  field(label: string): Locator {
    const { page } = this;
    const secret = page.locator('input[type=password]').and(page.getByLabel(read(label), { exact: true }));
    return page
      .getByRole('textbox', exactly(label))
      .or(page.getByRole('searchbox', exactly(label)))
      .or(page.getByRole('combobox', exactly(label)))
      .or(secret);
  }

  tick(group: string, radio: string | RegExp): Promise<void> {
    const radios = this.page.getByRole('radiogroup', exactly(group));
    return this.hand.tick(radios, radios.getByRole('radio', exactly(radio)));
  }

  pick(list: string, option: string): Promise<void> {
    return this.hand.pick(this.page.getByRole('combobox', exactly(list)), read(option));
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
  async openMail(address: string, subject: string, count = 1): Promise<void> {
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
