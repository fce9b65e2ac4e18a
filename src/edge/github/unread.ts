/** GitHub did not return what was asked for. The message names it and the reason, and holds no secret. */
export class Unread extends Error {
  override readonly name = 'Unread';
  /** GitHub's HTTP status; `undefined` if it gave no answer at all. */
  readonly status: number | undefined;

  /** @param what is named the way a sentence continues after "could not read". */
  constructor(what: string, why: string, status?: number) {
    super(`could not read ${what}: ${why}`);
    this.status = status;
  }
}

/** The reason and the HTTP status of a failed call, from an error of Octokit. */
export function reasonOf(error: unknown): { readonly why: string; readonly status: number | undefined } {
  const { response, message } = error as { response?: { status?: unknown }; message?: unknown };
  const text = oneLine(typeof message === 'string' ? message : 'unknown error');
  // Octokit gives a failed connection the status 500 although GitHub did not answer: only a response has a status.
  if (typeof response?.status !== 'number') return { why: `GitHub gave no answer (${text})`, status: undefined };
  return { why: `GitHub answered ${response.status} (${text})`, status: response.status };
}

/** Foreign text as part of a sentence: one line, no control characters, at most 200 characters. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** The sentence of a failed reading; anything that is no failed reading is a defect and passes through. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Unread) return error.message;
  throw error;
}

/** `reading`'s value, or `null` if GitHub did not give it: not known. */
export async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    sentenceOf(error);
    return null;
  }
}
