import { highlight } from './highlight';
import type { Suggestion } from './suggestions';

/** The list and what announces it, closed and empty. */
export function buildPanel(id: string, plural: string) {
  const panel = document.createElement('div');
  panel.className = 'options';
  panel.hidden = true;
  // What is seen in the panel is said once, by the live region that never leaves the page.
  const count = document.createElement('p');
  count.className = 'options__compte';
  count.setAttribute('aria-hidden', 'true');
  const list = document.createElement('ul');
  list.className = 'options__liste';
  list.id = `${id}-liste`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', `${plural.charAt(0).toUpperCase()}${plural.slice(1)} trouvées`);
  const status = document.createElement('p');
  status.className = 'vh';
  status.setAttribute('role', 'status');
  panel.append(count, list);
  return { panel, count, list, status };
}

/** What aria-activedescendant points at. */
export function optionId(list: HTMLElement, index: number): string {
  return `${list.id}-${index + 1}`;
}

/** A line of the list: the name with the words typed marked, the town, and why it cannot be chosen. */
export function optionElement(
  { label, detail, disabled }: Suggestion,
  query: string,
  id: string,
): HTMLLIElement {
  const option = document.createElement('li');
  option.className = 'options__une';
  option.id = id;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  if (disabled) option.setAttribute('aria-disabled', 'true');
  const name = document.createElement('span');
  for (const { text, matched } of highlight(label, query)) {
    if (matched) {
      const mark = document.createElement('mark');
      mark.textContent = text;
      name.append(mark);
    } else {
      name.append(text);
    }
  }
  const place = document.createElement('span');
  place.className = 'options__ville';
  place.textContent = [detail, disabled].filter(Boolean).join(', ');
  option.append(name, ' ', place);
  return option;
}

/** « 3 entreprises trouvées »: seen at the top of the list, and announced. */
export function countSentence(count: number, singular: string, plural: string): string {
  if (count === 0) return `Aucune ${singular} trouvée`;
  return count === 1 ? `1 ${singular} trouvée` : `${count} ${plural} trouvées`;
}
