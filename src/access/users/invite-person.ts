import { z } from 'zod';
import { emailSchema, findAccountByEmail } from '../../accounts';
import { type BehaviourContext, behaviour, personOf } from '../../platform/behaviour';
import { after } from '../../platform/clock';
import { InvalidInput } from '../../platform/errors';
import { errors } from '../errors';
import { endDay, refuseEndedDay } from '../right-days';
import { mayGrant, typedRole } from '../rules';
import { holdAddress, insertInvitation, isBlocked, liveMembershipsOn } from '../store';
import { closePendingOf } from './close-pending';
import { invitationLife } from './invitation-link';
import { noteInvitation } from './managed-invitation';
import { placeNumber } from './managed-membership';
import { sendInvitation } from './send-invitation';

const place = z.object({ siren: z.string().length(9), siret: z.string().length(14).nullable() });

/**
 * Calls somebody to a place, whether or not they have an account: the same for the one who invites. What they had
 * asked there is answered by it.
 */
export const invitePerson = behaviour({
  name: 'access.invite',
  input: z.object({ place, email: emailSchema, role: typedRole, endsOn: endDay }),
  who: {
    kind: 'permission-on',
    permission: 'users.manage',
    placeOf: async (_tx, input) => placeNumber(input.place),
  },
  async run(context, { place, email, role, endsOn }) {
    const { tx, now, kernel, actor } = context;
    const { accountId } = personOf(actor);
    refuseEndedDay(endsOn, now);
    const held = await kernel.rights.permissionsOn(tx, accountId, placeNumber(place));
    if (!mayGrant(held, role)) throw errors.grantsTooMuch();
    await holdAddress(tx, email);
    await refuseNeedless(context, place, email);
    const id = crypto.randomUUID();
    const sent = { sentAt: now, expiresAt: after(now, invitationLife), invitedBy: accountId };
    const invitation = { id, email, ...place, role, endsOn, ...sent };
    if (!(await insertInvitation(tx, invitation))) {
      throw new InvalidInput({
        email: 'Une invitation est déjà partie vers cette adresse : renvoyez-la, ou annulez-la d’abord.',
      });
    }
    await closePendingOf(context, invitation);
    await noteInvitation(context, invitation, 'access.invited', { role, endsOn });
    await sendInvitation(context, invitation);
  },
});

type Place = z.output<typeof place>;

/** Somebody who is there already, oneself, or an address that is blocked there. */
async function refuseNeedless({ tx, now, actor }: BehaviourContext, place: Place, email: string) {
  const refuse = (sentence: string) => {
    throw new InvalidInput({ email: sentence });
  };
  if (email === personOf(actor).email)
    refuse('C’est votre propre adresse : donnez celle de la personne à inviter.');
  if (place.siret !== null && (await isBlocked(tx, email, place.siret)) !== null) {
    refuse('Cette adresse est bloquée pour cet établissement : levez d’abord le blocage.');
  }
  const account = await findAccountByEmail(tx, email);
  const held = account ? await liveMembershipsOn(tx, account.id, placeNumber(place), now) : [];
  if (held.some(({ state }) => state !== 'pending')) {
    refuse('Cette personne est déjà rattachée ici : modifiez ses droits depuis la liste des utilisateurs.');
  }
}
