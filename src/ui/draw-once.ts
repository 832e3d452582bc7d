import type { VNode } from 'preact';
import { jsxTemplate } from 'preact/jsx-runtime';
import { renderToString } from 'preact-render-to-string';

const drawn = new Map<string, string[]>();

/**
 * A part that is the same on every page (an icon, the footer), rendered at its first use and put in as text
 * from then on: most elements of a page are in such parts. Whatever `draw` uses is in the key, and keys are
 * made from the source only: never from a name, an address, anything that a person typed. No context inside.
 */
export function drawOnce(key: string, draw: () => VNode): VNode {
  let templates = drawn.get(key);
  if (!templates) {
    templates = [renderToString(draw())];
    drawn.set(key, templates);
  }
  return jsxTemplate(templates);
}
