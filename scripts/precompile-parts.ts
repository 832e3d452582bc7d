// What scripts/precompile.ts may write as text, by the rules of preact-render-to-string 6.8.
import type { Expression, JSXAttribute, JSXElement, JSXText, Node } from '@babel/types';

/** What changes, from `start` to `end` in the source, to be put between `before` and `after`. */
export interface Dynamic {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** Its own elements are looked at too. */
  readonly node: Node;
  /** An attribute never holds elements. */
  readonly kind: 'attribute' | 'child';
}

/** Text of the page, or what changes. */
export type Part = string | Dynamic;

const renamed: Readonly<Record<string, string>> = {
  className: 'class',
  htmlFor: 'for',
  defaultChecked: 'checked',
  defaultSelected: 'selected',
  defaultValue: 'value',
  acceptCharset: 'accept-charset',
  httpEquiv: 'http-equiv',
};
const ofTheRenderer = new Set([
  'children',
  'ref',
  'dangerouslySetInnerHTML',
  '__self',
  '__source',
  'panose1',
]);
const enumeratedNames = new Set(['draggable', 'spellcheck']);
/** Written as they are, in HTML and in SVG. */
const keepsItsCase = new Set(['viewBox', 'pathLength', 'preserveAspectRatio']);

/** Name of a host element, or null: components, names with a colon or a dot, custom elements. */
export function tagOf(element: JSXElement): string | null {
  const { name } = element.openingElement;
  return name.type === 'JSXIdentifier' && /^[a-z][a-zA-Z0-9]*$/.test(name.name) ? name.name : null;
}

/** The attributes of an element of that tag, or null when the renderer must write the element itself. */
export function attributesOf(element: JSXElement, tag: string): readonly Part[] | null {
  const parts: Part[] = [];
  const seen = new Set<string>();
  for (const attribute of element.openingElement.attributes) {
    if (attribute.type !== 'JSXAttribute' || attribute.name.type !== 'JSXIdentifier') return null;
    const { name } = attribute.name;
    if (name === 'key') {
      if (!isKeyToDrop(attribute)) return null;
      continue;
    }
    const written = renamed[name] ?? name;
    if (seen.has(written) || !isPlain(name, written, tag)) return null;
    seen.add(written);
    const part = partOf(attribute, name, written);
    if (part === null) return null;
    parts.push(part);
  }
  // The renderer compares the value of an option with that of its select.
  if (tag === 'option' && seen.has('value') && !seen.has('selected')) return null;
  return parts;
}

function isPlain(name: string, written: string, tag: string): boolean {
  if (ofTheRenderer.has(name) || /^on/i.test(name)) return false;
  if (written === 'value' && (tag === 'textarea' || tag === 'select')) return false;
  // In HTML and in SVG the renderer sets the case of some names, each in its own way.
  return name in renamed || !/[A-Z]/.test(name) || keepsItsCase.has(name);
}

/** Pages are drawn once, on the server: a key has no other use than its warnings. */
function isKeyToDrop({ value }: JSXAttribute): boolean {
  if (value?.type === 'StringLiteral') return true;
  return value?.type === 'JSXExpressionContainer' && hasNoEffect(value.expression);
}

function hasNoEffect(node: Node): boolean {
  if (node.type === 'MemberExpression') {
    return hasNoEffect(node.object) && (!node.computed || hasNoEffect(node.property));
  }
  if (node.type === 'TemplateLiteral') return node.expressions.every(hasNoEffect);
  return node.type === 'Identifier' || node.type === 'StringLiteral' || node.type === 'NumericLiteral';
}

function partOf({ value }: JSXAttribute, name: string, written: string): Part | null {
  const isEnumerated = name[4] === '-' || enumeratedNames.has(name);
  if (!value) return attributeText(written, true, isEnumerated);
  if (value.type === 'StringLiteral') {
    // Compilers differ on a value of several lines.
    return value.value.includes('\n') ? null : attributeText(written, value.value, isEnumerated);
  }
  if (value.type !== 'JSXExpressionContainer' || value.expression.type === 'JSXEmptyExpression') return null;
  const constant = constantOf(value.expression);
  if (constant) return attributeText(written, constant.value, isEnumerated);
  if (written === 'style' || value.expression.type === 'SequenceExpression') return null;
  const writer = isEnumerated ? '_$enumerated' : '_$attribute';
  return {
    start: (value.start ?? 0) + 1,
    end: (value.end ?? 0) - 1,
    before: `${writer}(${JSON.stringify(written)}, `,
    after: ')',
    node: value.expression,
    kind: 'attribute',
  };
}

type Constant = string | number | boolean | null;

function attributeText(name: string, value: Constant, isEnumerated: boolean): string {
  const shown = isEnumerated && typeof value === 'boolean' ? String(value) : value;
  if (shown === null || shown === false) return '';
  return shown === true || shown === '' ? ` ${name}` : ` ${name}="${escaped(String(shown))}"`;
}

/** The value of an expression that is written out in the source. */
export function constantOf(expression: Expression): { readonly value: Constant } | null {
  switch (expression.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return { value: expression.value };
    case 'NullLiteral':
      return { value: null };
    case 'UnaryExpression': {
      const { operator, argument } = expression;
      return operator === '-' && argument.type === 'NumericLiteral' ? { value: -argument.value } : null;
    }
    case 'TemplateLiteral': {
      const text = expression.quasis[0]?.value.cooked;
      return expression.expressions.length === 0 && typeof text === 'string' ? { value: text } : null;
    }
    default:
      return null;
  }
}

/** A text between tags as JSX reads it: lines are joined by one space, empty ones are left out. Null when in doubt. */
export function textOf({ value, extra }: JSXText): string | null {
  // A space written by its number would not be one for the compiler.
  if (String(extra?.raw ?? '').includes('&#')) return null;
  const lines = value.split(/\r\n|\n|\r/);
  const kept = lines.map((line, index) => {
    const from = index === 0 ? line : line.replace(/^[ \t]+/, '');
    return index === lines.length - 1 ? from : from.replace(/[ \t]+$/, '');
  });
  return escaped(kept.filter((line) => line !== '').join(' '));
}

/** As encodeEntities of the renderer. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
