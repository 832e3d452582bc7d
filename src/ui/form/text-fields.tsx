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
  const control = controlAttributes(props);
  // Each attribute by its name: spread ones are not precompiled, and pages have many fields.
  const input = (
    <input
      // Any of them may stand here; Preact wants to know which.
      type={type as 'text'}
      value={type === 'password' ? undefined : value}
      class="champ__saisie"
      id={control.id}
      name={control.name}
      required={control.required}
      aria-invalid={control['aria-invalid']}
      aria-describedby={control['aria-describedby']}
      autocomplete={autocomplete}
      maxlength={maxlength}
      inputmode={inputmode}
      spellcheck={spellcheck ?? (type === 'text' || type === 'search' ? undefined : false)}
    />
  );
  return (
    <FieldFrame {...props}>
      {type === 'password' ? (
        <div class="secret" data-secret>
          {input}
        </div>
      ) : (
        input
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
