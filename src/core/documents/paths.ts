import type { Instant } from '../time.ts';
import type { Issue } from '../issue.ts';
import { quote } from '../text.ts';

/** The month and the slug in a request's path. */
export interface RequestPath {
  /** `YYYY-MM` */
  readonly month: string;
  readonly slug: string;
}

export const ORGANIZATION_PATH = 'policies/organization.yaml';

const REQUEST_PATH = /^requests\/(\d{4})\/(\d{2})\/([^/]*)$/;
const POLICY_PATH = /^policies\/([^/]*)$/;
const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** Names that Windows reserves for devices. Git cannot check out a file with such a name there. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** Parses `requests/YYYY/MM/<slug>.yaml`, or returns the issue with the path. */
export function readRequestPath(path: string): RequestPath | Issue {
  const match = REQUEST_PATH.exec(path);
  if (match === null)
    return pathIssue('path-form', path, 'this path is not `requests/YYYY/MM/<slug>.yaml`; move the request there');
  const [, year = '', month = '', file = ''] = match;
  if (Number(month) < 1 || Number(month) > 12 || year < '2000') {
    return pathIssue(
      'path-month',
      path,
      `the folder ${quote(`${year}/${month}`)} is not a year and a month; name it like 2026/11`,
    );
  }
  const slug = readFileName(path, file);
  return typeof slug === 'string' ? { month: `${year}-${month}`, slug } : slug;
}

/** Parses the policy's name from `policies/<name>.yaml`, or returns the issue with the path. */
export function readPolicyPath(path: string): string | Issue {
  const file = POLICY_PATH.exec(path)?.[1];
  if (file === undefined)
    return pathIssue('path-form', path, 'this path is not `policies/<name>.yaml`; move the policy there');
  return readFileName(path, file);
}

export function pathIssue(code: string, path: string, sentence: string): Issue {
  return { code, path, line: 1, column: 1, sentence };
}

function readFileName(path: string, file: string): string | Issue {
  if (!file.endsWith('.yaml'))
    return pathIssue('path-extension', path, 'the file name does not end in .yaml; rename the file');
  const slug = file.slice(0, -'.yaml'.length);
  if (!SLUG.test(slug)) {
    const right = 'use 1 to 63 of a-z, 0-9 and -, and begin with a letter or digit';
    return pathIssue('path-slug', path, `the file name ${quote(slug)} is not allowed; ${right}`);
  }
  if (RESERVED.test(slug))
    return pathIssue('path-reserved', path, `the file name ${quote(slug)} is reserved on Windows; choose another`);
  return slug;
}

/** Returns the months (`YYYY-MM`) that can hold requests that still matter: two past ones, this one and the next. */
export function monthsAround(now: Instant): readonly string[] {
  const month = Number(now.slice(0, 4)) * 12 + Number(now.slice(5, 7)) - 1;
  return [-2, -1, 0, 1].map((offset) => {
    const at = month + offset;
    return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

/** Returns the month in a request's path, `YYYY-MM`. */
export function monthOf(path: string): string | undefined {
  const match = /^requests\/(\d{4})\/(\d{2})\//.exec(path);
  return match === null ? undefined : `${match[1]}-${match[2]}`;
}
