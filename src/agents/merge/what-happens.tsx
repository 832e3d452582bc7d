import { roleOf } from '../../access';
import { Note, typo } from '../../ui';
import type { MergeMembership, MergeView } from './merge-view';

const placeOf = ({ siren, siret, siteName }: Pick<MergeMembership, 'siren' | 'siret' | 'siteName'>) =>
  siret ? `${siteName}, SIRET ${siret}` : `${siteName}, toute l'entreprise, SIREN ${siren}`;

/** What one step does, in a sentence. */
function stepWords({ kind, membership }: MergeView['steps'][number]): string {
  const place = placeOf(membership);
  if (kind === 'suspend')
    return `${place} : le droit du compte qui reste est suspendu, comme celui de l'autre.`;
  if (kind === 'end') {
    const mandates =
      membership.mandates.length > 0
        ? ` Il n'agit plus par lui pour ${membership.mandates.join(', ')} : le partenaire désigne de nouveau la personne.`
        : '';
    return `${place} : le compte qui reste y garde son propre droit, celui de l'autre s'arrête.${mandates}`;
  }
  const suspended = membership.state === 'suspended' ? ', toujours suspendu' : '';
  return `${place} : ${roleOf(membership.role).name}, passe au compte qui reste${suspended}.`;
}

const counted = (count: number, one: string, many: string) =>
  count === 0 ? [] : [count === 1 ? `Une ${one}.` : `${count} ${many}.`];

/** Before the decision: each thing that changes, and what would stop it. */
export function WhatHappens({ view }: { readonly view: MergeView }) {
  const { kept, merged, steps } = view;
  const alone = steps.filter(({ kind, membership }) => kind !== 'move' && membership.lastAdministrator);
  return (
    <>
      <ul>
        {[
          ...steps.map(stepWords),
          ...counted(merged.requests.length, 'demande de compte est close', 'demandes de compte sont closes'),
          ...counted(
            merged.invitations.length,
            'invitation reçue est annulée',
            'invitations reçues sont annulées',
          ),
          ...counted(
            merged.takeovers.length,
            "reprise de l'administration est abandonnée",
            "reprises de l'administration sont abandonnées",
          ),
          `${merged.account.email} : ce compte est fermé, ses informations personnelles sont effacées et les invitations qu'il a envoyées ne servent plus.`,
          'Les sessions des deux comptes sont fermées et les deux adresses sont prévenues par email.',
        ].map((sentence) => (
          <li key={sentence}>{typo(sentence)}</li>
        ))}
      </ul>
      {merged.account.hasSecondFactor && !kept.account.hasSecondFactor && (
        <Note kind="attente">
          {
            'Le compte qui reste n’a pas de double authentification, l’autre en avait une : ses droits seront moins protégés.'
          }
        </Note>
      )}
      {alone.length > 0 && (
        <Note kind="attente">
          {typo(
            `Seul à administrer, et ce droit s'arrêterait : ${alone.map(({ membership }) => placeOf(membership)).join(' ; ')}. Réunissez dans l'autre sens, ou faites d'abord nommer un autre administrateur.`,
          )}
        </Note>
      )}
    </>
  );
}
