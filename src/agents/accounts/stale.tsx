import { type Refused, RefusedNote } from '../../access';
import type { Form } from '../../platform/forms';
import { Facts, formatDateTime, typo } from '../../ui';
import type { AccountView } from './account';
import { eventWords, states, stateWords } from './words';

/** What the page says of the account, sent with what is asked of it: if all has changed since, both are shown. */
export function Said({ view: { account, removal } }: { readonly view: AccountView }) {
  return (
    <>
      <input type="hidden" name="etat" value={account.state} />
      <input type="hidden" name="retrait" value={removal?.id ?? ''} />
    </>
  );
}

interface StaleNoteProps {
  readonly refusal: Refused | null;
  readonly view: AccountView;
  readonly typed: Form;
}

/** Why nothing was done: what the page said, what is so now, who did it, and what was typed for nothing. */
export function StaleNote({ refusal, view, typed }: StaleNoteProps) {
  const [last] = view.events;
  return (
    <RefusedNote refusal={refusal}>
      <Facts
        items={[
          ['Sur votre page', saidBefore(typed)],
          ['Maintenant', standing(view.account.state, view.removal !== null)],
          [
            'Dernier geste',
            last &&
              typo(
                `${eventWords(last.action)}, le ${formatDateTime(last.at)}${last.by ? `, par ${last.by}` : ''}`,
              ),
          ],
          ['Vous aviez écrit', typed.motif || typed.verifie || typed.raison],
        ]}
      />
    </RefusedNote>
  );
}

/** Nothing for a form that does not say it. */
function saidBefore({ etat, retrait }: Form): string | null {
  const state = states.find((one) => one === etat);
  return state ? standing(state, Boolean(retrait)) : null;
}

const standing = (state: AccountView['account']['state'], removal: boolean) =>
  typo(`${stateWords[state].word}${removal ? ', retrait de la double authentification demandé' : ''}`);
