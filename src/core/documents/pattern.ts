import { RE2JS } from 're2js';

/** A compiled pattern. `test` searches the whole text, in time linear in the text's length. */
export interface Pattern {
  test(text: string): boolean;
  /** Returns the pattern. Ajv uses this text as the key of a compiled pattern, so it must be unique. */
  toString(): string;
}

/** @throws Error if RE2 does not support the pattern: lookaround, backreferences, too much repetition. */
export function compilePattern(pattern: string): Pattern {
  const compiled = RE2JS.compile(pattern);
  return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
}

/** Returns the error in a pattern, or `undefined` if it compiles. */
export function patternFault(pattern: string): string | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'it does not compile';
  }
}
