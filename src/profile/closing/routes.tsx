import { membershipsOf, soleAdministrationsOf } from '../../access';
import { checkOwnPassword } from '../../accounts';
import { type FieldErrors, Refusal } from '../../platform/errors';
import {
  type Answer,
  type Call,
  get,
  page,
  post,
  type Route,
  redirect,
  sessionCookie,
} from '../../platform/http';
import { signedIn } from '../../platform/who-may';
import { closeOwnAccount } from './close-own-account';
import { ClosingPage, closingPath } from './page';

/** "Fermer mon compte": what it means, what stands in the way, and the button. */
export const closingRoutes: readonly Route[] = [
  get(closingPath, signedIn, (call) => show(call, {})),
  post(closingPath, signedIn, async (call) => {
    const proof = await checkOwnPassword(call, call.form.preuve ?? '');
    if ('reason' in proof) return show(call, { preuve: proof.reason }, 422);
    const session = call.sessionSecret ?? '';
    try {
      if (!(await call.perform(closeOwnAccount, { session, ...proof })))
        return show(call, { preuve: changedMeanwhile }, 409);
    } catch (error) {
      // The page says which places stand in the way.
      if (error instanceof Refusal && error.status === 409) return show(call, {}, 409);
      throw error;
    }
    call.clearCookie(sessionCookie);
    call.setHeader('clear-site-data', '"cache", "storage"');
    return redirect('/connexion?ferme=1');
  }),
];

const changedMeanwhile =
  "Rien n'a été fermé : votre mot de passe ou votre session vient de changer ailleurs. Recommencez.";

async function show(call: Call, errors: FieldErrors, status?: number): Promise<Answer> {
  const { db, clock } = call.kernel;
  const person = call.person();
  return page(
    <ClosingPage
      person={person}
      memberships={await membershipsOf(db, person.accountId, clock())}
      alone={await soleAdministrationsOf(db, person.accountId, clock())}
      errors={errors}
    />,
    status,
  );
}
