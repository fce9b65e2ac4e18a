/** Characters. */
const LONGEST = 300;

/** Access tokens, signed tokens and `Bearer` values, in case a message quotes one. */
const SECRETS = /ya29\.[\w.-]+|\bey[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?|\bbearer\s+\S+/gi;

/** Returns a foreign message as one printable line of bounded length, without anything that looks like a token. */
export function printable(message: string): string {
  const line = message
    .replace(/[^\x21-\x7e]+/g, ' ')
    .replace(SECRETS, '(token)')
    .trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}

/** Returns an exception's message as printable text. */
export function errorText(error: unknown): string {
  return error instanceof Error ? printable(error.message) : 'unknown failure';
}
