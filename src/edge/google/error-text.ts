const LONGEST = 300;

/** Access tokens, signed tokens and `Bearer` values, should a message ever quote one. */
const SECRETS = /ya29\.[\w.-]+|\bey[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?|\bbearer\s+\S+/gi;

/** Somebody else's message as one printable line of bounded length, without anything that looks like a token. */
export function lineOf(message: string): string {
  const line = message
    .replace(/[^\x21-\x7e]+/g, ' ')
    .replace(SECRETS, '(token)')
    .trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}

/** What an exception says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? lineOf(error.message) : 'unknown failure';
}
