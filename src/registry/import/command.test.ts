import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database';
import { sql } from '../../platform/database';
import { emptyRegistry, establishments, fixture, units, useFolder } from '../fixtures/files';
import { formatReport, importRegistry, importRegistryCommand } from '../index';

const database = useDatabase();
const { folder, file, unitFile } = useFolder();
beforeEach(() => emptyRegistry(database.owner));

async function run(...paths: string[]) {
  const said: string[] = [];
  const code = await importRegistryCommand(database.app, [...paths, '--rejets-max=100'], (text) =>
    said.push(text),
  );
  return { code, text: said.join('\n') };
}

describe('a wrong file', () => {
  const nothingWritten = async () => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from sirene.unit`.execute(
      database.app,
    );
    return rows[0]?.count === 0;
  };

  it.each([
    ['nothing.csv', '', /^Import refusé\. nothing\.csv : le fichier est vide\. Attendu : /],
    ['people.csv', 'nom,prenom\nDUPONT,Lise\n', /ne porte aucune des colonnes attendues\. Attendu : /],
    [
      'semicolons.csv',
      'siren;siret;statutDiffusionEtablissement\n',
      /séparées par des points-virgules ; l'INSEE les sépare par des virgules/,
    ],
    [
      'history.csv',
      'siren,nic,siret,dateFin,dateDebut,etatAdministratifEtablissement,activitePrincipaleEtablissement\n',
      /ressemble à StockEtablissement, sans les colonnes statutDiffusionEtablissement, etablissementSiege/,
    ],
    ['text.gz', Buffer.from([0x1f, 0x8b, 8, 0]), /text\.gz : lecture interrompue/],
    ['broken.zip', Buffer.from('PK\u0003\u0004 cut short'), /archive ZIP abîmée ou protégée/],
    [
      'image.png',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
      /sa première ligne est illisible \(des octets ne sont pas de l'UTF-8\)/,
    ],
  ])('%s is refused with what was expected, before anything changes', async (name, content, sentence) => {
    const { code, text } = await run(units, await file(name, content));
    expect(text).toMatch(sentence);
    expect(code).toBe(1);
    expect(await nothingWritten()).toBe(true);
  });

  it('an archive without CSV, a folder and a missing file are refused too', async () => {
    expect((await run(fixture('empty.zip'))).text).toContain('ne contient aucun fichier CSV');
    expect((await run(folder.path)).text).toContain("c'est un dossier");
    expect(await run(join(folder.path, 'absent.csv'))).toEqual({
      code: 1,
      text: "Import refusé. absent.csv : illisible (le fichier n'existe pas). Vérifiez le chemin et les droits.",
    });
  });

  it('an archive cut in the middle of its data says where it stopped', async () => {
    const archive = await readFile(fixture('stock.zip'));
    archive.fill(0, 200, 400);
    const { code, text } = await run(await file('damaged.zip', archive));
    expect(code).toBe(1);
    expect(text).toMatch(/damaged\.zip.*(lecture interrompue|abîmée)/);
  });
});

describe('the command', () => {
  it('prints the figures and the rejected lines, and succeeds', async () => {
    const { code, text } = await run(units, establishments);
    expect(code).toBe(0);
    expect(text.replaceAll('\u202f', ' ').split('\n').slice(3, 9)).toEqual([
      'Registre importé : units.csv, establishments.csv',
      'Unités légales : 13 lues, 5 créées, 0 mises à jour, 0 inchangées, 8 écartées',
      'Établissements : 11 lues, 6 créées, 0 mises à jour, 0 inchangées, 5 écartées',
      '',
      'Lignes écartées, le reste est importé :',
      '  units.csv, ligne 5 : SIREN « 12345 » : Le SIREN compte 9 chiffres : vous en avez saisi 5.',
    ]);
  });

  it('says how it is used', async () => {
    expect(await run()).toMatchObject({ code: 1, text: expect.stringContaining('Usage : ') });
  });

  it('lists the first 50 rejected lines and counts the others', async () => {
    const rows = Array.from({ length: 1_300 }, (): readonly [string, string] => ['1', 'X']);
    const report = await importRegistry(database.app, [await unitFile('bad.csv', rows)], { mostRejected: 1 });
    const lines = formatReport(report).split('\n');
    expect(lines.filter((line) => line.startsWith('  bad.csv, ligne '))).toHaveLength(50);
    expect(lines.at(-1)?.replaceAll('\u202f', ' ')).toBe('  … et 1 250 autres.');
  });
});
