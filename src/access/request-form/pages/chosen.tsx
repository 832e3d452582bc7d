import type { ComponentChildren } from 'preact';
import { Button, Help, Icon, type IconName, Status, typo } from '../../../ui';

interface ChosenProps {
  /** Id of the group, and of its button when there is an error: error links lead there. */
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly icon: IconName;
  /** What is chosen, as it is named; null when nothing is. */
  readonly value: string | null;
  readonly town?: string | null | undefined;
  readonly toValidate?: boolean | undefined;
  readonly error?: string | undefined;
  /** Leads to where it is changed. */
  readonly button: { readonly aller: string; readonly label: ComponentChildren; readonly about?: string };
}

/** A choice already made, in the place and the look of its field, with the button that changes it. */
export function Chosen({ name, label, help, icon, value, town, toValidate, error, button }: ChosenProps) {
  return (
    <fieldset
      class={error ? 'champ champ--large champ--erreur' : 'champ champ--large'}
      aria-describedby={error ? `${name}-erreur` : undefined}
    >
      <legend>
        {typo(label)}{' '}
        <span class="requis" aria-hidden="true">
          *
        </span>
      </legend>
      {help && <Help label={label}>{help}</Help>}
      {error && (
        <p class="champ__erreur" id={`${name}-erreur`}>
          <Icon name="alert" />
          <span>
            <span class="vh">{typo('Erreur : ')}</span>
            {typo(error)}
          </span>
        </p>
      )}
      <div class="recherche">
        <div class="recherche__ligne">
          {value !== null && (
            <div class="recherche__champ">
              <Icon name={icon} />
              <p class="champ__saisie">
                {value}
                {town && <span class="discret"> {town}</span>}
                {toValidate && (
                  <>
                    {' '}
                    <Status kind="attente">à valider</Status>
                  </>
                )}
              </p>
            </div>
          )}
          <Button id={name} name="aller" value={button.aller} hiddenText={button.about}>
            {button.label}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}
