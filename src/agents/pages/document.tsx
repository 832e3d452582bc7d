import type { Person } from '../../platform/who-may';
import { ButtonLink, Note, typo } from '../../ui';
import type { ProofDocument } from '../queries/document';
import { DeskPage } from './frame';

/** Why a document cannot be opened. */
export function DocumentHeldPage(props: { readonly person: Person; readonly document: ProofDocument }) {
  const { person, document } = props;
  const infected = document.scan === 'infected';
  return (
    <DeskPage title="Justificatif" person={person} error>
      <h1>
        {typo(
          infected ? 'Ce justificatif ne peut pas être ouvert' : 'Ce justificatif est en cours de contrôle',
        )}
      </h1>
      <Note kind="attente">
        {infected
          ? "L'antivirus y a trouvé un fichier dangereux : il ne sera jamais ouvert ni téléchargé. Demandez à la personne de vous en envoyer un autre, ou décidez sans lui."
          : "Il n'a pas encore été contrôlé par l'antivirus et n'est donc pas ouvert. C'est en général une affaire de minutes : revenez un peu plus tard."}
      </Note>
      <p>
        <ButtonLink href={document.filePath} variant="trait">
          Revenir à la demande
        </ButtonLink>
      </p>
    </DeskPage>
  );
}
