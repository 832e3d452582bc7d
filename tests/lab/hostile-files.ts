import { eicar } from '../fakes/clamd';
import { hugePng } from './heavy-files';

export interface HostileFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Documents that attack: other formats, two at once, viruses, names that lead elsewhere. */
export function hostileFiles(canary: string): HostileFile[] {
  const script = `fetch('${canary}');alert(1)`;
  const html = `<!doctype html><img src="${canary}"><script>${script}</script>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${script}"><script>${script}</script></svg>`;
  const pdf = (inside: string) =>
    `%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R ${inside}>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`;
  const png = hugePng(10, 10);
  const text = (name: string, content: string): HostileFile => ({
    name,
    content: Buffer.from(content, 'latin1'),
  });
  const zip = `PK\x03\x04${'\0'.repeat(26)}[Content_Types].xml<!DOCTYPE a [<!ENTITY b SYSTEM "${canary}">]>`;
  const jpegWith = (inside: string) =>
    Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, inside.length + 2]),
      Buffer.from(inside, 'latin1'),
      Buffer.from([
        0xff, 0xc0, 0, 11, 8, 0, 9, 0, 9, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 0xff, 0xd9,
      ]),
      Buffer.from(html),
    ]);
  const others = [
    text('page.html', html),
    text('page.pdf', html),
    text('page.html%00.pdf', html),
    text('dessin.svg', svg),
    text('dessin.png', svg),
    text(
      'donnees.xml',
      `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a xmlns:x="http://www.w3.org/1999/xhtml"><x:script>${script}</x:script></a>`,
    ),
    text('script.js', script),
    text('image.gif', `GIF89a=1;${script}//`),
    text('archive.zip', zip),
    text('classeur.xlsx', zip),
    text('bombe.pdf', `${zip}${'\0'.repeat(100_000)}`),
    text('programme.exe', `MZ${'\0'.repeat(200)}`),
    text('programme.pdf', `\x7fELF${'\0'.repeat(200)}`),
    text('commande.pdf', `#!/bin/sh\ncurl ${canary}\n`),
    text('.htaccess', 'AddType text/html .pdf'),
    text('eicar.com', eicar),
    text('eicar.pdf', eicar),
    text('entete-tardif.pdf', `${html}${pdf('')}`),
    text('vide.pdf', ''),
    { name: 'lourd.pdf', content: Buffer.concat([Buffer.from(pdf('')), Buffer.alloc(11 * 1024 * 1024)]) },
    { name: 'immense.png', content: hugePng(60_000, 60_000) },
  ];
  const polyglots = [
    text('html-dans-pdf.pdf', pdf(`/A (${html})`)),
    text('javascript.pdf', pdf(`/OpenAction<</S/JavaScript/JS(app.alert(1);app.launchURL('${canary}'))>>`)),
    text('lien.pdf', pdf(`/OpenAction<</S/URI/URI(${canary})>>`)),
    text('eicar-cache.pdf', pdf(`/A (${eicar})`)),
    { name: 'html-apres-png.png', content: Buffer.concat([png, Buffer.from(html)]) },
    { name: 'html-dans-jpeg.jpg', content: jpegWith(html.slice(0, 200)) },
  ];
  const names = [
    '../../../../etc/cron.d/a.pdf',
    '..\\..\\..\\windows\\a.pdf',
    '/etc/passwd.pdf',
    '%2e%2e%2f%2e%2e%2fa.pdf',
    'C:\\a.pdf',
    'CON.pdf',
    'a\u0000b.pdf',
    'facture\u202efdp.html',
    '"><img src=x onerror=alert(1)>.pdf',
    '"; filename="a.html',
    "a.pdf'; X-Injecte: 1",
    '$\u007b7*7}{{7*7}}.pdf',
    '=1+1.pdf',
    `;curl ${canary};.pdf`,
    `$(curl ${canary}).pdf`,
    `${'a'.repeat(5000)}.pdf`,
    'extrait.pdf.html',
    '.pdf',
    '\u{1f4c4}\u0301.pdf',
    'a\r\nX-Injecte: 1\r\n\r\n<script>alert(1)</script>.pdf',
  ].map((name): HostileFile => ({ name, content: Buffer.from(pdf('')) }));
  return [...others, ...polyglots, ...names];
}
