import type { Person } from '../../platform/who-may';
import type { MyEstablishment } from '../queries/my-establishments';

/**
 * The mails that tell somebody of what others wait for. Whatever concerns one's own rights, one's own account or an
 * objection to be made in time is not among them: it always leaves at once.
 */
export const notificationKinds = [
  'request',
  'reminder',
  'takeover_to_confirm',
  'takeover_to_decide',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export const notificationChoices = ['now', 'digest', 'none'] as const;
export type NotificationChoice = (typeof notificationChoices)[number];

/** Where: an establishment, a whole company (siret null), or the agents' desk (both null). */
export interface NotificationPlace {
  readonly siren: string | null;
  readonly siret: string | null;
}
export const desk: NotificationPlace = { siren: null, siret: null };

/** Where somebody decides on a request: on its establishment, or at the agents' desk. */
export const placeOfDecision = (
  { siren, siret }: { siren: string; siret: string },
  byAgents: boolean,
): NotificationPlace => (byAgents ? desk : { siren, siret });

export const samePlace = (one: NotificationPlace, other: NotificationPlace) =>
  one.siren === other.siren && one.siret === other.siret;

/** Of the form that asks for a choice. */
export const fieldOf = ({ siren, siret }: NotificationPlace, kind: NotificationKind) =>
  `${kind}-${siret ?? siren ?? 'conseillers'}`;

/** What may be chosen for a kind. Who asks for an account waits for somebody: nobody puts that out of earshot. */
export const choicesOf = (kind: NotificationKind): readonly NotificationChoice[] =>
  kind === 'takeover_to_confirm' ? notificationChoices : ['now', 'digest'];

export interface NotificationOffer {
  readonly place: NotificationPlace;
  /** As on screen; of the desk, none. */
  readonly name: string;
  readonly detail: string;
  readonly kinds: readonly NotificationKind[];
}

/** What a person receives about others, place by place: what they may choose for. */
export function notificationOffers(
  { agentRoles }: Person,
  memberships: readonly MyEstablishment[],
): NotificationOffer[] {
  const desks: NotificationOffer[] = agentRoles.has('account_manager')
    ? [{ place: desk, name: '', detail: '', kinds: ['request', 'reminder', 'takeover_to_decide'] }]
    : [];
  const places = memberships
    .filter(({ state }) => state === 'active')
    .map(
      ({ siren, siret, companyName, siteName, siteAddress, mayManageUsers }): NotificationOffer => ({
        place: { siren, siret },
        name: siret === null ? companyName : siteName,
        detail: siret === null ? `${siren}, tous ses établissements` : `${siret}, ${siteAddress}`,
        kinds: mayManageUsers ? ['request', 'reminder'] : ['takeover_to_confirm'],
      }),
    );
  return [...desks, ...places];
}
