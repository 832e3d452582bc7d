import { join } from 'node:path';
import { FileSystemConfigLoader, HtmlValidate, type RuleConfig } from 'html-validate';
import { root } from './tree';

const validator = new HtmlValidate(new FileSystemConfigLoader());

/**
 * What html-validate, with the project's .htmlvalidate.json, finds in a page: "rule: message (selector)".
 * `rules` are those that do not suit what is read.
 */
export async function htmlErrors(html: string, rules: RuleConfig = {}): Promise<string[]> {
  const report = await validator.validateString(html, join(root, 'page.html'), { rules });
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector ?? 'document'})`),
  );
}
