import type { MandateToAnswer, MyTakeover } from '../../access';
import { ButtonLink, formatDate, Line, typo } from '../../ui';

const takeoverWords = {
  own: { title: "Ma demande de reprise de l'administration", button: 'Suivre' },
  answer: { title: "Demande à reprendre l'administration", button: 'Répondre' },
  confirm: { title: "Demande à reprendre l'administration", button: 'Voir' },
} as const;

/** A takeover of an administration in which the reader has a part. */
export function Takeover({ takeover }: { readonly takeover: MyTakeover }) {
  const { id, part, firstName, lastName, siteName, siret, askedAt } = takeover;
  const { title, button } = takeoverWords[part];
  const name = `${firstName} ${lastName}`;
  return (
    <Line
      icon="key"
      waiting={part !== 'own'}
      title={part === 'own' ? typo(title) : name}
      details={[
        part !== 'own' && typo(title),
        <>
          {siteName}, <span class="insecable">SIRET {siret}</span>
        </>,
        typo(`Demandée le ${formatDate(askedAt)}`),
      ]}
      action={
        <ButtonLink href={`/reprise-administration/${id}`} variant="trait" hiddenText={`: ${siteName}`}>
          {button}
        </ButtonLink>
      }
    />
  );
}

/** A mandate that a partner asks for. */
export const Mandate = ({ mandate }: { readonly mandate: MandateToAnswer }) => (
  <Line
    icon="building"
    waiting
    title={mandate.partner.name}
    details={[
      typo('Demande un mandat pour agir à votre place'),
      <>
        {mandate.client.name},{' '}
        <span class="insecable">
          {mandate.client.number.length === 9 ? 'SIREN' : 'SIRET'} {mandate.client.number}
        </span>
      </>,
      typo(`Demandé le ${formatDate(mandate.askedAt)}`),
    ]}
    action={
      <ButtonLink
        href={`/mandats/${mandate.id}`}
        variant="trait"
        hiddenText={`: mandat de ${mandate.partner.name}`}
      >
        Répondre
      </ButtonLink>
    }
  />
);
