import { parseDocument, type Document } from './document.ts';
import type { Issue, Parsed } from '../issue.ts';
import { readRequestPath, type RequestPath } from './paths.ts';
import type { Policy } from './policy.ts';
import { checkSchema, schemaIssues, type SchemaError } from './schema.ts';
import { request as checkRequest, type WrittenRequest } from './schema/validators.js';
import { nearest, quote } from '../text.ts';
import { formatDuration, parseDuration, toDuration, type Seconds } from '../time.ts';

/** A valid request for access. The pull request's number identifies it; the slug is only for people. */
export interface Request {
  readonly path: string;
  readonly slug: string;
  /** `YYYY-MM`, from the path. */
  readonly month: string;
  readonly policy: string;
  readonly duration: Seconds;
  readonly reason: string;
  readonly incident?: string;
  readonly breakGlass: boolean;
}

/** A request with its document, so that later issues have places too. */
export interface RequestOnPaper {
  readonly request: Request;
  readonly document: Document;
}

/** Checks a document's value against a policy's own rule. `compileRule` of `schema/policy-schema.ts` returns it. */
export type RuleCheck = (value: unknown) => readonly SchemaError[];

/** Compiles a policy's `request` rule. It is an argument, because the compiler takes a tenth of a second to load. */
export type RuleCompiler = (rule: Readonly<Record<string, unknown>>) => RuleCheck;

/** Parses a request without its policy: its path, its bytes and its fields. */
export function parseRequest(path: string, bytes: Uint8Array): Parsed<RequestOnPaper> {
  const place = readRequestPath(path);
  const document = parseDocument(path, bytes);
  const written = document.issues ? document : checkSchema(document.value, checkRequest);
  const issues = [...('code' in place ? [place] : []), ...(written.issues ?? [])];
  if ('code' in place || document.issues || written.issues) return { issues };
  if (written.value.reason.trim() === '') return { issues: [blankReason(document.value)] };
  return { value: { request: toRequest(path, place, written.value), document: document.value } };
}

/** A request, as far as it parses, with every issue: its own, and those against its policy. */
export interface Examined {
  readonly issues: readonly Issue[];
  readonly request?: Request;
  readonly policy?: Policy;
}

/**
 * Finds every issue of a request at once, for its author. If the request does not parse, its policy still judges the
 * valid fields.
 */
export function examineRequest(
  path: string,
  bytes: Uint8Array,
  policies: ReadonlyMap<string, Policy>,
  compile: RuleCompiler,
): Examined {
  const paper = parseRequest(path, bytes);
  if (paper.value !== undefined) {
    const { request, document } = paper.value;
    const policy = findPolicy(document, request.policy, policies);
    return policy.issues === undefined
      ? { issues: checkAgainstPolicy(paper.value, policy.value, compile), request, policy: policy.value }
      : { issues: policy.issues, request };
  }
  const document = parseDocument(path, bytes).value;
  if (document === undefined) return { issues: paper.issues };
  return { issues: [...paper.issues, ...issuesOfTheRest(document, policies, compile, paper.issues)] };
}

/** Returns the policy's issues with a document that is not a valid request. A place gets no second issue. */
function issuesOfTheRest(
  document: Document,
  policies: ReadonlyMap<string, Policy>,
  compile: RuleCompiler,
  known: readonly Issue[],
): readonly Issue[] {
  const { policy: name, duration, breakGlass } = asRecord(document.value);
  if (typeof name !== 'string' || name === '') return [];
  const policy = findPolicy(document, name, policies);
  if (policy.issues !== undefined) return policy.issues;
  const seconds = typeof duration === 'string' ? parseDuration(duration) : undefined;
  const found = [
    ...(seconds === undefined ? [] : checkDuration(document, seconds, breakGlass === true, policy.value)),
    ...checkRule(document, asRecord(document.value), policy.value, compile),
  ];
  const placeOf = ({ line, column }: Issue) => `${line}:${column}`;
  const places = new Set(known.map(placeOf));
  return found.filter((issue) => !places.has(placeOf(issue)));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Finds the policy that a request names. */
function findPolicy(document: Document, name: string, policies: ReadonlyMap<string, Policy>): Parsed<Policy> {
  const policy = policies.get(name);
  if (policy !== undefined) return { value: policy };
  const known = [...policies.keys()];
  const meant = nearest(name, known);
  const right = meant === undefined ? `use one of: ${known.join(', ')}` : `did you mean ${quote(meant)}?`;
  const sentence = `there is no valid policy ${quote(name)}; ${known.length === 0 ? 'policies/ has none. Run `pullcord check policies/*.yaml`' : right}`;
  return { issues: [issueAt(document, 'policy-unknown', '/policy', sentence)] };
}

/**
 * Returns the issues of a request against its policy: its duration, its break glass, and the policy's own rule. The decision
 * judges the requester and the approvals.
 */
export function checkAgainstPolicy(paper: RequestOnPaper, policy: Policy, compile: RuleCompiler): readonly Issue[] {
  const { request, document } = paper;
  const written = { ...asRecord(document.value), reason: request.reason };
  return [
    ...checkDuration(document, request.duration, request.breakGlass, policy),
    ...checkRule(document, written, policy, compile),
  ];
}

function toRequest(path: string, { month, slug }: RequestPath, written: WrittenRequest): Request {
  return {
    path,
    slug,
    month,
    policy: written.policy,
    duration: toDuration(written.duration),
    reason: written.reason.trim(),
    ...(written.incident === undefined ? {} : { incident: written.incident }),
    breakGlass: written.breakGlass ?? false,
  };
}

function blankReason(document: Document): Issue {
  const sentence = 'the reason is blank; write what is broken and why you need this access';
  return { code: 'reason-blank', path: document.path, ...document.placeOf('/reason'), sentence };
}

function checkDuration(document: Document, duration: Seconds, breakGlass: boolean, policy: Policy): readonly Issue[] {
  if (breakGlass && policy.breakGlass === undefined) {
    const sentence = `the policy ${policy.name} does not allow break glass; remove \`breakGlass\` and ask for approval`;
    return [issueAt(document, 'break-glass-not-offered', '/breakGlass', sentence)];
  }
  const longest = breakGlass ? (policy.breakGlass?.maxDuration ?? 0) : policy.maxDuration;
  if (duration <= longest) return [];
  const path = breakGlass ? 'for break glass' : 'with approval';
  const sentence = `${formatDuration(duration)} is longer than ${policy.name} allows ${path}; ask for at most ${formatDuration(longest)}`;
  return [issueAt(document, breakGlass ? 'duration-over-break-glass' : 'duration-over-policy', '/duration', sentence)];
}

/** Checks the policy's own rule. The caller trims the reason, so that spaces do not count towards a minimum length. */
function checkRule(
  document: Document,
  written: Readonly<Record<string, unknown>>,
  policy: Policy,
  compile: RuleCompiler,
): readonly Issue[] {
  return policy.request === undefined ? [] : schemaIssues(document, compile(policy.request)(written), 'rule');
}

function issueAt(document: Document, code: string, pointer: string, sentence: string): Issue {
  return { code, path: document.path, ...document.placeOf(pointer), sentence };
}
