import type { ComponentChildren } from 'preact';
import { drawOnce } from '../draw-once';
import { Icon } from '../icons';
import { typo } from '../typography';
import type { FieldErrors } from './errors';

/** What every field takes. Sentences are written plainly; the component sets their typography. */
export interface FieldProps {
  /** Name sent with the form; the ids are made from it. */
  readonly name: string;
  readonly label: string;
  /** Always visible, under the label. */
  readonly hint?: string | undefined;
  /** Sentence behind the « ? ». */
  readonly help?: string | undefined;
  readonly required?: boolean | undefined;
  /** Either the sentence itself, or all the errors of the form: the field finds its own. */
  readonly error?: string | undefined;
  readonly errors?: FieldErrors | undefined;
  /** "court": 16 rem, "large": the whole width; 32 rem otherwise. */
  readonly width?: 'court' | 'large' | undefined;
}

export function errorOf({ name, error, errors }: Pick<FieldProps, 'name' | 'error' | 'errors'>) {
  return error ?? errors?.[name];
}

export function fieldClass(error: string | undefined, width: FieldProps['width']): string {
  return ['champ', width && `champ--${width}`, error && 'champ--erreur'].filter(Boolean).join(' ');
}

/** Attributes that tie the control to its hint and error. */
export function controlAttributes(props: FieldProps, ...alsoDescribedBy: readonly (string | undefined)[]) {
  const error = errorOf(props);
  const described = [
    props.hint && `${props.name}-consigne`,
    error && `${props.name}-erreur`,
    ...alsoDescribedBy,
  ].filter(Boolean);
  return {
    id: props.name,
    name: props.name,
    required: props.required || undefined,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
  };
}

export function RequiredMark() {
  return drawOnce('required', () => (
    <>
      {' '}
      <span class="requis" aria-hidden="true">
        *
      </span>
    </>
  ));
}

export function HintAndError(props: Pick<FieldProps, 'name' | 'hint' | 'error' | 'errors'>) {
  const error = errorOf(props);
  return (
    <>
      {props.hint && (
        <p class="champ__aide" id={`${props.name}-consigne`}>
          {typo(props.hint)}
        </p>
      )}
      {error && (
        <p class="champ__erreur" id={`${props.name}-erreur`}>
          <Icon name="alert" />
          <span>
            <span class="vh">{typo('Erreur : ')}</span>
            {typo(error)}
          </span>
        </p>
      )}
    </>
  );
}

/** The « ? »: opens a sentence in the flow, without JavaScript; never hides the field it explains. */
export function Help({ label, children }: { readonly label: string; readonly children: string }) {
  return drawOnce(`help ${label} ${children}`, () => (
    <details class="aide">
      <summary>
        <span aria-hidden="true">?</span>
        <span class="vh">{typo(`Aide : ${label}`)}</span>
      </summary>
      <p class="aide__bulle">{typo(children)}</p>
    </details>
  ));
}

/** Label, help, hint and error around one control whose id is the field's name. */
export function FieldFrame({ children, ...props }: FieldProps & { readonly children: ComponentChildren }) {
  return (
    <div class={fieldClass(errorOf(props), props.width)}>
      <div class="champ__tete">
        <label class="champ__etiquette" for={props.name}>
          {typo(props.label)}
          {props.required && <RequiredMark />}
        </label>
        {props.help && <Help label={props.label}>{props.help}</Help>}
      </div>
      <HintAndError {...props} />
      {children}
    </div>
  );
}
