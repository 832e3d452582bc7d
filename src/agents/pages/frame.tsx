import type { ComponentChildren } from 'preact';
import { frameOf } from '../../access';
import type { Person } from '../../platform/who-may';
import { AppPage, ButtonLink, Note } from '../../ui';

export const queuePath = '/agents/demandes-de-compte';

interface DeskPageProps {
  readonly title: string;
  readonly person: Person;
  readonly error?: boolean;
  /** The page is the queue itself. */
  readonly isQueue?: boolean;
  readonly children: ComponentChildren;
}

/** Frame of the desk's pages: menu, and the way back to the queue. */
export function DeskPage({ title, person, error, isQueue, children }: DeskPageProps) {
  return (
    <AppPage title={title} error={error} {...frameOf(person, queuePath)}>
      <div class="cadre corps pile-5">
        {!isQueue && (
          <p class="retour">
            <ButtonLink variant="nu" href={queuePath} icon="arrow-left">
              Demandes de compte
            </ButtonLink>
          </p>
        )}
        {children}
      </div>
    </AppPage>
  );
}

/** What has just been done, by the code that the redirection carries; an unknown code says nothing. */
export function Done({ code }: { readonly code: string | undefined }) {
  const sentence = code === undefined ? undefined : sentences.get(code);
  if (!sentence) return null;
  return (
    <Note kind="fait" announced>
      {sentence}
    </Note>
  );
}

const sentences: ReadonlyMap<string, string> = new Map([
  ['valider', 'Demande validée : la personne en est prévenue par email.'],
  ['refuser', 'Demande refusée : la personne a reçu votre motif.'],
  [
    'bloquer',
    'Demande refusée, et cette adresse est bloquée pour cet établissement. La personne a reçu votre motif.',
  ],
  ['entreprise-accepter', 'Entreprise acceptée : elle apparaît désormais dans la recherche.'],
  [
    'entreprise-refuser',
    "Entreprise refusée : les demandes qui l'attendaient sont refusées avec le même motif.",
  ],
  [
    'reprise-accepter',
    "L'administration est confiée : la personne et les administrateurs actuels en sont prévenus.",
  ],
  ['reprise-refuser', 'Demande refusée : la personne a reçu votre motif.'],
  ['etablissement-accepter', 'Établissement accepté.'],
  [
    'etablissement-refuser',
    "Établissement refusé : les demandes qui l'attendaient sont refusées avec le même motif.",
  ],
]);
