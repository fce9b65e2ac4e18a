/** The issue that a request names. */
export interface NamedIssue {
  /** `owner/name`; absent if the policy decides. */
  readonly repository?: string;
  readonly number: number;
  /** The whole address, if the request gives one. */
  readonly url?: string;
}

const NUMBER = '([1-9][0-9]{0,8})';
const REPOSITORY = '([A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100})';
const SHORT = new RegExp(`^(?:${REPOSITORY})?#${NUMBER}$`);
const ADDRESS = new RegExp(`^https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/${REPOSITORY}/issues/${NUMBER}$`);

/** Reads `#123`, `acme/incidents#123` or an issue's address; `undefined` for any other text. */
export function issueNamed(text: string): NamedIssue | undefined {
  const [, repository, number] = SHORT.exec(text) ?? [];
  if (number !== undefined) return { number: Number(number), ...(repository === undefined ? {} : { repository }) };
  const [, at, of] = ADDRESS.exec(text) ?? [];
  return at === undefined || of === undefined ? undefined : { repository: at, number: Number(of), url: text };
}
