import { Note, Status, type StatusKind } from '../../../ui';
import { type MembershipState, membershipWords } from '../lifecycle';

const kinds: Readonly<Record<MembershipState, StatusKind>> = {
  pending: 'attente',
  active: 'actif',
  suspended: 'suspendu',
  ended: 'suspendu',
  refused: 'refus',
};

/** "État de rattachement". */
export const AttachmentState = ({ state }: { readonly state: MembershipState }) => (
  <Status kind={kinds[state]}>{membershipWords[state]}</Status>
);

const doneWords = {
  modifie: 'Les droits sont modifiés : un message vient de partir vers la personne.',
  suspendu: "Le rattachement est suspendu : la personne n'a plus accès, un message le lui dit.",
  retabli: 'Le rattachement est rétabli : un message vient de partir vers la personne.',
  retire: "Le rattachement est terminé : la personne n'a plus accès.",
  revue: "La revue des droits est faite : les personnes dont l'accès prend fin en sont prévenues.",
  debloque: 'Le blocage est levé : cette adresse peut de nouveau demander un compte.',
  invite: "L'invitation est partie.",
  renvoye: "L'invitation est repartie, avec un nouveau lien.",
  annule: "L'invitation est annulée : son lien ne sert plus.",
} as const;
export type DoneCode = keyof typeof doneWords;
export const doneCode = (text: string | undefined): DoneCode | null =>
  text !== undefined && Object.hasOwn(doneWords, text) ? (text as DoneCode) : null;

/** What has just been done. */
export const Done = ({ code }: { readonly code: DoneCode | null }) =>
  code && (
    <Note kind="fait" announced>
      {doneWords[code]}
    </Note>
  );
