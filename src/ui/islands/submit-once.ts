/** Long enough for a slow answer, short enough to try again after a network failure. */
const LOCK_MS = 8000;

/**
 * A second click on a form being sent does nothing. Nothing is really disabled: a disabled button would lose
 * its name and value, and the server accepts one of two equal submissions anyway.
 */
export function preventDoubleSubmit(): void {
  const sending = new Map<HTMLFormElement, HTMLElement | null>();
  const release = (form: HTMLFormElement) => {
    sending.get(form)?.classList.remove('bouton--envoi');
    sending.delete(form);
  };
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (sending.has(form)) {
      event.preventDefault();
      return;
    }
    sending.set(form, event.submitter);
    event.submitter?.classList.add('bouton--envoi');
    window.setTimeout(() => release(form), LOCK_MS);
  });
  window.addEventListener('pageshow', () => {
    for (const form of [...sending.keys()]) release(form);
  });
}
