import type { Evidence } from './evidence.ts';
import { parseInstant } from '../time.ts';

/*
 * Whether a value read from a file is evidence as its type has it. A judge may then rely on it: what is missing or of
 * another kind is told here, with its place, and never guessed at.
 */

/** Where the first thing is that is not as it must be, and what would be right; `undefined`: all is. */
type Check = (value: unknown, at: string) => string | undefined;

/** @returns what is wrong with it, as a sentence with a JSON pointer. */
export function evidenceFault(value: unknown): string | undefined {
  return EVIDENCE(value, '');
}

/** @throws RangeError with what is wrong. */
export function toEvidence(value: unknown): Evidence {
  const fault = evidenceFault(value);
  if (fault !== undefined) throw new RangeError(fault);
  return value as Evidence;
}

const is =
  (kind: 'string' | 'number' | 'boolean', words: string): Check =>
  (value, at) =>
    typeof value === kind ? undefined : `${at} is ${words}`;

const text = is('string', 'a text');
const flag = is('boolean', 'true or false');
const number: Check = (value, at) => (Number.isSafeInteger(value) ? undefined : `${at} is a whole number`);
const instant: Check = (value, at) =>
  typeof value === 'string' && parseInstant(value) === value ? undefined : `${at} is an instant, 2026-11-24T02:17:00Z`;
const constant =
  (...values: readonly (string | boolean)[]): Check =>
  (value, at) =>
    values.some((one) => one === value) ? undefined : `${at} is one of ${values.join(', ')}`;
const orNull =
  (check: Check): Check =>
  (value, at) =>
    value === null ? undefined : check(value, at);
const either =
  (one: Check, other: Check): Check =>
  (value, at) =>
    one(value, at) === undefined ? undefined : other(value, at);

function list(check: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return `${at} is a list`;
    return first(value.map((item, index) => check(item, `${at}/${index}`)));
  };
}

function record(check: Check): Check {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${at} is a mapping`;
    return first(Object.entries(value).map(([key, inner]: [string, unknown]) => check(inner, `${at}/${step(key)}`)));
  };
}

/** A key that ends in `?` may be absent. */
function fields(checks: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${at || 'evidence'} is a mapping`;
    const present: Readonly<Record<string, unknown>> = { ...value };
    return first(
      Object.entries(checks).map(([name, check]) => {
        const key = name.replace(/\?$/, '');
        if (!Object.hasOwn(present, key)) return name.endsWith('?') ? undefined : `${at}/${key} is missing`;
        return check(present[key], `${at}/${key}`);
      }),
    );
  };
}

function first(faults: readonly (string | undefined)[]): string | undefined {
  return faults.find((fault) => fault !== undefined);
}

function step(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

const file = orNull(fields({ blob: text, mode: text }));
const account = orNull(fields({ type: text, login: text, id: orNull(number) }));
const github = constant('github');

const pull = orNull(
  fields({
    number,
    url: text,
    state: constant('open', 'closed', 'merged'),
    author: account,
    mergedBy: account,
    createdAt: instant,
    mergedAt: orNull(instant),
    base: text,
    head: fields({
      sha: text,
      repository: orNull(number),
      file,
      commit: orNull(
        fields({
          parents: list(text),
          committedAt: instant,
          parentsOnMain: orNull(flag),
          signature: orNull(fields({ payload: text, armored: text })),
        }),
      ),
    }),
    merge: orNull(
      fields({
        sha: text,
        parents: list(fields({ sha: text, file })),
        file,
        signedByGitHub: orNull(flag),
        onMainline: orNull(flag),
      }),
    ),
    changedFiles: number,
    files: list(fields({ path: text, change: text })),
    commitCount: number,
    commits: list(
      fields({
        sha: text,
        authors: list(orNull(number)),
        authorCount: number,
        committer: orNull(either(number, github)),
        signature: orNull(fields({ valid: orNull(flag), signer: orNull(either(number, github)) })),
      }),
    ),
    pushers: orNull(list(orNull(number))),
    retargeted: list(instant),
    retargetCount: number,
    reviewCount: number,
    reviews: list(
      fields({
        id: text,
        // A kind of opinion no version of ours knows is for the rules to defer on, not to be refused unread.
        state: text,
        submittedAt: orNull(instant),
        commit: orNull(text),
        author: account,
      }),
    ),
  }),
);

const issue = fields({ code: text, path: text, line: number, column: number, sentence: text });
const documents = orNull(fields({ digests: record(text), issues: list(issue) }));

const EVIDENCE = fields({
  repository: fields({ id: number, name: text, defaultBranch: text }),
  head: text,
  path: text,
  file,
  pull,
  addedAt: orNull(instant),
  'pathUsedBefore?': constant(true),
  'changedTooOften?': constant(true),
  text: orNull(text),
  'textProblem?': constant('not-utf8', 'too-long'),
  permissions: record(orNull(constant('admin', 'write', 'read', 'none'))),
  teams: record(orNull(list(number))),
  secondFactors: fields({ required: orNull(flag), enabled: record(orNull(flag)) }),
  'identities?': record(orNull(text)),
  documents: fields({ before: documents, head: documents }),
  texts: record(text),
  changes: record(orNull(list(fields({ blob: orNull(text), at: instant, pull })))),
  genesis: orNull(fields({ commit: text, policies: record(text) })),
  onRecord: orNull(
    fields({ headUsedBy: list(number), overdueReviews: orNull(list(number)), quarantined: list(number) }),
  ),
  'incident?': fields({
    source: constant('github', 'pagerduty'),
    id: text,
    state: text,
    labels: list(text),
    'status?': text,
    url: orNull(text),
    asked: instant,
    'sentence?': text,
  }),
  gathered: instant,
});
