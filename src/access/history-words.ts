// What the history says of accesses, companies and establishments: every action recorded on a place has its
// French sentence here, or is named among those that nobody is shown.
import { formatDate } from '../ui';
import { rightsInWords } from './mandates/rules';
import { type RoleCode, roleCodes, roleOf } from './rules';

type Details = Readonly<Record<string, unknown>>;

/** Sections that the history is filtered by, in the order of the screen. */
export const historySections = [
  { value: 'droits', label: 'Utilisateurs et droits' },
  { value: 'demandes', label: 'Demandes de compte' },
  { value: 'invitations', label: 'Invitations' },
  { value: 'administration', label: "Reprise de l'administration" },
  { value: 'mandats', label: 'Mandats' },
  { value: 'donnees', label: "Données de l'établissement" },
  { value: 'fiche', label: 'Entreprise et établissement' },
] as const;
export type HistorySection = (typeof historySections)[number]['value'];

interface HistoryWords {
  readonly section: HistorySection;
  sentence(details: Details): string;
}

const isRole = (value: unknown): value is RoleCode => roleCodes.some((code) => code === value);
const detailsOf = (value: unknown): Details =>
  typeof value === 'object' && value !== null ? { ...value } : {};

function rightsIn({ role, endsOn }: Details): string {
  if (!isRole(role)) return '';
  return `${roleOf(role).name}${typeof endsOn === 'string' ? ` jusqu'au ${formatDate(endsOn)}` : ''}`;
}

const plain = (sentence: string) => () => sentence;
const followed = (sentence: string, rest: string) => (rest === '' ? sentence : `${sentence} : ${rest}`);
const withReason = (sentence: string) => (details: Details) =>
  followed(sentence, typeof details.reason === 'string' ? details.reason : '');
const withRights = (sentence: string) => (details: Details) => followed(sentence, rightsIn(details));

/** "Demande validée : Consultation, au lieu de Comptable". */
function approved({ asked, granted }: Details): string {
  const instead = asked !== granted && isRole(asked) ? `, au lieu de ${roleOf(asked).name}` : '';
  return `${followed('Demande validée', rightsIn({ role: granted }))}${instead}`;
}

/** "Mandat accepté, CABINET MORVAN - 123456782 : Salariés : Consultation". */
const withParty = (sentence: string) => (details: Details) => {
  const { with: other, reason, permissions, endsOn } = details;
  const rights = Array.isArray(permissions) ? rightsInWords(permissions) : [];
  const rest = [
    ...(typeof reason === 'string' ? [reason] : rights),
    ...(typeof endsOn === 'string' ? [`jusqu'au ${formatDate(endsOn)}`] : []),
  ];
  return followed(typeof other === 'string' ? `${sentence}, ${other}` : sentence, rest.join(' ; '));
};
/** "Revue annuelle des droits : 12 gardés, 2 retirés". */
const reviewed = ({ kept, ended }: Details) =>
  `Revue des droits : ${[kept, ended]
    .map(Number)
    .map((count, index) => `${count} ${index === 0 ? 'gardé' : 'retiré'}${count > 1 ? 's' : ''}`)
    .join(', ')}`;

const granters: Readonly<Record<string, string>> = {
  administrator: ' par un administrateur',
  colleague: ', confirmée par un collègue',
  agent: ' par nos conseillers',
};

const wordsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** "Contact formation modifié". */
const contactChanged = ({ contact, removed }: Details) =>
  `${typeof contact === 'string' ? contact : 'Contact'} ${removed === true ? 'retiré' : 'modifié'}`;

/** "… : 0650 depuis le 1er mars 2015 → 3248 depuis le 1er janvier 2024". */
const beforeAndAfter =
  (sentence: string, list: string) =>
  ({ before, after }: Details) =>
    followed(
      sentence,
      [before, after].map((one) => wordsIn(detailsOf(one)[list]).join(', ') || 'rien').join(' → '),
    );

const words: Readonly<Record<HistorySection, Readonly<Record<string, HistoryWords['sentence']>>>> = {
  droits: {
    'access.membership-granted': withRights('Rattaché'),
    'access.membership-imported': withRights("Rattaché, repris de l'ancienne plateforme"),
    'access.membership-changed': ({ before, after }) =>
      followed(
        'Droits modifiés',
        [before, after]
          .map((one) => rightsIn(detailsOf(one)))
          .filter(Boolean)
          .join(' → '),
      ),
    'access.membership-suspended': withReason('Suspendu'),
    'access.membership-restored': plain('Rétabli'),
    'access.membership-ended': withReason('Retiré'),
    'access.membership-merged': plain('Rattachement passé à un autre compte de la même personne'),
    'access.rights-review-asked': plain('Revue annuelle des droits demandée aux administrateurs'),
    'access.rights-reviewed': reviewed,
  },
  demandes: {
    'access.request-confirmed': plain('Demande de compte reçue'),
    'access.deciders-reminded': plain('Demande relancée auprès de ceux qui décident'),
    'access.request-handed-over': plain('Demande confiée à nos conseillers'),
    'access.request-approved': approved,
    'access.request-refused': withReason('Demande refusée'),
    'access.request-refused-and-blocked': withReason('Demande refusée, adresse bloquée'),
    'access.address-block-lifted': plain("Blocage de l'adresse levé"),
    'access.request-cancelled': plain('Demande annulée par la personne'),
    'access.request-expired': plain('Demande expirée, sans décision'),
    'access.request-merged': plain('Demande close : les comptes de la personne ont été réunis'),
    'access.request-superseded': plain('Demande close : la personne est invitée, ou avait déjà demandé'),
  },
  invitations: {
    'access.invited': withRights('Invitation envoyée'),
    'access.invitation-resent': plain('Invitation renvoyée'),
    'access.invitation-renewed': plain('Invitation renvoyée à la demande de la personne'),
    'access.invitation-replaced': plain('Invitation réunie à une autre de la même personne'),
    'access.invitation-withdrawn': plain('Invitation annulée'),
    'access.invitation-accepted': withRights('Invitation acceptée'),
  },
  administration: {
    'access.takeover-asked': withReason("Reprise de l'administration demandée"),
    'access.takeover-relayed': plain('Reprise sans réponse : un collègue peut la confirmer'),
    'access.takeover-with-agents': plain('Reprise confiée à nos conseillers, avec un justificatif'),
    'access.takeover-granted': ({ as }) =>
      `Administration confiée${typeof as === 'string' ? (granters[as] ?? '') : ''}`,
    'access.takeover-refused': withReason('Reprise refusée'),
    'access.takeover-cancelled': plain('Reprise abandonnée par la personne'),
    'access.takeover-merged': plain('Reprise close : les comptes de la personne ont été réunis'),
    'access.takeover-expired': plain('Reprise expirée, sans réponse'),
    'access.administration-vacant': plain(
      "Plus aucun administrateur : un utilisateur peut reprendre l'administration",
    ),
  },
  mandats: {
    'access.mandate-asked': withParty('Mandat demandé'),
    'access.mandate-accepted': withParty('Mandat accepté'),
    'access.mandate-changed': withParty('Mandat modifié'),
    'access.mandate-refused': withParty('Mandat refusé'),
    'access.mandate-cancelled': withParty('Demande de mandat annulée par le partenaire'),
    'access.mandate-expired': withParty('Demande de mandat expirée, sans réponse'),
    'access.mandate-withdrawn': withParty('Mandat retiré par le client'),
    'access.mandate-given-up': withParty('Mandat abandonné par le partenaire'),
    'access.mandate-ended-by-opco': withParty('Mandat terminé par nos conseillers'),
    'access.mandate-partner-closed': withParty('Mandat terminé : partenaire fermé au répertoire Sirene'),
    'access.mandate-member-added': withParty('Désigné pour agir par mandat'),
    'access.mandate-member-removed': withParty("N'agit plus par mandat"),
  },
  donnees: {
    'establishments.contact-changed': ({ after }) => contactChanged(detailsOf(after)),
    'establishments.address-changed': ({ after }) =>
      `Adresse de correspondance ${detailsOf(after).removed === true ? 'retirée' : 'modifiée'}`,
    'establishments.agreement-changed': beforeAndAfter('Convention collective modifiée', 'agreements'),
    'establishments.headcount-changed': beforeAndAfter("Effectif de l'entreprise modifié", 'headcounts'),
    'establishments.bank-change-asked': ({ before, after }) =>
      followed('Nouvelles coordonnées bancaires demandées', wordsIn([before, after]).join(' → ')),
    'establishments.bank-change-withdrawn': ({ after }) =>
      followed('Nouvelles coordonnées bancaires retirées', wordsIn([after]).join()),
    'establishments.bank-change-validated': ({ after }) =>
      followed("Coordonnées bancaires validées par l'OPCO", wordsIn([after]).join()),
    'establishments.bank-change-refused': withReason("Coordonnées bancaires refusées par l'OPCO"),
  },
  fiche: {
    'registry.company-accepted': plain('Entreprise validée'),
    'registry.company-refused': plain('Entreprise refusée'),
    'registry.establishment-accepted': plain('Établissement validé'),
    'registry.establishment-refused': plain('Établissement refusé'),
    'access.place-closed': ({ closedOn, successor }) =>
      [
        followed('Fermé au répertoire Sirene', typeof closedOn === 'string' ? formatDate(closedOn) : ''),
        ...(typeof successor === 'string' ? [`suivi par ${successor}`] : []),
      ].join(', '),
  },
};

/** Recorded on a place, and shown to nobody there: nobody has confirmed that the address asks for anything. */
export const untoldActions = [
  'access.request-sent',
  'access.request-dropped',
  'access.request-replaced',
] as const;

const known: ReadonlyMap<string, HistoryWords> = new Map(
  historySections.flatMap(({ value: section }) =>
    Object.entries(words[section]).map(([action, sentence]) => [action, { section, sentence }] as const),
  ),
);

/** What happened, in French; null for what is not told. */
export const historySentence = (action: string, details: Details): string | null =>
  known.get(action)?.sentence(details) ?? null;

export const sectionOf = (action: string): HistorySection | null => known.get(action)?.section ?? null;

/** The actions of a section, or of all. */
export const actionsOf = (section: HistorySection | null): string[] =>
  [...known].flatMap(([action, told]) => (section === null || told.section === section ? [action] : []));
