import { parseDocument, type Document } from './document.ts';
import type { Issue, Parsed } from '../issue.ts';
import { readRequestPath, type RequestPath } from './paths.ts';
import type { Policy } from './policy.ts';
import { checkSchema, schemaIssues, type SchemaError } from './schema.ts';
import { request as checkRequest, type WrittenRequest } from './schema/validators.js';
import { nearest, quote } from '../text.ts';
import { formatDuration, parseDuration, toDuration, type Seconds } from '../time.ts';

/** One ask for access, once its document is valid. Its identity is the pull request's number; the slug is for people. */
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

/** A request together with the document it was read from, so that later findings have places too. */
export interface RequestOnPaper {
  readonly request: Request;
  readonly document: Document;
}

/** Judges a document's value by a policy's own rule; what `compileRule` of `schema/policy-schema.ts` makes. */
export type RuleCheck = (value: unknown) => readonly SchemaError[];

/** Makes a check of a policy's `request` rule. An argument, since the compiler takes a tenth of a second to load. */
export type RuleCompiler = (rule: Readonly<Record<string, unknown>>) => RuleCheck;

/** Reads a request on its own: its path, its bytes, its fields. Whether its policy admits it is another question. */
export function parseRequest(path: string, bytes: Uint8Array): Parsed<RequestOnPaper> {
  const place = readRequestPath(path);
  const document = parseDocument(path, bytes);
  const written = document.issues ? document : checkSchema(document.value, checkRequest);
  const issues = [...('code' in place ? [place] : []), ...(written.issues ?? [])];
  if ('code' in place || document.issues || written.issues) return { issues };
  if (written.value.reason.trim() === '') return { issues: [blankReason(document.value)] };
  return { value: { request: toRequest(path, place, written.value), document: document.value } };
}

/** A request as far as it could be understood, with every issue in it and against its policy. */
export interface Examined {
  readonly issues: readonly Issue[];
  readonly request?: Request;
  readonly policy?: Policy;
}

/**
 * Everything that is wrong with a request at once, for the person who writes it: its own issues, and what its policy says
 * to whatever of it can be understood.
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

/** What a policy says to a document that is no valid request; a place that has an issue already is not named twice. */
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

/** The policy a request names, among those there are. */
function findPolicy(document: Document, name: string, policies: ReadonlyMap<string, Policy>): Parsed<Policy> {
  const policy = policies.get(name);
  if (policy !== undefined) return { value: policy };
  const known = [...policies.keys()];
  const meant = nearest(name, known);
  const right = meant === undefined ? `there are: ${known.join(', ')}` : `did you mean ${quote(meant)}?`;
  return { issues: [issueAt(document, 'policy-unknown', '/policy', `there is no policy ${quote(name)}; ${right}`)] };
}

/**
 * Every way in which a request asks for more than its policy admits: too long, a path the policy does not have, fields
 * its own rule refuses. None: the document is admissible; who asks and who approves is for the decision.
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
  const sentence = 'the reason is blank; say what is wrong and why this access is needed';
  return { code: 'reason-blank', path: document.path, ...document.placeOf('/reason'), sentence };
}

function checkDuration(document: Document, duration: Seconds, breakGlass: boolean, policy: Policy): readonly Issue[] {
  if (breakGlass && policy.breakGlass === undefined) {
    const sentence = `the policy ${policy.name} has no break-glass path; remove \`breakGlass\` and ask for approval`;
    return [issueAt(document, 'break-glass-not-offered', '/breakGlass', sentence)];
  }
  const longest = breakGlass ? (policy.breakGlass?.maxDuration ?? 0) : policy.maxDuration;
  if (duration <= longest) return [];
  const path = breakGlass ? 'when breaking glass' : 'with approval';
  const sentence = `${formatDuration(duration)} is longer than ${policy.name} allows ${path}; ask for ${formatDuration(longest)} at most`;
  return [issueAt(document, breakGlass ? 'duration-over-break-glass' : 'duration-over-policy', '/duration', sentence)];
}

/** The reason comes without the blanks around it, lest spaces make it long enough. */
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
