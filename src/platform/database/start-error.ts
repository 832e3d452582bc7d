/** Why the program cannot start, as one French sentence for the person who typed the command. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
