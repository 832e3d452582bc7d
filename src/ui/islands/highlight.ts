/** A piece of a label, and whether it answers the words typed. */
export interface Piece {
  readonly text: string;
  readonly matched: boolean;
}

/** One folded character for each character of the text, so that positions stay the same. */
function fold(text: string): string {
  return Array.from(text, (character) => {
    const [base = character] = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    return base.length === character.length ? base : character;
  }).join('');
}

/** The words typed; a number typed with spaces is one word. */
function words(query: string): string[] {
  const folded = fold(query.trim());
  if (/^[\d\s.\u00a0\u202f]+$/.test(folded)) return [folded.replace(/\D/g, '')].filter(Boolean);
  return folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Cuts a label where its words begin like those typed, without regard to case and accents. */
export function highlight(label: string, query: string): Piece[] {
  const folded = fold(label);
  const marked = new Array<boolean>(label.length).fill(false);
  for (const word of words(query)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      const startsWord = at === 0 || !/[\p{L}\p{N}]/u.test(folded.charAt(at - 1));
      if (startsWord) marked.fill(true, at, at + word.length);
    }
  }
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = 1; at <= label.length; at += 1) {
    if (at < label.length && marked[at] === marked[from]) continue;
    pieces.push({ text: label.slice(from, at), matched: marked[from] === true });
    from = at;
  }
  return pieces;
}
