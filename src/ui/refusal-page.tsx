import { ButtonLink } from './form';
import { Icon } from './icons';
import { PlainPage } from './layout';
import { typo } from './typography';

/** What every refusal shows: what happened, and the way on. The same bytes for everybody. */
export function refusalPage(refusal: { readonly sentence: string; readonly wayOn: string }) {
  return (
    <PlainPage title="Page indisponible" error>
      <div class="accomplie">
        <span class="rond rond--grand">
          <Icon name="info" />
        </span>
        <div>
          <h1>{typo(refusal.sentence)}</h1>
          <p class="discret">{typo(refusal.wayOn)}</p>
        </div>
      </div>
      <div class="boutons">
        <ButtonLink href="/">Revenir à l'accueil</ButtonLink>
      </div>
    </PlainPage>
  );
}
