/** Brings the reader to what is to be corrected, then from each line to its field, label in view. */
export function attendErrorSummary(summary: HTMLElement): void {
  summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const field = link?.hash ? document.getElementById(link.hash.slice(1)) : null;
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    (field.closest('.champ') ?? field).scrollIntoView({ block: 'start' });
  });
}
