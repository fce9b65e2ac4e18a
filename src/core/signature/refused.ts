/** Why a key or a signature is not taken. Stays inside this room: what is public here answers, and never throws. */
export class Refused extends Error {
  readonly code: string;

  constructor(code: string, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

export type Attempt<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string; readonly sentence: string };

/** What came of it, or why it was refused. */
export function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, sentence: error.message };
    throw error;
  }
}
