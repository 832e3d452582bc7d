import type { ComponentChild } from 'preact';
import { typo } from './typography';

export type StatusKind = 'attente' | 'actif' | 'suspendu' | 'refus';

const SHAPES: Readonly<Record<StatusKind, () => ComponentChild>> = {
  attente: () => (
    <>
      <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M9 5v4l2.5 1.5" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </>
  ),
  actif: () => (
    <>
      <circle cx="9" cy="9" r="8" fill="currentColor" />
      <path
        d="m5.5 9.2 2.4 2.4 4.6-5"
        fill="none"
        stroke="#fff"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </>
  ),
  suspendu: () => (
    <>
      <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M7 6.5v5m4-5v5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </>
  ),
  refus: () => (
    <>
      <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="m6.5 6.5 5 5m0-5-5 5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </>
  ),
};

/** State of a thing: shape, word and colour together. */
export function Status({ kind, children }: { readonly kind: StatusKind; readonly children: string }) {
  return (
    <span class={`etat etat--${kind}`}>
      <svg viewBox="0 0 18 18" aria-hidden="true">
        {SHAPES[kind]()}
      </svg>
      {typo(children)}
    </span>
  );
}
