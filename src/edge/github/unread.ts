/** The error of a fact that GitHub did not return. The message names the fact and the reason, and holds no secret. */
export class Unread extends Error {
  override readonly name = 'Unread';
  /** GitHub's HTTP status; `undefined` without any answer. */
  readonly status: number | undefined;

  /** @param what names the fact, as the object of "could not read" */
  constructor(what: string, why: string, status?: number) {
    super(`could not read ${what}: ${why}`);
    this.status = status;
  }
}

/** Returns the reason and the HTTP status of a failed call, from an error of Octokit. */
export function reasonOf(error: unknown): { readonly why: string; readonly status: number | undefined } {
  const { response, message } = error as { response?: { status?: unknown }; message?: unknown };
  const text = oneLine(typeof message === 'string' ? message : 'unknown error');
  // Octokit gives a failed connection the status 500 although GitHub did not answer. Only a response has a status.
  if (typeof response?.status !== 'number') return { why: `GitHub gave no answer (${text})`, status: undefined };
  return { why: `GitHub answered ${response.status} (${text})`, status: response.status };
}

/** Returns foreign text for a sentence: one line, no control characters, at most 200 characters. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** Returns the sentence of a failed reading. @throws any other error, because it is a defect */
export function sentenceOf(error: unknown): string {
  if (error instanceof Unread) return error.message;
  throw error;
}

/** Awaits a reading; `null` if GitHub did not return it. */
export async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    sentenceOf(error);
    return null;
  }
}
