import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons';
import { typoChild } from './typography';

const ICONS = { info: 'info', fait: 'check', attente: 'clock' } as const satisfies Record<string, IconName>;

interface NoteProps {
  /** "info" (default), "fait" after something succeeded, "attente" when care is needed. */
  readonly kind?: keyof typeof ICONS | undefined;
  readonly icon?: IconName | undefined;
  /** Announced when the page opens: for the result of what the person has just done. */
  readonly announced?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** A remark beside the main text. Several blocks may be given as children. */
export function Note({ kind = 'info', icon, announced, children }: NoteProps) {
  return (
    <div class={kind === 'info' ? 'note' : `note note--${kind}`} role={announced ? 'status' : undefined}>
      <Icon name={icon ?? ICONS[kind]} />
      <div class="note__texte">{typoChild(children)}</div>
    </div>
  );
}
