import { Icon } from '../icons';
import { Button } from './buttons';
import { controlAttributes, FieldFrame, type FieldProps } from './frame';

interface SearchFieldProps extends FieldProps {
  /** What was typed, or the label of what was chosen. */
  readonly value?: string | undefined;
  /** Hidden field that receives the value of the option chosen in the list. */
  readonly choice: { readonly name: string; readonly value?: string | undefined };
  /** Address that answers JSON; the text typed is added at its end. */
  readonly source: string;
  /** The button « Rechercher » of the page without JavaScript; choosing in the list sends it too. */
  readonly submit: { readonly name: string; readonly value: string };
  /** « entreprise », « entreprises »: what the list announces; feminine. */
  readonly noun?: readonly [singular: string, plural: string] | undefined;
  readonly maxlength?: number | undefined;
}

/**
 * Search with a list of suggestions. The source answers an array of
 * { value, label, detail?, disabled? } where disabled is the reason why it cannot be chosen.
 * Typing empties the hidden field; choosing fills it and sends the form by the button. Without JavaScript the
 * hidden field is sent as it was: an answer that only has text is a search.
 */
export function SearchField(props: SearchFieldProps) {
  const { name, value, choice, source, submit, maxlength } = props;
  const [singular, plural] = props.noun ?? ['entreprise', 'entreprises'];
  const buttonId = `${name}-rechercher`;
  return (
    <FieldFrame {...props} width={props.width ?? 'large'}>
      <div
        class="recherche"
        data-combobox
        data-source={source}
        data-submit={buttonId}
        data-singular={singular}
        data-plural={plural}
      >
        <div class="recherche__ligne">
          <div class="recherche__champ">
            <Icon name="search" />
            <input
              class="champ__saisie"
              type="text"
              {...controlAttributes(props)}
              value={value}
              maxlength={maxlength}
              autocomplete="off"
              spellcheck={false}
            />
          </div>
          <Button id={buttonId} name={submit.name} value={submit.value} class="recherche__bouton">
            Rechercher
          </Button>
        </div>
        <input type="hidden" name={choice.name} value={choice.value ?? ''} data-choice />
      </div>
    </FieldFrame>
  );
}
