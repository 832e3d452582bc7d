// What an attacker writes where an address or a host is expected.

export const attacker = 'pirate@ailleurs.example';

/** Whatever the request says of where it was sent. */
export const poisons: readonly Readonly<Record<string, string>>[] = [
  { host: 'pirate.example' },
  { host: 'pirate.example:443' },
  { host: 'portail.moncompte.example@pirate.example' },
  { 'x-forwarded-host': 'pirate.example' },
  { 'x-forwarded-proto': 'http', 'x-forwarded-host': 'pirate.example', 'x-forwarded-port': '8080' },
  {
    'x-forwarded-server': 'pirate.example',
    'x-host': 'pirate.example',
    'x-http-host-override': 'pirate.example',
  },
  { forwarded: 'for=127.0.0.1;host=pirate.example;proto=http' },
  { 'x-original-url': 'https://pirate.example/', 'x-rewrite-url': 'https://pirate.example/' },
  { referer: 'https://pirate.example/', 'x-original-host': 'pirate.example' },
  { 'x-forwarded-prefix': '//pirate.example', 'x-forwarded-path': '//pirate.example' },
];

/** Addresses that some program might read as two, or as another's. */
export const forgedRecipients = (victim: string): readonly URLSearchParams[] => {
  const [local = '', domain = ''] = victim.split('@');
  const one = (email: string) => new URLSearchParams({ email });
  return [
    ...[
      `${victim},${attacker}`,
      `${victim};${attacker}`,
      `${victim} ${attacker}`,
      `${victim}\r\nBcc: ${attacker}`,
      `${victim}\nTo: ${attacker}`,
      `${victim}%0d%0aBcc:${attacker}`,
      `"${attacker}" <${victim}>`,
      `<${attacker}>${victim}`,
      `"${victim} ${attacker}"@ailleurs.example`,
      `${attacker}(${victim})`,
      `${local}@${domain}@ailleurs.example`,
      `${local}@[127.0.0.1]`,
      `${local}%${domain}@ailleurs.example`,
      `${local}!ailleurs.example@${domain}`,
      `=?utf-8?q?${attacker.replace('@', '=40')}?=${victim}`,
      `xn--${local}@${domain}`,
      `${local}＠${domain}`,
      `${local}@${domain.replace('e', 'е')}`,
      `${local.replace('i', 'ı')}@${domain}`,
      `${local}\u202e@${domain}`,
      `${local}\u0000@${domain}`,
      `${local}@${domain}\u0000.ailleurs.example`,
      `ſ${local}@${domain}`,
    ].map(one),
    new URLSearchParams([
      ['email[]', victim],
      ['email[]', attacker],
    ]),
    new URLSearchParams([
      ['email[0]', victim],
      ['email[to]', attacker],
    ]),
    new URLSearchParams([
      ['email', attacker],
      ['email', victim],
      ['email', `${victim},${attacker}`],
    ]),
    new URLSearchParams([
      ['email', victim],
      ['to', attacker],
      ['cc', attacker],
      ['bcc', attacker],
    ]),
  ];
};

/** Bodies of other types than the form's: content type and body. */
export const otherShapes = (victim: string): readonly (readonly [type: string, body: string])[] => [
  ['application/json', JSON.stringify({ email: [victim, attacker] })],
  ['application/json', JSON.stringify({ email: { address: attacker, toString: victim } })],
  ['text/plain', `email=${victim}`],
  ['application/x-www-form-urlencoded', `email=${victim}&email=${attacker}&__proto__[email]=${attacker}`],
  [
    'multipart/form-data; boundary=x',
    `--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n${attacker}\r\n--x--`,
  ],
];
