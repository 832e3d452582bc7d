import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openAccountsFile, type SourceRow } from './source';

const folder = mkdtempSync(join(tmpdir(), 'import accounts '));
afterAll(() => rmSync(folder, { recursive: true }));

const headings = 'email;civilite;nom;prenom;telephone;fonction;siret;role';
const row = 'lea@x.example;MME;Lefèvre;Léa;0639980001;Directrice;42421043300019;Consultation';

/** As Excel writes it in France: the four letters that latin1 lacks, and the euro. */
function windows1252(text: string): Buffer {
  const bytes: Readonly<Record<string, number>> = { œ: 0x9c, Œ: 0x8c, '’': 0x92, '€': 0x80 };
  return Buffer.from([...text].map((letter) => bytes[letter] ?? letter.charCodeAt(0)));
}

function file(content: string | Buffer, name = 'comptes.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function read(content: string | Buffer) {
  const { encoding, separator, rows } = await openAccountsFile(file(content));
  const read: SourceRow[] = [];
  for await (const one of rows()) read.push(one);
  return { encoding, separator, rows: read };
}

const refusal = async (content: string | Buffer) => {
  const error = await read(content).catch((thrown: unknown) => thrown);
  return error instanceof Error ? `${error.name}: ${error.message}` : 'taken';
};

describe('how the file is written', () => {
  const lea = {
    line: 2,
    cells: expect.objectContaining({ nom: 'Lefèvre', prenom: 'Léa', role: 'Consultation' }),
  };
  const text = `${headings}\r\n${row}\r\n`;

  it.each<[string, string | Buffer, string, string]>([
    ['UTF-8', text, 'utf-8', ';'],
    ['UTF-8 with a byte order mark', `\ufeff${text}`, 'utf-8', ';'],
    ['windows-1252', windows1252(text), 'windows-1252', ';'],
    ["Excel's Unicode text", Buffer.from(`\ufeff${text.replaceAll(';', '\t')}`, 'utf16le'), 'utf-16le', '\t'],
    ['commas', text.replaceAll(';', ','), 'utf-8', ','],
    ['tabs, line feeds', text.replaceAll(';', '\t').replaceAll('\r', ''), 'utf-8', '\t'],
    ['carriage returns alone', text.replaceAll('\n', ''), 'utf-8', ';'],
  ])('reads %s', async (_, content, encoding, separator) => {
    expect(await read(content)).toEqual({ encoding, separator, rows: [lea] });
  });

  it('keeps the letters that only windows-1252 has', async () => {
    const written = windows1252(`${headings}\n${row.replace('Lefèvre', 'Lecœur d’Œuvre')}`);
    expect((await read(written)).rows).toEqual([
      { line: 2, cells: expect.objectContaining({ nom: 'Lecœur d’Œuvre' }) },
    ]);
  });

  it('finds the columns whatever their order, case, accents and neighbours', async () => {
    const content = [
      '"RÔLE";"Siret";"Service";"Prénom";"NOM";"Civilité";"E-mail";"Téléphone";"Fonction"',
      'viewer;42421043300019;RH;Léa;Lefèvre;MME;lea@x.example;0639980001;Directrice',
    ].join('\n');
    expect((await read(content)).rows).toEqual([
      {
        line: 2,
        cells: {
          email: 'lea@x.example',
          civilite: 'MME',
          nom: 'Lefèvre',
          prenom: 'Léa',
          telephone: '0639980001',
          fonction: 'Directrice',
          siret: '42421043300019',
          role: 'viewer',
        },
      },
    ]);
  });

  it('numbers lines as an editor does, and leaves empty ones out', async () => {
    const quoted = row.replace('Directrice', '"Directrice ;\r\ndite ""la chef"""');
    const content = [headings, row, '', ';;;;;;;', quoted, `${row};;`, row.replace('Léa', '"Léa" R')].join(
      '\r\n',
    );
    const { rows } = await read(content);
    expect(rows.map(({ line }) => line)).toEqual([2, 5, 7, 8]);
    expect(rows[1]).toMatchObject({ cells: { fonction: 'Directrice ; dite "la chef"' } });
    expect(rows[3]).toMatchObject({ cells: { prenom: '"Léa" R' } });
  });

  it('a row too short, too long or swallowed by a quote is told; the others are read', async () => {
    const content = [headings, 'lea@x.example;MME', `${row};de trop`, `"${row}`, row, `${row}";x`, row].join(
      '\n',
    );
    expect((await read(content)).rows).toEqual([
      { line: 2, fault: '8 colonnes attendues, 2 lues' },
      { line: 3, fault: '8 colonnes attendues, 9 lues' },
      {
        line: 4,
        fault: "8 colonnes attendues, 2 lues ; un guillemet ouvert ligne 4 n'est refermé que ligne 6",
      },
      { line: 7, cells: expect.objectContaining({ nom: 'Lefèvre' }) },
    ]);
  });
});

describe('what is refused whole', () => {
  const expected =
    'Colonnes attendues sur la première ligne : email ; civilite ; nom ; prenom ; telephone ; fonction ; siret ; role.';

  it.each<[string, string | Buffer, string]>([
    [
      'a missing column',
      `${headings.replace(';siret', '')}\n`,
      `il manque la colonne « siret ». ${expected}`,
    ],
    ['no headings', `${row}\n`, 'il manque les colonnes « email », « civilite »'],
    ['only blank lines', '\n\n', 'il manque les colonnes « email »'],
    ['a column twice', `${headings};E-MAIL\n`, `la colonne « email » est en double. ${expected}`],
    ['an empty file', '', 'le fichier est vide.'],
    ['a workbook', Buffer.from('PK\u0003\u0004…'), "c'est un classeur ou une archive"],
    [
      'a quote never closed',
      `${headings}\n${row}\n\n"${row}\n${row}\n`,
      "ligne 4, un guillemet ouvert n'est pas refermé",
    ],
    ['an endless line', `${headings}\n${'x'.repeat(30_000)}\n`, 'ligne 2, un guillemet ouvert'],
  ])('%s', async (_, content, sentence) => {
    expect(await refusal(content)).toContain(`AccountsFileError: comptes.csv : ${sentence}`);
  });

  it('a file that is not there, and a folder', async () => {
    await expect(openAccountsFile(join(folder, 'absent.csv'))).rejects.toThrow(
      "absent.csv : illisible (le fichier n'existe pas). Vérifiez le chemin et les droits.",
    );
    await expect(openAccountsFile(folder)).rejects.toThrow("c'est un dossier");
  });
});
