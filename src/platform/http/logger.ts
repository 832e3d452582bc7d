import { withoutSecrets } from '../redact';

export type LogLevel = 'info' | 'warn' | 'silent';
/** Where lines of the log go; the standard output when absent. */
export type LogStream = { write(line: string): void };

/**
 * How the server logs: one JSON object a line. Of an error its kind, message and stack alone, for a database's
 * also holds the values of the row; and every line passes through the filter of secrets, whoever wrote it.
 */
export const loggerOptions = (level: LogLevel, stream: LogStream = standardOutput) =>
  level === 'silent'
    ? false
    : {
        level,
        stream,
        serializers: { err: errorOf },
        hooks: { streamWrite: withoutSecrets },
      };

let waiting = '';
process.on('exit', flush);
process.stdout.on('error', () => {});

function flush() {
  if (waiting !== '') process.stdout.write(waiting);
  waiting = '';
}

/**
 * The lines of one turn of the event loop leave in one write, those of the last turn when the process ends. The
 * library's own writer tries a full disk again without end, and nothing is served meanwhile: here lines are lost
 * while they cannot be written, and no more.
 */
const standardOutput: LogStream = {
  write(line) {
    if (waiting === '') setImmediate(flush);
    waiting += line;
  },
};

function errorOf(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: '' };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { type: error.name, ...code, message: error.message, stack: error.stack ?? '' };
}
