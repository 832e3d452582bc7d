import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../icons';
import { typoChild } from '../typography';

interface Look {
  /** One kind of "plein" per screen: the expected action. "trait" by default. */
  readonly variant?: 'plein' | 'trait' | 'danger' | 'nu' | undefined;
  /** The whole width of its container. */
  readonly large?: boolean | undefined;
  readonly icon?: IconName | undefined;
  readonly iconAfter?: IconName | undefined;
  /** Read after the label by assistive technology only: « la demande de … ». */
  readonly hiddenText?: string | undefined;
  readonly class?: string | undefined;
  readonly children: ComponentChildren;
}

function lookClass({ variant = 'trait', large, class: extra }: Look): string {
  return ['bouton', `bouton--${variant}`, large && 'bouton--large', extra].filter(Boolean).join(' ');
}

function Content({ icon, iconAfter, hiddenText, children }: Look) {
  return (
    <>
      {icon && <Icon name={icon} />}
      {typoChild(children)}
      {hiddenText && <span class="vh"> {hiddenText}</span>}
      {iconAfter && <Icon name={iconAfter} />}
    </>
  );
}

interface ButtonProps extends Look {
  readonly type?: 'submit' | 'button' | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly form?: string | undefined;
  readonly formaction?: string | undefined;
  readonly describedBy?: string | undefined;
}

export function Button(props: ButtonProps) {
  return (
    <button
      class={lookClass(props)}
      type={props.type ?? 'submit'}
      id={props.id}
      name={props.name}
      value={props.value}
      form={props.form}
      formaction={props.formaction}
      aria-describedby={props.describedBy}
    >
      <Content {...props} />
    </button>
  );
}

export function ButtonLink(props: Look & { readonly href: string }) {
  return (
    <a class={lookClass(props)} href={props.href}>
      <Content {...props} />
    </a>
  );
}

interface DefaultSubmitProps {
  readonly name: string;
  readonly value: string;
  readonly form?: string | undefined;
}

/**
 * What Enter in a field does. A browser takes the first submit button of the document that belongs to the
 * form: put this one before every other, where the visible order wants another button first.
 */
export function DefaultSubmit({ name, value, form }: DefaultSubmitProps) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: out of the tab order, pressed by Enter in a field only
    <button class="vh" type="submit" name={name} value={value} form={form} tabindex={-1} aria-hidden="true">
      Continuer
    </button>
  );
}
