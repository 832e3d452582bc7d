import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface WrittenExpression {
  /** "path:line", relative to the folder read. */
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression written in `src` of a folder: literals, and `new RegExp` of plain text. */
export function expressionsIn(folder: string): WrittenExpression[] {
  const files = globSync('src/**/*.{ts,tsx}', { cwd: folder }).filter((file) => !file.includes('.test.'));
  return files.sort().flatMap((file) => {
    const content = readFileSync(join(folder, file), 'utf8');
    const tree = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
    const found: WrittenExpression[] = [];
    const visit = (node: ts.Node): void => {
      const expression = expressionOf(node);
      if (expression) {
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        found.push({ where: `${file}:${line}`, ...expression });
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}

function expressionOf(node: ts.Node): { source: string; flags: string } | null {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/');
    return { source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
  }
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'RegExp') return null;
  const [source, flags] = node.arguments ?? [];
  if (!source || !ts.isStringLiteralLike(source)) return null;
  return { source: source.text, flags: flags && ts.isStringLiteralLike(flags) ? flags.text : '' };
}
