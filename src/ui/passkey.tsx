import type { ComponentChildren } from 'preact';
import { assetUrl } from './assets';
import { Button } from './form';
import { typo } from './typography';

interface PasskeyFormProps {
  readonly action: string;
  /** Of the gesture that the form sends, in `geste`. */
  readonly gesture: string;
  /** "create": makes a passkey; "use": signs with one. */
  readonly what: 'create' | 'use';
  /** What the browser is asked (WebAuthn, JSON form). */
  readonly options: object;
  readonly label: string;
  readonly variant?: 'plein' | 'trait';
  /** Fields sent with the answer. */
  readonly children?: ComponentChildren;
}

/**
 * Asks the browser for a passkey and sends its answer in `reponse`. The one thing that needs JavaScript: without it
 * the button stays, and the page says why nothing would happen.
 */
export function PasskeyForm(props: PasskeyFormProps) {
  const { action, gesture, what, options, label, variant = 'trait', children } = props;
  return (
    <form
      class="pile-5"
      action={action}
      method="post"
      novalidate
      data-passkey={what}
      data-options={JSON.stringify(options)}
    >
      <input type="hidden" name="geste" value={gesture} />
      <input type="hidden" name="reponse" />
      {children}
      <div class="boutons">
        <Button variant={variant} icon="key">
          {label}
        </Button>
      </div>
      <p class="champ__erreur" role="alert" hidden />
      <noscript>
        <p>{typo("Une clé d'accès demande JavaScript, que votre navigateur n'exécute pas ici.")}</p>
      </noscript>
      <script type="module" src={assetUrl('passkey.js')} />
    </form>
  );
}
