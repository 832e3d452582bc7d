import { buildPanel, countSentence, optionElement, optionId } from './combobox-list';
import { fetchSuggestions, type Suggestion } from './suggestions';

const DEBOUNCE_MS = 180;
const MIN_LENGTH = 2;

/**
 * Editable combobox with a list (ARIA Authoring Practices). Choosing fills the hidden field and sends the
 * form by the button named by data-submit, so that the server goes on.
 */
export function enhanceCombobox(box: HTMLElement): void {
  const input = box.querySelector<HTMLInputElement>('input:not([type="hidden"])');
  const choice = box.querySelector<HTMLInputElement>('[data-choice]');
  const button = document.getElementById(box.dataset.submit ?? '');
  const { source, singular = 'réponse', plural = 'réponses' } = box.dataset;
  if (!input || !choice || !source || !(button instanceof HTMLButtonElement)) return;

  const { panel, count, list, status } = buildPanel(input.id, plural);
  box.append(panel, status);
  box.classList.add('recherche--active');
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);

  let suggestions: readonly Suggestion[] = [];
  let active = -1;
  let timer = 0;
  let request: AbortController | undefined;

  const setActive = (index: number) => {
    active = index;
    for (const [position, option] of [...list.children].entries()) {
      option.setAttribute('aria-selected', String(position === index));
      if (position === index) option.scrollIntoView({ block: 'nearest' });
    }
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', optionId(list, index));
  };
  const setOpen = (open: boolean) => {
    panel.hidden = !open;
    box.classList.toggle('recherche--ouverte', open);
    input.setAttribute('aria-expanded', String(open && suggestions.length > 0));
    if (!open) setActive(-1);
  };
  const show = (found: readonly Suggestion[], message: string) => {
    suggestions = found;
    list.replaceChildren(
      ...found.map((item, index) => optionElement(item, input.value, optionId(list, index))),
    );
    list.hidden = found.length === 0;
    count.textContent = message;
    status.textContent = message;
    setOpen(true);
    setActive(-1);
  };
  const search = async () => {
    request?.abort();
    const current = new AbortController();
    request = current;
    try {
      const found = await fetchSuggestions(source + encodeURIComponent(input.value.trim()), current.signal);
      if (!current.signal.aborted) show(found, countSentence(found.length, singular, plural));
    } catch {
      if (!current.signal.aborted)
        show([], 'La recherche ne répond pas : appuyez sur Entrée pour réessayer.');
    }
  };
  const stop = () => {
    window.clearTimeout(timer);
    request?.abort();
  };
  const choose = (index: number) => {
    const item = suggestions[index];
    if (!item || item.disabled) return;
    stop();
    input.value = item.label;
    choice.value = item.value;
    setOpen(false);
    input.form?.requestSubmit(button);
  };
  const move = (step: 1 | -1) => {
    if (suggestions.length === 0) return;
    if (panel.hidden) setOpen(true);
    const from = active < 0 && step < 0 ? suggestions.length : active;
    setActive((from + step + suggestions.length) % suggestions.length);
  };

  const pressEnter = (event: KeyboardEvent) => {
    if (!panel.hidden && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (choice.value === '' && input.value.trim() !== '') {
      // Words that were not chosen in the list yet: Enter looks for them instead of leaving the page.
      event.preventDefault();
      stop();
      input.form?.requestSubmit(button);
    }
  };
  const keys: Readonly<Record<string, (event: KeyboardEvent) => void>> = {
    ArrowDown: (event) => {
      event.preventDefault();
      move(1);
    },
    ArrowUp: (event) => {
      event.preventDefault();
      move(-1);
    },
    Enter: pressEnter,
    Escape: (event) => {
      if (panel.hidden) return;
      event.preventDefault();
      stop();
      setOpen(false);
    },
    Home: () => setActive(-1),
    End: () => setActive(-1),
    Tab: () => setOpen(false),
  };

  input.setAttribute('aria-expanded', 'false');
  input.addEventListener('input', () => {
    stop();
    choice.value = '';
    if (input.value.trim().length < MIN_LENGTH) {
      suggestions = [];
      setOpen(false);
      status.textContent = '';
    } else {
      timer = window.setTimeout(search, DEBOUNCE_MS);
    }
  });
  input.addEventListener('keydown', (event) => {
    if (!event.isComposing) keys[event.key]?.(event);
  });
  // The pointer must not take the focus from the field, or the list would close before the click.
  panel.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
    if (option) choose([...list.children].indexOf(option));
  });
  input.addEventListener('blur', () => {
    stop();
    setOpen(false);
  });
}
