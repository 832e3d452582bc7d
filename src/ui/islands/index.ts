import { enhanceCombobox } from './combobox';
import { followChoice } from './descriptions';
import { attendErrorSummary } from './error-summary';
import { addReveal } from './password';
import { preventDoubleSubmit } from './submit-once';

// Each island starts from markup that already works without it.
function each(selector: string, enhance: (element: HTMLElement) => void): void {
  for (const element of document.querySelectorAll<HTMLElement>(selector)) enhance(element);
}

each('[data-combobox]', enhanceCombobox);
each('[data-secret]', addReveal);
each('[data-bilan]', attendErrorSummary);
each('[data-descriptions]', followChoice);
preventDoubleSubmit();
