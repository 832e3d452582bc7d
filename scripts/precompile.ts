// Makes pages quicker to render: in a .tsx file, markup that never changes becomes text, and what changes
// becomes calls of src/ui/markup.ts. The bytes of the page stay those of preact-render-to-string; an element
// for which that is not certain stays as it is written.
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';
import type { JSXElement, JSXFragment, Node } from '@babel/types';
import MagicString, { type SourceMap } from 'magic-string';
import {
  attributesOf,
  constantOf,
  type Dynamic,
  escaped,
  type Part,
  tagOf,
  textOf,
} from './precompile-parts.ts';

const RUNTIME = fileURLToPath(new URL('../src/ui/markup.ts', import.meta.url));
const VOID = /^(?:area|base|br|col|command|embed|hr|img|input|keygen|link|meta|param|source|track|wbr)$/;

type Markup = JSXElement | JSXFragment;
const isMarkup = (node: Node): node is Markup => node.type === 'JSXElement' || node.type === 'JSXFragment';

/** The file with its elements written as text where they can be, still TypeScript; null when it has none. */
export function precompile(source: string, file: string): { code: string; map: SourceMap } | null {
  const tree = parse(source, { sourceType: 'module', sourceFilename: file, plugins: ['typescript', 'jsx'] });
  const output = new MagicString(source, { filename: file });
  const templates: string[] = [];

  /** Between two nodes that stay, the source is replaced. */
  function rewrite(markup: Markup, parts: readonly Part[], insideMarkup: boolean) {
    const { texts, dynamics } = aligned(parts);
    templates.push(`_$t${templates.length} = ${JSON.stringify(texts)}`);
    let text = `${insideMarkup ? '{' : ''}_$template(_$t${templates.length - 1}`;
    let from = startOf(markup);
    for (const { start, end, before, after } of dynamics) {
      const between = `${text}, ${before}`;
      // Two components may touch.
      if (from === start) output.appendLeft(start, between);
      else output.update(from, start, between);
      text = after;
      from = end;
    }
    output.update(from, endOf(markup), `${text})${insideMarkup ? '}' : ''}`);
    for (const { node } of dynamics) {
      // An element among the parts is one that stays.
      if (isMarkup(node)) visitInside(node);
      else visit(node, false);
    }
  }

  function visit(node: Node, insideMarkup: boolean) {
    if (!isMarkup(node)) return visitInside(node);
    const parts = partsOf(node);
    if (parts) rewrite(node, parts, insideMarkup);
    else visitInside(node);
  }

  function visitInside(node: Node) {
    const insideMarkup = isMarkup(node) || node.type === 'JSXAttribute';
    for (const inner of nodesIn(node)) visit(inner, insideMarkup);
  }

  visit(tree.program, false);
  if (templates.length === 0) return null;
  const names = ['template', 'attribute', 'enumerated', 'child'].map((name) => `${name} as _$${name}`);
  // On the first line: the others keep their numbers.
  output.prepend(
    `import { ${names.join(', ')} } from ${JSON.stringify(RUNTIME)}; const ${templates.join(', ')}; `,
  );
  return {
    code: output.toString(),
    map: output.generateMap({ source: file, includeContent: true, hires: true }),
  };
}

/** What the element becomes, or null when it stays: a component, or one that the renderer must write itself. */
function partsOf(markup: Markup): readonly Part[] | null {
  if (markup.type === 'JSXFragment') return childrenOf(markup);
  const tag = tagOf(markup);
  const attributes = tag && attributesOf(markup, tag);
  if (!attributes) return null;
  const children = childrenOf(markup);
  if (!children) return null;
  if (VOID.test(tag)) return children.length > 0 ? null : [`<${tag}`, ...attributes, '/>'];
  // Elements inside depend on what is around them: the renderer must see it.
  const isSurrounding = tag === 'svg' || tag === 'foreignObject';
  if (isSurrounding && children.some((part) => typeof part !== 'string' && part.kind === 'child'))
    return null;
  return [`<${tag}`, ...attributes, '>', ...children, `</${tag}>`];
}

function childrenOf({ children }: Markup): readonly Part[] | null {
  const parts: Part[] = [];
  for (const node of children) {
    if (node.type === 'JSXText') {
      const text = textOf(node);
      if (text === null) return null;
      if (text) parts.push(text);
    } else if (node.type === 'JSXExpressionContainer') {
      const { expression } = node;
      if (expression.type === 'JSXEmptyExpression') continue;
      if (expression.type === 'SequenceExpression') return null;
      const constant = constantOf(expression);
      if (!constant) parts.push(dynamic(startOf(node) + 1, endOf(node) - 1, '_$child(', ')', expression));
      else if (typeof constant.value !== 'boolean') parts.push(escaped(String(constant.value ?? '')));
    } else if (isMarkup(node)) {
      parts.push(...(partsOf(node) ?? [dynamic(startOf(node), endOf(node), '', '', node)]));
    } else return null;
  }
  return parts;
}

const dynamic = (start: number, end: number, before: string, after: string, node: Node): Dynamic => ({
  start,
  end,
  before,
  after,
  node,
  kind: 'child',
});

/** As jsxTemplate takes them: one text before each dynamic part, one after the last. */
function aligned(parts: readonly Part[]) {
  const texts = [''];
  const dynamics: Dynamic[] = [];
  for (const part of parts) {
    if (typeof part === 'string') texts[texts.length - 1] += part;
    else {
      dynamics.push(part);
      texts.push('');
    }
  }
  return { texts, dynamics };
}

function nodesIn(node: Node): readonly Node[] {
  return Object.values(node).flat().filter(isNode);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value;

const startOf = ({ start }: Node): number => start ?? 0;
const endOf = ({ end }: Node): number => end ?? 0;
