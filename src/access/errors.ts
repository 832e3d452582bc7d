import { Refusal } from '../platform/errors';
import { formatDate } from '../ui';

const refusal = (code: string, status: number, sentence: string, wayOn: string) =>
  new Refusal({ code: `access.${code}`, status, sentence, wayOn });

interface NamedPerson {
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/** An agent's account may have no name yet. */
const nameOf = (person: NamedPerson | null) =>
  [person?.firstName, person?.lastName].filter(Boolean).join(' ') || 'une autre personne';

/** Everything this module can refuse, with its sentence and what the person can do. */
export const errors = {
  alreadyDecided: (by: NamedPerson | null, at: Date) =>
    refusal(
      'already-decided',
      409,
      `Cette demande a déjà été traitée le ${formatDate(at)} par ${nameOf(by)}.`,
      'Rien n’a été changé. Revenez à l’accueil pour voir ce qui vous attend.',
    ),
  noLongerPending: () =>
    refusal(
      'no-longer-pending',
      409,
      'Cette demande n’attend plus de décision : la personne l’a annulée, ou elle a expiré.',
      'Rien n’a été changé. Revenez à l’accueil pour voir ce qui vous attend.',
    ),
  ownRequest: () =>
    refusal(
      'own-request',
      403,
      'Vous ne pouvez pas décider de votre propre demande.',
      'Un autre administrateur ou nos conseillers la traiteront.',
    ),
  administratorsDecide: () =>
    refusal(
      'administrators-decide',
      403,
      'Cet établissement a un administrateur : la décision lui revient.',
      'Nos conseillers prennent le relais après 10 jours ouvrés sans réponse.',
    ),
  grantsTooMuch: () =>
    refusal(
      'grants-too-much',
      403,
      'Ce rôle donne des droits que vous n’avez pas vous-même.',
      'Choisissez un rôle qui ne dépasse pas vos droits.',
    ),
  alreadyMember: () =>
    refusal(
      'already-member',
      409,
      'Cette personne est déjà rattachée à cet établissement.',
      'Refusez la demande, ou modifiez son rôle depuis la gestion des utilisateurs.',
    ),
  suspendedThere: () =>
    refusal(
      'suspended-there',
      409,
      'Le rattachement de cette personne à cet établissement, ou à toute son entreprise, est suspendu.',
      'Un administrateur peut le rétablir depuis la gestion des utilisateurs. Sinon, refusez la demande.',
    ),
  ownMembership: () =>
    refusal(
      'own-membership',
      403,
      'Vous ne pouvez pas modifier vos propres droits.',
      'Un autre administrateur peut le faire pour vous.',
    ),
  ownAgentRoles: () =>
    refusal(
      'own-agent-roles',
      403,
      'Vous ne pouvez pas modifier vos propres rôles.',
      'Un autre superviseur peut le faire pour vous.',
    ),
  agentChangedMeanwhile: () =>
    refusal(
      'agent-changed-meanwhile',
      409,
      'Quelqu’un a modifié les rôles de cette personne pendant que vous les regardiez.',
      'Rien n’a été changé de votre côté : comparez, puis enregistrez de nouveau si vos choix restent justes.',
    ),
  lastAdministrator: () =>
    refusal(
      'last-administrator',
      409,
      'Cette personne est la seule à administrer un établissement : il se retrouverait sans administrateur.',
      'Nommez d’abord un autre administrateur, au moins jusqu’à la même date, puis recommencez.',
    ),
  invitationSettled: () =>
    refusal(
      'invitation-settled',
      409,
      'Cette invitation n’attend plus de réponse : elle a été acceptée, ou annulée.',
      'Revenez à la liste des utilisateurs pour voir ce qui est en cours.',
    ),
  takeoverSettled: () =>
    refusal(
      'takeover-settled',
      409,
      'Cette demande de reprise n’attend plus de réponse : quelqu’un a répondu, ou elle a été annulée.',
      'Rien n’a été changé de votre côté. Relisez où elle en est.',
    ),
  takeoverNotYours: () =>
    refusal(
      'takeover-not-yours',
      409,
      'Les droits de la personne qui demande ont changé depuis sa demande.',
      'Cette demande ne peut plus être acceptée. La personne peut l’annuler, et en faire une autre.',
    ),
  takeoverImpossible: () =>
    refusal(
      'takeover-impossible',
      409,
      'Vous ne pouvez pas demander à reprendre l’administration de cet établissement.',
      'Il faut y être rattaché sans l’administrer, et que l’établissement soit validé.',
    ),
  takeoverRunning: () =>
    refusal(
      'takeover-running',
      409,
      'Vous avez déjà une demande de reprise en cours pour cet établissement.',
      'Suivez-la depuis l’accueil.',
    ),
  takeoverRefused: () =>
    refusal(
      'takeover-refused',
      409,
      'Votre demande de reprise pour cet établissement vient d’être refusée.',
      'Vous pourrez en faire une autre sept jours après ce refus. D’ici là, adressez-vous à un administrateur.',
    ),
  takeoverTooEarly: () =>
    refusal(
      'takeover-too-early',
      409,
      'Les administrateurs ont encore le temps de répondre.',
      'Revenez à la date indiquée sur la page de votre demande.',
    ),
  proofNotReadable: () =>
    refusal(
      'proof-not-readable',
      409,
      'Le justificatif ne peut pas être lu : il attend encore son contrôle, ou il est dangereux.',
      'Attendez la fin du contrôle, ou refusez en demandant un autre document.',
    ),
  invitationOver: () =>
    refusal(
      'invitation-over',
      409,
      'Cette invitation ne peut plus servir : sa date de fin est passée, ou cette adresse est bloquée ici.',
      'Annulez-la. Vous pourrez ensuite inviter de nouveau cette personne.',
    ),
  mandateChanged: () =>
    refusal(
      'mandate-changed',
      409,
      'Quelqu’un a modifié ce mandat pendant que vous le regardiez.',
      'Rien n’a été changé de votre côté. Relisez ce qui est enregistré, puis recommencez.',
    ),
  mandateSettled: () =>
    refusal(
      'mandate-settled',
      409,
      'Ce mandat n’en est plus là : quelqu’un a répondu, ou y a mis fin.',
      'Rien n’a été changé de votre côté. Relisez où il en est.',
    ),
  mandatePartnerNotValid: () =>
    refusal(
      'mandate-partner-not-valid',
      409,
      'Votre entreprise ou votre établissement n’est pas encore validé par nos conseillers, ou est fermé.',
      'Vous pourrez demander un mandat dès qu’il sera validé.',
    ),
  mandateRefused: () =>
    refusal(
      'mandate-refused',
      409,
      'Ce client vient de refuser votre demande de mandat.',
      'Voyez-en la raison avec lui : vous pourrez faire une autre demande trente jours après ce refus.',
    ),
  mandateRunning: () =>
    refusal(
      'mandate-running',
      409,
      'Un mandat est déjà demandé, ou déjà donné, pour ce client.',
      'Retrouvez-le dans la liste de vos clients.',
    ),
  reviewDoneMeanwhile: () =>
    refusal(
      'review-done-meanwhile',
      409,
      'Quelqu’un a terminé la revue des droits pendant que vous la faisiez.',
      'Rien n’a été changé de votre côté. Relisez la liste : vos réponses sont gardées ci-dessous.',
    ),
  usersChangedMeanwhile: () =>
    refusal(
      'users-changed-meanwhile',
      409,
      'Quelqu’un a modifié la liste des utilisateurs pendant votre revue.',
      'Rien n’a été changé de votre côté. Relisez les lignes signalées, puis validez à nouveau.',
    ),
  changedMeanwhile: () =>
    refusal(
      'changed-meanwhile',
      409,
      'Quelqu’un a modifié ce rattachement pendant que vous le regardiez.',
      'Rien n’a été changé de votre côté. Relisez ce qui est enregistré, puis recommencez.',
    ),
};
