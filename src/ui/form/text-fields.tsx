import { h } from 'preact';
import { controlAttributes, FieldFrame, type FieldProps } from './frame';

interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'tel' | 'password' | 'search' | undefined;
  readonly value?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly maxlength?: number | undefined;
  readonly inputmode?: 'numeric' | 'tel' | 'email' | 'search' | 'decimal' | undefined;
  readonly spellcheck?: boolean | undefined;
}

/** One line of text. A password never gets its value back, and gains an « Afficher » button in the browser. */
export function Field(props: TextFieldProps) {
  const { type = 'text', value, autocomplete, maxlength, inputmode, spellcheck } = props;
  const attributes = {
    class: 'champ__saisie',
    ...controlAttributes(props),
    autocomplete,
    maxlength,
    inputmode,
    spellcheck: spellcheck ?? (type === 'text' || type === 'search' ? undefined : false),
  };
  return (
    <FieldFrame {...props}>
      {type === 'password' ? (
        <div class="secret" data-secret>
          <input type="password" {...attributes} />
        </div>
      ) : (
        h('input', { type, value, ...attributes })
      )}
    </FieldFrame>
  );
}

interface TextAreaProps extends FieldProps {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  readonly maxlength?: number | undefined;
}

export function TextArea(props: TextAreaProps) {
  return (
    <FieldFrame {...props}>
      <textarea
        class="champ__saisie"
        {...controlAttributes(props)}
        rows={props.rows ?? 4}
        maxlength={props.maxlength}
      >
        {props.value}
      </textarea>
    </FieldFrame>
  );
}

interface FileFieldProps extends FieldProps {
  /** Media types or endings, as in the accept attribute. */
  readonly accept?: string | undefined;
}

/** One file; its form needs enctype="multipart/form-data". */
export function FileField(props: FileFieldProps) {
  return (
    <FieldFrame {...props}>
      <input
        class="champ__saisie champ__fichier"
        type="file"
        {...controlAttributes(props)}
        accept={props.accept}
      />
    </FieldFrame>
  );
}
