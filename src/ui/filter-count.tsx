interface FilterCountProps {
  readonly total: number;
  /** "Aucun mandat", "1 mandat", and of more: "mandats". */
  readonly words: readonly [none: string, one: string, many: string];
}

/** How many lines a list has, at the end of its filters; said aloud when they change. */
export function FilterCount({ total, words: [none, one, many] }: FilterCountProps) {
  const more = total === 1 ? one : `${total.toLocaleString('fr-FR')} ${many}`;
  return (
    <p class="filtres__compte" role="status">
      {total === 0 ? none : more}
    </p>
  );
}
