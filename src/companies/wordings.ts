import type { Queryable } from '../platform/database';
import { type Agreement, agreement, labelsOn } from '../referentials';
import { formatDate } from '../ui';

/** The nomenclatures whose codes the registry bears. */
export type CodeKind = 'naf' | 'naf-2025' | 'legal-category' | 'headcount-band' | 'idcc';

export interface Code {
  readonly kind: CodeKind;
  readonly code: string;
}

/** What a nomenclature says of one of its codes. */
export interface Wording {
  readonly label: string;
  /** First and last day in force (ISO dates), where they are known. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** The code that took its place. */
  readonly successor?: string | undefined;
}

export type Wordings = (code: Code) => Wording | undefined;

/** What the referentials say of these codes on a day (ISO). */
export async function readWordings(db: Queryable, codes: readonly Code[], on: string): Promise<Wordings> {
  const labels = await labelsOn(
    db,
    codes.flatMap(({ kind, code }) => (kind === 'idcc' ? [] : [{ referential: referentials[kind], code }])),
    on,
  );
  const agreements = new Map<string, Wording>();
  for (const { kind, code } of codes) {
    if (kind !== 'idcc' || agreements.has(code)) continue;
    const found = await agreement(db, code, on);
    if (found) agreements.set(code, wordingOf(found));
  }
  return ({ kind, code }) => {
    if (kind === 'idcc') return agreements.get(code);
    const label = labels(referentials[kind], code);
    return label === undefined ? undefined : { label };
  };
}

const referentials = {
  naf: 'naf-rev2',
  'naf-2025': 'naf-2025',
  'legal-category': 'legal-forms',
  'headcount-band': 'headcount-bands',
} as const;

const wordingOf = ({ title, from, until, successor }: Agreement): Wording => ({
  label: title,
  from: from ?? undefined,
  until: until ?? undefined,
  successor: successor?.idcc,
});

/** "25.62B, Mécanique industrielle"; the bare code where nobody knows it. */
export function inWords(say: Wordings, kind: CodeKind, code: string | null): string | null {
  if (code === null) return null;
  const wording = say({ kind, code });
  if (!wording) return code;
  return kind === 'headcount-band' ? wording.label : `${code}, ${wording.label}`;
}

/** Until when an agreement is in force, and what follows it; null while it is. */
export function whatFollows(say: Wordings, idcc: string): string | null {
  const { from, until, successor } = say({ kind: 'idcc', code: idcc }) ?? {};
  const parts = [
    from && `en vigueur depuis le ${formatDate(from)}`,
    until && `terminée le ${formatDate(until)}`,
    successor && `remplacée par la ${inWords(say, 'idcc', successor)}`,
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return parts.join(', ').replace(/^./u, (letter) => letter.toUpperCase());
}
