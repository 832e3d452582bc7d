import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import {
  AppPage,
  Button,
  Card,
  Checkbox,
  Decisions,
  DefaultSubmit,
  Descriptions,
  ErrorSummary,
  Facts,
  Field,
  FileField,
  Gauges,
  Line,
  Lines,
  Note,
  Pagination,
  PlainPage,
  PublicPage,
  RadioGroup,
  RequiredMention,
  renderDocument,
  SearchField,
  Select,
  Status,
  Steps,
  Table,
  TextArea,
} from './index';

// Rules of .htmlvalidate.json that differ from the recommended ones: doctype in lower case and <meta/> are how
// the pages are rendered; a title longer than 70 characters begins with the name of the page, so nothing is
// lost when it is cut; the roles of a table are written because the style shows it as cards.
const validator = new HtmlValidate(new FileSystemConfigLoader());

const problems = (page: VNode) => problemsIn(renderDocument(page));

async function problemsIn(html: string): Promise<string[]> {
  const report = await validator.validateString(html, 'page.html');
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `${ruleId}: ${message}`),
  );
}

const options = [
  { value: 'a', label: 'A', description: 'Un' },
  { value: 'b', label: 'B' },
];

const request = (
  <PublicPage title="Mon entreprise – Demande de création de compte" error>
    <div class="cadre demande">
      <DefaultSubmit name="aller" value="suite" form="page" />
      <h1>Demande de création de compte</h1>
      <Gauges
        form="page"
        steps={[
          { step: 'email', label: 'Mon adresse email', state: 'complet', fresh: true },
          { step: 'entreprise', label: 'Mon entreprise', state: 'a-completer', share: 0.4, current: true },
          { step: 'infos', label: 'Mes informations', state: 'a-remplir', icon: 'user' },
        ]}
      />
      <form id="page" class="carte" method="post" novalidate>
        <ErrorSummary errors={{ email: 'Vide.', nom: 'Vide.' }} />
        <h2>Mon entreprise</h2>
        <RequiredMention />
        <Field
          name="email"
          type="email"
          label="Adresse email"
          autocomplete="email"
          required
          help="Aide."
          error="Vide."
        />
        <Field name="mdp" type="password" label="Mot de passe" autocomplete="new-password" />
        <SearchField
          name="recherche"
          label="Entreprise"
          hint="Par nom"
          source="/x?q="
          choice={{ name: 'entreprise' }}
          submit={{ name: 'aller', value: 'rechercher' }}
        />
        <RadioGroup name="role" label="Rôle" cards required help="Aide." options={options} value="a" />
        <Select name="nature" label="Nature" options={options} placeholder="Choisissez" />
        <TextArea name="activite" label="Activité" value="x" />
        <FileField name="piece" label="Pièce" accept=".pdf" />
        <Checkbox name="accord" label="J'accepte" required error="Cochez." />
        <Button variant="plein" name="aller" value="suite" iconAfter="arrow-down">
          Mes informations
        </Button>
      </form>
    </div>
  </PublicPage>
);

const application = (
  <AppPage
    title="Accueil"
    user={{ name: 'Claire Vasseur', href: '/mon-profil', current: false }}
    nav={[{ label: 'Accueil', href: '/accueil', current: true }]}
    establishment={{ name: 'SOCIETE France', detail: 'PARIS', siret: '62365489700017', changeHref: '/x' }}
    hero={<h1>Bonjour Claire</h1>}
  >
    <Card id="attente" title="Ce qui m'attend">
      <Lines>
        <Line
          icon="users"
          waiting
          title="2 demandes"
          details={['x']}
          action={<Status kind="attente">À valider</Status>}
        />
      </Lines>
      <Facts items={[['Nom', 'DEBUIRE']]} />
      <Steps steps={[{ title: 'Un', text: 'x', current: true }]} />
      <Note kind="fait" announced>
        Enregistré.
      </Note>
      <form method="post">
        <Select name="role" label="Rôle" options={options} describedBy="role-descriptions" />
        <Descriptions of="role" items={[{ value: 'a', label: 'A', text: 'x' }]} />
        <Decisions choices={[{ value: 'valider', label: 'Valider', consequence: 'x', variant: 'plein' }]} />
      </form>
      <Table
        caption="Utilisateurs"
        columns={[
          { title: 'Personne', cell: (row) => row },
          { title: 'Rôle', kind: 'large', cell: () => 'x' },
        ]}
        rows={['Claire']}
        rowKey={(row) => row}
      />
      <Pagination page={2} pages={3} href={(page) => `?page=${page}`} />
    </Card>
  </AppPage>
);

describe('pages', () => {
  it.each([
    ['the account request', request],
    ['the application', application],
    [
      'a neutral page',
      <PlainPage key="neutral" title="Page introuvable">
        <h1>Page introuvable</h1>
      </PlainPage>,
    ],
  ])('%s is valid HTML', async (_name, page) => {
    expect(await problems(page)).toEqual([]);
  });

  it('the validator refuses a planted fault', async () => {
    const faulty = (
      <PlainPage title="Faute">
        <h1 id="contenu">Faute</h1>
        <p style="color: red">Style en ligne</p>
      </PlainPage>
    );
    const found = await problems(faulty);
    expect(found.some((problem) => problem.startsWith('no-inline-style'))).toBe(true);
    expect(found.some((problem) => problem.startsWith('no-dup-id'))).toBe(true);
  });

  it('have no style or script in line', () => {
    for (const page of [request, application]) {
      expect(renderDocument(page)).not.toMatch(/ style=|<style|<script(?![^>]* src=)| on[a-z]+=/);
    }
  });

  it('say in the title that something is to be corrected, and what the page is', () => {
    expect(renderDocument(request)).toContain(
      '<title>Erreur\u00a0: Mon entreprise – Demande de création de compte – mon compte 2i</title>',
    );
    expect(renderDocument(application)).toContain('<title>Accueil – mon compte 2i</title>');
  });
});

describe('the strip of the demonstration', () => {
  it('is above every page of the demonstration, and leads to its mailbox', async () => {
    for (const page of [request, application]) {
      const html = renderDocument(page, { demonstration: true });
      expect(html).toMatch(/<aside class="demonstration".*aucun email ne part.*<header/s);
      expect(html).toContain('<a href="/boite-aux-lettres">');
      expect(await problemsIn(html)).toEqual([]);
    }
  });

  it('is on no page of a real service', () => {
    for (const page of [request, application]) {
      expect(renderDocument(page)).not.toMatch(/démonstration|boite-aux-lettres/i);
    }
  });
});

describe('Gauges', () => {
  it('are buttons that say name, state and place, in words', () => {
    const html = renderDocument(request);
    expect(html).toContain('aria-label="Mon adresse email, complet, étape 1 sur 3"');
    expect(html).toMatch(/value="entreprise" form="page" aria-current="step"/);
    expect(html).toContain('<span class="jauge__mot" data-etat="a-remplir">à remplir</span>');
  });
});
