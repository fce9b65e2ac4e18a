/** Where something stands in a document; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A problem in a document. Codes are public and stable; the sentence says what is wrong and what would be right. */
export interface Issue extends Place {
  readonly code: string;
  /** The document's path in the repository. */
  readonly path: string;
  readonly sentence: string;
}

/** A document's value, or every issue found in it; never both. */
export type Parsed<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly value?: undefined; readonly issues: readonly Issue[] };

/** More at once would bury the first. */
export const MAX_ISSUES = 50;

/** The first of many issues, and one more that says there are others. */
export function firstIssues(issues: readonly Issue[]): readonly Issue[] {
  const shown = issues.slice(0, MAX_ISSUES);
  const last = shown.at(-1);
  if (last === undefined || issues.length <= MAX_ISSUES) return issues;
  return [...shown, { ...last, code: 'more-issues', sentence: 'more issues follow; mend these first' }];
}
