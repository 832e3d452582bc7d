import { drawOnce } from '../draw-once';
import { Icon } from '../icons';
import { typo } from '../typography';
import type { FieldErrors } from './errors';

interface ErrorSummaryProps {
  readonly errors: FieldErrors;
}

/**
 * What is to be corrected, at the top of the form, each line leading to its field; nothing when there is no
 * error. List the errors in the order of the fields. The empty name is a sentence without link.
 */
export function ErrorSummary({ errors }: ErrorSummaryProps) {
  const entries = Object.entries(errors);
  if (entries.length === 0) return null;
  const onFieldsOnly = entries.length > 1 && !('' in errors);
  return (
    <div class="bilan" role="alert" tabindex={-1} aria-labelledby="bilan-titre" data-bilan>
      <h2 id="bilan-titre">
        <Icon name="alert" />
        {onFieldsOnly ? `${entries.length} champs sont à corriger` : 'Il y a un problème'}
      </h2>
      <ul>
        {entries.map(([name, sentence]) => (
          <li key={name}>{name ? <a href={`#${name}`}>{typo(sentence)}</a> : typo(sentence)}</li>
        ))}
      </ul>
    </div>
  );
}

/** « * Champs obligatoires », beside the heading of the form. */
export function RequiredMention() {
  return drawOnce('required mention', () => (
    <p class="mention">
      <span class="requis" aria-hidden="true">
        *
      </span>{' '}
      Champs obligatoires
    </p>
  ));
}
