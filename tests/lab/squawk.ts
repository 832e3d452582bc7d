import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../src/platform/database';

const findings = z.array(z.object({ rule_name: z.string(), line: z.number(), message: z.string() }));

/** Rules that say nothing here, whatever the file. */
const rulesLeftOut = {
  'require-statement-timeout':
    'a statement given up in the middle would never pass; what lasts is measured here, under writers',
  'prefer-bigint-over-int': 'counts of attempts, and the layout of a library; identifiers are uuid or bigint',
  'prefer-bigint-over-smallint': 'bands of headcount, 0 to 53',
} as const;

/** Warnings answered once, in files that may no longer change; a new file gets none of this. */
const answered: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '0005_accounts.sql': {
    'constraint-missing-not-valid': 'applied before the first session was written',
    'adding-foreign-key-constraint': 'applied before the first session was written',
  },
  '0007_request_deadlines.sql': {
    'require-concurrent-index-creation': 'on requests being decided, thousands at most: measured here',
  },
  '0011_request_replaced_by_its_answer.sql': {
    'require-concurrent-index-creation': 'on the requests being confirmed, hundreds: measured here',
    'require-concurrent-index-deletion': 'on the requests being confirmed, hundreds: measured here',
  },
  '0014_user_search_indexes.sql': {
    'prefer-robust-stmts': 'dropped first: an interrupted index is there, but serves nobody',
  },
  '0008_repairs.sql': {
    'require-concurrent-index-creation': 'on mails and documents, partial and nearly empty: measured here',
  },
};

/** The text of a migration. */
const textOf = (name: string): string => readFileSync(join(projectRoot(), 'migrations', name), 'utf8');

/**
 * What squawk says of a migration as the product runs it (its own role named, lock_timeout set, in one
 * transaction), once the answered warnings are taken away: "file:line rule: message".
 */
export function squawk(name: string, text = textOf(name)): string[] {
  const { stdout, error } = spawnSync(
    'squawk',
    [
      ...(text.startsWith('-- concurrently') ? [] : ['--assume-in-transaction']),
      '--pg-version=15',
      '--reporter=json',
      `--exclude=${Object.keys(rulesLeftOut).join(',')}`,
      `--stdin-filepath=${name}`,
    ],
    { input: `set local lock_timeout = 250;\n${text.replaceAll(':app', 'app')}`, encoding: 'utf8' },
  );
  if (error) throw error;
  return findings
    .parse(JSON.parse(stdout))
    .filter(({ rule_name: rule }) => answered[name]?.[rule] === undefined)
    .map(({ rule_name: rule, line, message }) => `${name}:${line} ${rule}: ${message}`);
}
