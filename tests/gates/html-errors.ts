import { join } from 'node:path';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { root } from './tree';

const validator = new HtmlValidate(new FileSystemConfigLoader());

/** What html-validate, with the project's .htmlvalidate.json, finds in a page: "rule: message (selector)". */
export async function htmlErrors(html: string): Promise<string[]> {
  const report = await validator.validateString(html, join(root, 'page.html'));
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector ?? 'document'})`),
  );
}
