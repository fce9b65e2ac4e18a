/**
 * Exit statuses of a run. 1: a document or a decision says no. 2: a setting or an argument is missing or wrong.
 * 3: GitHub, Google or another service failed, and the report names each failed step. docs/command-line.md documents them.
 */
export const EXIT = { ok: 0, no: 1, settings: 2, outside: 3 } as const;

/** A missing or wrong setting or argument. The message names it, its place, and a right value. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** Returns the exit status and the sentence for an exception. It prints no stack. */
export function failureOf(error: unknown): { readonly status: number; readonly sentence: string } {
  const sentence = error instanceof Error ? error.message : String(error);
  return { status: error instanceof SettingError ? EXIT.settings : EXIT.outside, sentence };
}
