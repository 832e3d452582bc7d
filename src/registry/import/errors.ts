/** A file that can't be imported: the sentence says which, why, and what was expected. */
export class StockFileError extends Error {
  override readonly name = 'StockFileError';
}

/** An import that stopped: the registry in place is as it was, and the sentence says what to do. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped';
}

export const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
