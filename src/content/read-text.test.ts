import { describe, expect, it } from 'vitest';
import { readText } from './read-text';

const facts = { nom: "[à compléter par l'OPCO : raison sociale]", ville: 'Lyon & Cie' };

describe('readText', () => {
  it('gives the title, the opening and the sections', () => {
    const text = readText('# Aide\n\nDébut.\n\n## Nous joindre\n\nOui.\n\n- un\n\n## Après\n\nNon.\n', facts);
    expect(text).toEqual({
      title: 'Aide',
      opening: '<p>Début.</p>\n',
      sections: [
        { id: 'nous-joindre', title: 'Nous joindre', html: '<p>Oui.</p>\n<ul>\n<li>un</li>\n</ul>\n' },
        { id: 'apres', title: 'Après', html: '<p>Non.</p>\n' },
      ],
    });
  });

  it('sets the French typography, also beside bold words', () => {
    const { opening } = readText("# Aide\n\n« L'aide » de l'**OPCO** : là ; et [l'adresse](/aide).\n", facts);
    expect(opening).toBe(
      '<p>«\u00a0L’aide\u00a0» de l’<strong>OPCO</strong>\u00a0: là\u202f; et <a href="/aide">l’adresse</a>.</p>\n',
    );
  });

  it("puts the operator's facts in, and highlights what is left to say", () => {
    const { opening } = readText('# Aide\n\nPar {{nom}}, à {{ville}}.\n', facts);
    expect(opening).toContain(
      'Par <mark>[à compléter par l’OPCO\u00a0: raison sociale]</mark>, à Lyon &amp; Cie.',
    );
  });

  it('shows HTML as text', () => {
    const { opening } = readText('# Aide\n\n<script>alert(1)</script>\n\nUn <b>mot</b>.\n', facts);
    expect(opening).not.toMatch(/<(script|b)>/);
    expect(opening).toContain('&lt;script&gt;');
  });

  it.each([
    ['no title', 'Bonjour.\n', /première ligne/],
    ['two titles', '# Aide\n\n# Encore\n', /un seul titre/],
    ['an unknown fact', '# Aide\n\n{{inconnu}}\n', /« inconnu » manque dans operateur.json/],
    ['two sections alike', '# Aide\n\n## Après\n\n## Apres\n', /même titre/],
  ])('refuses %s', (_fault, source, said) => {
    expect(() => readText(source, facts)).toThrow(said);
  });
});
