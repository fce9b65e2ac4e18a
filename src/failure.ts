/**
 * How a run ends, as its exit status: documented in README.md. 1: a document or a decision says no. 2: a setting or an
 * argument is missing or wrong. 3: the outside failed, and what was not done is said.
 */
export const EXIT = { ok: 0, no: 1, settings: 2, outside: 3 } as const;

/** A setting or argument that is missing or wrong: which one, where to set it, and what would be right. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/** The status and sentence for whatever was thrown. Nothing here prints a stack. */
export function failureOf(error: unknown): { readonly status: number; readonly sentence: string } {
  const sentence = error instanceof Error ? error.message : String(error);
  return { status: error instanceof SettingError ? EXIT.settings : EXIT.outside, sentence };
}
