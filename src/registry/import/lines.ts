/** A line of a text file; `fault` says in French why it can't be read. */
export interface Line {
  /** From 1. */
  number: number;
  text: string;
  fault?: string;
}

/** Longest line kept (characters); a real one is under 2,000. */
const longest = 65_536;

/**
 * Cuts a stream of UTF-8 bytes into lines, holding one chunk at a time: INSEE's files reach several GB.
 * INSEE never breaks a line inside quotes, so a line is a record, and a stray quote spoils one line only.
 */
export async function* readLines(bytes: AsyncIterable<Buffer | string>): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let number = 0;
  let dropped = false;

  const lineOf = (raw: string): Line => {
    number += 1;
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const fault = dropped ? 'ligne de plus de 65 536 caractères' : faultOf(text);
    dropped = false;
    return fault === undefined ? { number, text } : { number, text: '', fault };
  };

  for await (const chunk of bytes) {
    rest += decoder.decode(typeof chunk === 'string' ? Buffer.from(chunk) : chunk, { stream: true });
    let start = 0;
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n', start)) {
      yield lineOf(rest.slice(start, end));
      start = end + 1;
    }
    rest = rest.slice(start);
    if (rest.length > longest) {
      rest = '';
      dropped = true;
    }
  }
  rest += decoder.decode();
  if (rest !== '' || dropped) yield lineOf(rest);
}

function faultOf(text: string): string | undefined {
  if (text.includes('\ufffd')) return "des octets ne sont pas de l'UTF-8";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) return 'un caractère de contrôle';
  return undefined;
}
