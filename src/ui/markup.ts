// What pages become when they are built (scripts/precompile.ts): markup that never changes is text, and these
// write what does change, as preact-render-to-string would.
import { isValidElement } from 'preact';
import { jsxEscape } from 'preact/jsx-runtime';

export { jsxTemplate as template } from 'preact/jsx-runtime';

const escaped = (value: unknown) => jsxEscape(String(value)) as string;

/** ` name="value"`, ` name` for true and the empty text, nothing for null, undefined, false and functions. */
export function attribute(name: string, value: unknown): string {
  if (value === null || value === undefined || value === false || typeof value === 'function') return '';
  if (value === true || value === '') return ` ${name}`;
  return ` ${name}="${escaped(value)}"`;
}

/** The same for aria-*, draggable and spellcheck, where false is a word like another. */
export function enumerated(name: string, value: unknown): string {
  return attribute(name, typeof value === 'boolean' ? String(value) : value);
}

/**
 * A child as jsxTemplate takes it: text escaped, elements and lists left to the renderer. jsxEscape alone would
 * escape the texts of a list, in place, and the renderer once more.
 */
export function child(value: unknown): unknown {
  if (typeof value === 'string') return jsxEscape(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'object' && (Array.isArray(value) || isValidElement(value)) ? value : null;
}
