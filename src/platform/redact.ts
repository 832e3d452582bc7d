/**
 * A text without what must never be in a log nor on a page about failures: the secret of a link (in the query
 * of its address, or alone), the password of a connection, a mail address.
 */
export function withoutSecrets(text: string): string {
  const shown = text.replace(/\?[\w.~%-]{1,100}=[^\s"'<>\\]*/g, '?…').replace(/(?<![\w-])[\w-]{40,}/g, '…');
  // Most lines have none, and are looked at no further.
  if (!shown.includes('@')) return shown;
  return shown
    .replace(/:\/\/[^\s/@"']{1,200}@/g, '://…@')
    .replace(/(?<![\w.!#$%&'*+=^`{|}~-])[\w.!#$%&'*+=^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g, '…@…');
}

/** The message of anything thrown, without secrets. */
export const messageOf = (error: unknown): string =>
  withoutSecrets(error instanceof Error ? error.message : String(error));
