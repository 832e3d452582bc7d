import { type Kernel, perform } from '../../platform/behaviour';
import { systemActor } from '../../platform/who-may';
import { perHourSchema, startInvitations, stopInvitations } from './invitations';

const usualPerHour = 500;
const number = new Intl.NumberFormat('fr-FR');

const usage = `Usage : npm run invite-migrated -- [--par-heure N]   lance la campagne, ${usualPerHour} mails par heure au plus (1 à 10 000)
        npm run invite-migrated -- --arreter         l'arrête`;

/**
 * `invite-migrated [--par-heure N]` starts the campaign that invites people from the former platform;
 * `--arreter` stops it. The running server sends. Gives the exit code: 1 when it was not understood.
 */
export async function inviteMigratedCommand(
  kernel: Kernel,
  args: readonly string[],
  say: (text: string) => void,
): Promise<number> {
  const actor = systemActor('invite-migrated');
  const [option, value, ...others] = args;
  if (option === '--arreter' && value === undefined) {
    const stopped = await perform(kernel, stopInvitations, actor, {});
    say(stopped ? 'Campagne arrêtée : plus aucune invitation ne part.' : "Aucune campagne n'était en cours.");
    return 0;
  }
  const perHour = perHourSchema.safeParse(option === undefined ? usualPerHour : Number(value));
  if ((option !== undefined && option !== '--par-heure') || others.length > 0 || !perHour.success) {
    say(usage);
    return 1;
  }
  const { toInvite, invited } = await perform(kernel, startInvitations, actor, { perHour: perHour.data });
  const already = `Sans mot de passe et déjà invitées : ${number.format(invited)}.`;
  if (toInvite === 0) {
    say(`Personne à inviter. ${already}`);
    return 0;
  }
  const duration = Math.ceil(toInvite / perHour.data);
  say(
    [
      `Campagne lancée. Personnes à inviter : ${number.format(toInvite)}, ${number.format(perHour.data)} mails par heure au plus, soit ${number.format(duration)} h environ.`,
      `${already} Une personne n'est invitée qu'une fois.`,
      'Le serveur en marche envoie, minute par minute, et reprend après un arrêt. Pour cesser : npm run invite-migrated -- --arreter',
    ].join('\n'),
  );
  return 0;
}
