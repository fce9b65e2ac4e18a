import { RE2JS } from 're2js';

/** A compiled pattern; `test` looks for it anywhere in the text, in time linear in the text's length. */
export interface Pattern {
  test(text: string): boolean;
  /** The pattern itself: Ajv tells compiled patterns apart by this, and mixes up any two that print the same. */
  toString(): string;
}

/** @throws Error if the pattern is none of RE2's: lookaround, backreferences, too much repetition. */
export function compilePattern(pattern: string): Pattern {
  const compiled = RE2JS.compile(pattern);
  return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
}

/** What is wrong with a pattern, or `undefined`. */
export function patternFault(pattern: string): string | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be compiled';
  }
}
