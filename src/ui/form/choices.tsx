import type { ComponentChildren } from 'preact';
import { typo } from '../typography';
import {
  controlAttributes,
  errorOf,
  FieldFrame,
  type FieldProps,
  fieldClass,
  Help,
  HintAndError,
  RequiredMark,
} from './frame';

export interface Option {
  readonly value: string;
  /** Shown as it is: the label may be a name of the registry. */
  readonly label: string;
  readonly disabled?: boolean | undefined;
}

interface SelectProps extends FieldProps {
  readonly options: readonly Option[];
  readonly value?: string | undefined;
  /** First line with an empty value, when nothing is chosen beforehand. */
  readonly placeholder?: string | undefined;
  /** Ids of texts that also describe the field. */
  readonly describedBy?: string | undefined;
}

/** Closed list. Up to about six long values, prefer RadioGroup with cards: nothing is cut at 320 px. */
export function Select(props: SelectProps) {
  return (
    <FieldFrame {...props}>
      <select class="champ__saisie" {...controlAttributes(props, props.describedBy)}>
        {props.placeholder !== undefined && (
          <option value="" selected={!props.value}>
            {typo(props.placeholder)}
          </option>
        )}
        {props.options.map(({ value, label, disabled }) => (
          <option key={value} value={value} selected={value === props.value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

export interface RadioOption extends Option {
  /** Under the label: the address of a site, what a role may do. */
  readonly description?: string | undefined;
}

interface RadioGroupProps extends FieldProps {
  readonly options: readonly RadioOption[];
  readonly value?: string | undefined;
  /** One full-width card per option, with its description. */
  readonly cards?: boolean | undefined;
}

/** One choice among a few. The first radio carries the name as its id, so that error links lead to it. */
export function RadioGroup(props: RadioGroupProps) {
  const { name, label, help, required, width, options, value, cards } = props;
  const error = errorOf(props);
  const control = controlAttributes(props);
  return (
    <fieldset
      class={fieldClass(error, cards ? (width ?? 'large') : width)}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: aria-required and aria-invalid need it
      role="radiogroup"
      aria-required={required ? 'true' : undefined}
      aria-invalid={control['aria-invalid']}
      aria-describedby={control['aria-describedby']}
    >
      <legend>
        {typo(label)}
        {required && <RequiredMark />}
      </legend>
      {help && <Help label={label}>{help}</Help>}
      <HintAndError {...props} />
      <div class={cards ? 'choix choix--cartes' : 'choix'}>
        {options.map((option, index) => (
          <label class="choix__un" key={option.value}>
            <input
              type="radio"
              id={index === 0 ? name : `${name}-${index + 1}`}
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
            />
            <span class="choix__texte">
              <span class="choix__nom">{option.label}</span>
              {option.description && <span class="choix__detail">{option.description}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface CheckboxProps extends Omit<FieldProps, 'label' | 'help'> {
  readonly label: ComponentChildren;
  readonly value?: string | undefined;
  readonly checked?: boolean | undefined;
}

/** One box to tick; the label may hold a link. */
export function Checkbox(props: CheckboxProps) {
  const { name, label, hint, required, error, errors, value = 'oui', checked } = props;
  const field = { name, label: '', hint, required, error, errors };
  return (
    <div class={fieldClass(errorOf(field), props.width)}>
      <HintAndError {...field} />
      <div class="choix">
        <label class="choix__un choix__un--case">
          <input type="checkbox" {...controlAttributes(field)} value={value} checked={checked} />
          <span class="choix__texte">
            {typeof label === 'string' ? typo(label) : label}
            {required && <RequiredMark />}
          </span>
        </label>
      </div>
    </div>
  );
}

interface DescriptionsProps {
  /** Name of the select or radio group that they follow. */
  readonly of: string;
  readonly items: readonly { readonly value: string; readonly label: string; readonly text: string }[];
}

/** One description per value. Without JavaScript all are read; with it only that of the chosen value. */
export function Descriptions({ of, items }: DescriptionsProps) {
  return (
    <div class="descriptions pile" id={`${of}-descriptions`} data-descriptions={of} aria-live="polite">
      {items.map(({ value, label, text }) => (
        <p class="description description--large" key={value} data-description-for={value}>
          <strong>{typo(`${label} :`)}</strong> {typo(text)}
        </p>
      ))}
    </div>
  );
}
