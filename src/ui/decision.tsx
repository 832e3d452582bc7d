import { Button } from './form/buttons';
import { typo } from './typography';

interface Choice {
  /** Value of the button. */
  readonly value: string;
  readonly label: string;
  /** What happens then, in one sentence. */
  readonly consequence: string;
  /** Expected action "plein", refusal "trait", the one that cannot be taken back lightly "danger". */
  readonly variant: 'plein' | 'trait' | 'danger';
}

interface DecisionsProps {
  readonly choices: readonly Choice[];
  /** Name of the buttons. */
  readonly name?: string | undefined;
}

/** The decisions at the end of a form: a consequence beside each button. */
export function Decisions({ choices, name = 'decision' }: DecisionsProps) {
  return (
    <div class="decisions">
      {choices.map(({ value, label, consequence, variant }) => (
        <div class="decision" key={value}>
          <div>
            <h3>{typo(label)}</h3>
            <p id={`${name}-${value}`}>{typo(consequence)}</p>
          </div>
          <Button variant={variant} name={name} value={value} describedBy={`${name}-${value}`}>
            {label}
          </Button>
        </div>
      ))}
    </div>
  );
}
