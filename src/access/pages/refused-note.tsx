import type { ComponentChildren } from 'preact';
import { Note, typo } from '../../ui';

/** Why what was asked could not be done, and what to do now. */
export interface Refused {
  readonly sentence: string;
  readonly wayOn: string;
}

interface RefusedNoteProps {
  readonly refusal: Refused | null;
  readonly children?: ComponentChildren;
}

export const RefusedNote = ({ refusal, children }: RefusedNoteProps) =>
  refusal && (
    <Note kind="attente" icon="alert" announced>
      <p>
        <strong>{typo(refusal.sentence)}</strong> {typo(refusal.wayOn)}
      </p>
      {children}
    </Note>
  );
