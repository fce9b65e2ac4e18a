/** A place in a document. Both numbers count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A problem in a document. Codes are public and stable. The sentence names the fault and its fix. */
export interface Issue extends Place {
  readonly code: string;
  /** The document's path in the repository. */
  readonly path: string;
  readonly sentence: string;
}

/** A document's value, or every issue in it, but never both. */
export type Parsed<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly value?: undefined; readonly issues: readonly Issue[] };

/** Maximum number of issues shown at once. A longer list would hide the first ones. */
export const MAX_ISSUES = 50;

/** Returns the first of many issues, and a last one that says that more follow. */
export function firstIssues(issues: readonly Issue[]): readonly Issue[] {
  const shown = issues.slice(0, MAX_ISSUES);
  const last = shown.at(-1);
  if (last === undefined || issues.length <= MAX_ISSUES) return issues;
  return [
    ...shown,
    {
      ...last,
      code: 'more-issues',
      sentence: `more than ${MAX_ISSUES} issues found; fix these first, then check again`,
    },
  ];
}
