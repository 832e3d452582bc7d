import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guide, mailsTo } from '../../../tests/support/people';
import { line, useImport } from './fixtures/import';
import { importAccountsCommand } from './index';

const { app, file, run, written } = useImport();

async function command(...args: readonly string[]) {
  const said: string[] = [];
  const code = await importAccountsCommand(app.kernel, args, (text) => said.push(text));
  return { code, text: said.join('\n') };
}

describe('the command', () => {
  it('prints the report and succeeds, refused rows or not', async () => {
    const path = file(line('lea@x.example'), line('faux'));
    expect((await command(path)).code).toBe(0);
    const { code, text } = await command(path, '--essai');
    expect(code).toBe(0);
    expect(text.split('\n')).toEqual([
      "Essai, rien n'est écrit : comptes.csv",
      'Fichier lu en utf-8, séparateur point-virgule',
      'Lignes lues : 2, pour 1 personnes',
      'Comptes : 0 à créer, 1 déjà là',
      'Rattachements : 0 à créer, 1 déjà là',
      'Lignes refusées : 1',
      "Rien n'a changé : tout ce que ce fichier peut apporter est déjà là.",
      '',
      'Refusé, le reste est importé :',
      "  ligne 3, colonne email : Il manque l'arobase (@) : par exemple prenom.nom@entreprise.fr.",
    ]);
  });

  it('lists the first 50 reasons and counts the others', async () => {
    const { text } = await command(file(...Array.from({ length: 60 }, () => line('faux'))));
    expect(text.match(/^ {2}ligne /gm)).toHaveLength(50);
    expect(text).toContain('  … et 10 autres.');
    expect(text).toContain("Rien n'a changé : aucune ligne ne peut être importée.");
  });

  it.each([[[]], [['a.csv', 'b.csv']], [['a.csv', '--verbeux']]])(
    'says how it is used, given %j',
    async (args) => {
      expect(await command(...args)).toEqual({ code: 1, text: expect.stringMatching(/^Usage : /) });
    },
  );

  it('refuses a file without a column, and one broken at its end, before anything is written', async () => {
    const path = join(app.dataDir, 'ancien.csv');
    writeFileSync(path, 'email;nom\nlea@x.example;Lefèvre\n');
    expect(await command(path)).toEqual({
      code: 1,
      text: expect.stringMatching(
        /^Import refusé, rien n'est écrit\. ancien\.csv : il manque les colonnes « civilite », /,
      ),
    });
    expect((await command(file(line('lea@x.example'), `"${line('max@x.example')}`))).code).toBe(1);
    expect(await written()).toEqual([]);
  });
});

describe('the first password', () => {
  it('an imported person asks for a link, chooses a password and is in', async () => {
    await run([line('lea@x.example', guide.siret, "Administrateur de l'établissement")]);
    const password = 'neuf lampes sans aucun banc';
    const jar = new Map<string, string>();
    const asked = await app.post('/mot-de-passe-oublie', { email: 'Lea@x.example' }, { jar });
    expect(asked.status).toBe(200);
    await app.runJobs();
    const [mail] = await mailsTo(app, 'lea@x.example');
    expect(mail?.kind).toBe('accounts.first-password');
    const jeton = app.linkIn(mail, '/mot-de-passe/nouveau').split('jeton=')[1] ?? '';
    const answer = await app.post('/mot-de-passe/nouveau', { jeton, password }, { jar });
    expect([answer.status, answer.location]).toEqual([303, '/accueil']);
    const mine = await app.get('/mes-etablissements', { jar });
    expect(mine.status).toBe(200);
    expect(mine.body).toContain(guide.siret);
    const again = await app.post('/connexion', { email: 'lea@x.example', password }, { jar: new Map() });
    expect(again.status).toBe(303);
  });
});
