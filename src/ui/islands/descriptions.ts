/** Keeps only the description of the chosen value on screen. */
export function followChoice(box: HTMLElement): void {
  const name = box.dataset.descriptions ?? '';
  const fields = document.getElementsByName(name);
  const update = () => {
    const value = chosenValue(fields);
    for (const item of box.querySelectorAll<HTMLElement>('[data-description-for]')) {
      item.hidden = item.dataset.descriptionFor !== value;
    }
  };
  for (const field of fields) field.addEventListener('change', update);
  // Coming back to the page, the browser may restore another choice than the one that was sent.
  window.addEventListener('pageshow', update);
  update();
}

function chosenValue(fields: NodeListOf<HTMLElement>): string | undefined {
  for (const field of fields) {
    if (field instanceof HTMLSelectElement) return field.value;
    if (field instanceof HTMLInputElement && field.checked) return field.value;
  }
  return undefined;
}
