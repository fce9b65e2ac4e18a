import type { Instant } from '../time.ts';
import type { Issue } from '../issue.ts';
import { quote } from '../text.ts';

/** What a path under `requests/` says. */
export interface RequestPath {
  /** `YYYY-MM` */
  readonly month: string;
  readonly slug: string;
}

export const ORGANIZATION_PATH = 'policies/organization.yaml';

const REQUEST_PATH = /^requests\/(\d{4})\/(\d{2})\/([^/]*)$/;
const POLICY_PATH = /^policies\/([^/]*)$/;
const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** Names Windows keeps for devices: a file called so cannot be checked out there. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** `requests/YYYY/MM/<slug>.yaml`, or what is wrong with it. */
export function readRequestPath(path: string): RequestPath | Issue {
  const match = REQUEST_PATH.exec(path);
  if (match === null) return pathIssue('path-form', path, 'a request is a file `requests/YYYY/MM/<slug>.yaml`');
  const [, year = '', month = '', file = ''] = match;
  if (Number(month) < 1 || Number(month) > 12 || year < '2000') {
    return pathIssue('path-month', path, `${quote(`${year}/${month}`)} is no year and month; write them as 2026/11`);
  }
  const slug = readFileName(path, file);
  return typeof slug === 'string' ? { month: `${year}-${month}`, slug } : slug;
}

/** The policy's name out of `policies/<name>.yaml`, or what is wrong with it. */
export function readPolicyPath(path: string): string | Issue {
  const file = POLICY_PATH.exec(path)?.[1];
  if (file === undefined) return pathIssue('path-form', path, 'a policy is a file `policies/<name>.yaml`');
  return readFileName(path, file);
}

export function pathIssue(code: string, path: string, sentence: string): Issue {
  return { code, path, line: 1, column: 1, sentence };
}

function readFileName(path: string, file: string): string | Issue {
  if (!file.endsWith('.yaml')) return pathIssue('path-extension', path, 'the file name must end in .yaml');
  const slug = file.slice(0, -'.yaml'.length);
  if (!SLUG.test(slug)) {
    const right = 'use 1 to 63 of a-z, 0-9 and -, beginning with a letter or digit';
    return pathIssue('path-slug', path, `${quote(slug)} is no slug; ${right}`);
  }
  if (RESERVED.test(slug))
    return pathIssue('path-reserved', path, `${quote(slug)} is reserved on Windows; choose another`);
  return slug;
}

/** The months (`YYYY-MM`) in which requests that still matter may be filed: two before now, and the next. */
export function monthsAround(now: Instant): readonly string[] {
  const month = Number(now.slice(0, 4)) * 12 + Number(now.slice(5, 7)) - 1;
  return [-2, -1, 0, 1].map((offset) => {
    const at = month + offset;
    return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

/** The month a request's path names, `YYYY-MM`. */
export function monthOf(path: string): string | undefined {
  const match = /^requests\/(\d{4})\/(\d{2})\//.exec(path);
  return match === null ? undefined : `${match[1]}-${match[2]}`;
}
