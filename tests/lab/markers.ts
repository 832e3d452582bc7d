import type { Client } from 'pg';

/** 1337 × 7331: what a template that is worked out would show. */
export const product = '9801547';

/** Texts that are only text: each by what would take it for something else. */
export const markers: Readonly<Record<string, string>> = {
  script: '<script>alert(1)</script>',
  image: '<img src=x onerror=alert(1)>',
  attribute: '" onfocus=alert(1) autofocus x="',
  'single quote': "' onfocus=alert(1) autofocus x='",
  'end of script': '</script><script>alert(1)</script>',
  'end of comment': '--><script>alert(1)</script><!--',
  'end of field': '</textarea></select></title><script>alert(1)</script>',
  entities: '&lt;script&gt;alert(1)&lt;/script&gt;&#39;',
  sql: "'; drop table account; --",
  'sql choice': "' or '1'='1",
  braces: '{{1337*7331}}',
  dollar: '$\u007b1337*7331}',
  erb: '<%= 1337*7331 %>',
  formula: '=1337*7331',
  address: 'javascript:alert(1)',
  lines: 'a\r\nBcc: vole@ailleurs.example\r\n\r\nb',
  bidi: 'a\u202egnp.exe',
  NUL: 'a\0b',
  emoji: '\u{1f469}\u200d\u{1f3ed} \u{1f600}',
  backslash: '\\\'\\"\\u003cscript\\u003e%27%3Cscript%3E',
};

/** All of them that PostgreSQL can keep, in one text. */
export const everyMarker = Object.values(markers)
  .filter((text) => !text.includes('\0'))
  .join(' ')
  .replaceAll('\r\n', ' ');

const columns: Readonly<Record<string, readonly string[]>> = {
  account: ['first_name', 'last_name', 'job_title'],
  access_request: ['first_name', 'last_name', 'job_title', 'phone', 'reason'],
  company: ['name', 'acronym', 'refusal_reason'],
  establishment: ['sign', 'street', 'complement', 'town', 'postal_code', 'country', 'refusal_reason'],
  membership: ['end_reason'],
  outgoing_mail: ['subject', 'last_error', 'body_text'],
  stored_file: ['name'],
};

/** Writes them over every text that the tables hold, past every check of the forms. */
export async function markEverything(client: Client): Promise<void> {
  for (const [table, names] of Object.entries(columns)) {
    // Every file of a site keeps its own mark before the text.
    const changes = names.map((name) => `${name} = coalesce(${name}, '') || ' ' || $1::text`);
    const where = table === 'company' ? 'where diffusible' : '';
    await client.query(`update ${table} set ${changes.join(', ')} ${where}`, [everyMarker]);
  }
  for (const table of ['company', 'establishment']) {
    await client.query(
      `update ${table} set declared = declared || jsonb_build_object('activity', $1::text, 'agreement', $1::text,
         'sign', $1::text, 'street', $1::text, 'town', $1::text, 'name', $1::text) where declared is not null`,
      [everyMarker],
    );
  }
  await client.query(
    `update access_request set email = 'o''brien&x=1.' || left(id::text, 4) || '@personne.example'`,
  );
}

/** A SIREN of nobody's with a right key, and the SIRET of its head office. */
export function inventedNumbers(index: number): { siren: string; siret: string } {
  const siren = withKey(`9990${String(1000 + index)}`);
  return { siren, siret: withKey(`${siren}0001`) };
}

/** Luhn: from the right, every second digit doubled, the sum a multiple of ten. */
function withKey(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
