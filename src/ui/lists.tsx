import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons';

/** What waits, or what one has: a list of <Line> (class lignes). */
export function Lines({ children }: { readonly children: ComponentChildren }) {
  return <ul class="lignes">{children}</ul>;
}

interface LineProps {
  /** Icon in a disc; or give a mark (a gauge) of one's own. */
  readonly icon?: IconName | undefined;
  readonly mark?: ComponentChildren;
  /** Copper disc: something is expected from the person. */
  readonly waiting?: boolean | undefined;
  readonly title: ComponentChildren;
  /** Level of the title, 3 by default. */
  readonly level?: 2 | 3 | 4 | undefined;
  /** One small paragraph each; nothing for null. */
  readonly details?: readonly ComponentChildren[] | undefined;
  /** Button, link or <Status> on the right (below on a small screen). */
  readonly action?: ComponentChildren;
}

export function Line({ icon, mark, waiting, title, level = 3, details = [], action }: LineProps) {
  const Heading = `h${level}` as const;
  return (
    <li>
      {icon ? (
        <span class={waiting ? 'rond rond--attente' : 'rond'}>
          <Icon name={icon} />
        </span>
      ) : (
        mark
      )}
      <div class="lignes__corps">
        <Heading class="lignes__titre">{title}</Heading>
        {details.map((detail, index) => detail !== null && <p key={index}>{detail}</p>)}
      </div>
      {action && <div class="lignes__geste boutons">{action}</div>}
    </li>
  );
}
