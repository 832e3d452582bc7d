import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { DefaultSubmit, ErrorSummary, Field, RadioGroup, SearchField, Select, TextArea } from './index';

describe('Field', () => {
  it('ties hint and error to the input, and keeps what was typed as it was typed', () => {
    const html = renderToString(
      <Field
        name="email"
        type="email"
        label="Adresse email"
        hint="Elle sera votre identifiant."
        required
        value={`l'"adresse" ?`}
        errors={{ email: "Il manque l'arobase !" }}
      />,
    );
    expect(html).toContain('<label class="champ__etiquette" for="email">');
    expect(html).toContain('aria-describedby="email-consigne email-erreur"');
    expect(html).toContain('id="email-consigne"');
    expect(html).toContain('id="email-erreur"');
    expect(html).toContain('Il manque l’arobase\u202f!');
    expect(html).toMatch(/<input[^>]* required[^>]* aria-invalid="true"/);
    expect(html).toContain(`value="l'&quot;adresse&quot; ?"`);
  });

  it('describes nothing and is valid when there is neither hint nor error', () => {
    const html = renderToString(<Field name="nom" label="Nom" errors={{ prenom: 'Vide.' }} />);
    expect(html).not.toContain('aria-describedby');
    expect(html).not.toContain('aria-invalid');
    expect(html).not.toContain('requis');
  });

  it('never sends a password back', () => {
    expect(
      renderToString(<Field name="mdp" type="password" label="Mot de passe" value="hunter-quarante-deux" />),
    ).not.toContain('hunter');
  });

  it('explains in place what is behind the « ? »', () => {
    const html = renderToString(
      <Field name="fonction" label="Fonction" help="Votre poste dans l'entreprise." />,
    );
    expect(html).toContain('<details class="aide"><summary>');
    expect(html).toContain('Votre poste dans l’entreprise.');
  });
});

describe('other fields', () => {
  it('an area of text keeps mark-up as text', () => {
    expect(renderToString(<TextArea name="motif" label="Motif" value="</textarea><b>" />)).toContain(
      '&lt;/textarea>&lt;b>',
    );
  });

  it('a list has its value chosen, an empty first line otherwise', () => {
    const options = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ];
    expect(renderToString(<Select name="s" label="S" options={options} value="b" />)).toContain(
      '<option value="b" selected>',
    );
    expect(
      renderToString(<Select name="s" label="S" options={options} placeholder="Choisissez" />),
    ).toContain('<option value selected>Choisissez</option>');
  });

  it('a group of radios is tied to its error, and its first radio answers to the link of the summary', () => {
    const html = renderToString(
      <RadioGroup
        name="civilite"
        label="Civilité"
        required
        error="Choisissez."
        options={[
          { value: 'M', label: 'Monsieur' },
          { value: 'MME', label: 'Madame' },
        ]}
        value="MME"
      />,
    );
    expect(html).toMatch(/<fieldset[^>]*aria-required="true"[^>]*aria-invalid="true"[^>]*"civilite-erreur"/);
    expect(html).toContain('id="civilite" name="civilite" value="M"');
    expect(html).toMatch(/value="MME" checked/);
  });

  it('the search names its source, its hidden field and its button', () => {
    const html = renderToString(
      <SearchField
        name="recherche"
        label="Recherchez votre entreprise"
        source="/demande-de-compte/entreprises?q="
        choice={{ name: 'entreprise' }}
        submit={{ name: 'aller', value: 'rechercher' }}
      />,
    );
    expect(html).toContain('data-source="/demande-de-compte/entreprises?q="');
    expect(html).toContain('data-submit="recherche-rechercher"');
    expect(html).toMatch(/<button[^>]*id="recherche-rechercher" name="aller" value="rechercher"/);
    expect(html).toContain('<input type="hidden" name="entreprise" value');
  });

  it('the button of Enter is out of the way of keyboard and screen reader', () => {
    const html = renderToString(<DefaultSubmit name="aller" value="suite" form="page" />);
    expect(html).toMatch(
      /type="submit" name="aller" value="suite" form="page" tabindex="-1" aria-hidden="true"/,
    );
  });
});

describe('ErrorSummary', () => {
  it('is absent without errors', () => {
    expect(renderToString(<ErrorSummary errors={{}} />)).toBe('');
  });

  it('counts the fields and leads to each', () => {
    const html = renderToString(
      <ErrorSummary errors={{ nom: 'Donnez votre nom.', tel: "Donnez l'indicatif." }} />,
    );
    expect(html).toContain('role="alert" tabindex="-1"');
    expect(html).toContain('2 champs sont à corriger');
    expect(html).toContain('<a href="#nom">Donnez votre nom.</a>');
    expect(html).toContain('<a href="#tel">Donnez l’indicatif.</a>');
  });

  it('says one problem plainly, without link when it belongs to no field', () => {
    const html = renderToString(<ErrorSummary errors={{ '': 'Adresse email ou mot de passe incorrect.' }} />);
    expect(html).toContain('Il y a un problème');
    expect(html).toContain('<li>Adresse email ou mot de passe incorrect.</li>');
  });
});
