import { parseDocument, type Document } from './document.ts';
import type { Issue, Parsed } from './issue.ts';
import { readRequestPath, type RequestPath } from './paths.ts';
import type { Policy } from './policy.ts';
import { checkSchema, schemaIssues, type SchemaError } from './schema.ts';
import { request as checkRequest, type WrittenRequest } from './schema/validators.js';
import { nearest, quote } from './text.ts';
import { formatDuration, toDuration, type Seconds } from './time.ts';

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

/** The policy a request names, among those there are. */
export function findPolicy(paper: RequestOnPaper, policies: ReadonlyMap<string, Policy>): Parsed<Policy> {
  const { policy: name } = paper.request;
  const policy = policies.get(name);
  if (policy !== undefined) return { value: policy };
  const known = [...policies.keys()];
  const meant = nearest(name, known);
  const right = meant === undefined ? `there are: ${known.join(', ')}` : `did you mean ${quote(meant)}?`;
  return { issues: [issueAt(paper, 'policy-unknown', '/policy', `there is no policy ${quote(name)}; ${right}`)] };
}

/**
 * Every way in which a request asks for more than its policy admits: too long, a path the policy does not have, fields
 * its own rule refuses. None: the document is admissible; who asks and who approves is for the decision.
 */
export function checkAgainstPolicy(paper: RequestOnPaper, policy: Policy, compile: RuleCompiler): readonly Issue[] {
  return [...checkDuration(paper, policy), ...checkRule(paper, policy, compile)];
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

function checkDuration(paper: RequestOnPaper, policy: Policy): readonly Issue[] {
  const { duration, breakGlass } = paper.request;
  if (breakGlass && policy.breakGlass === undefined) {
    const sentence = `the policy ${policy.name} has no break-glass path; remove \`breakGlass\` and ask for approval`;
    return [issueAt(paper, 'break-glass-not-offered', '/breakGlass', sentence)];
  }
  const longest = breakGlass ? (policy.breakGlass?.maxDuration ?? 0) : policy.maxDuration;
  if (duration <= longest) return [];
  const path = breakGlass ? 'when breaking glass' : 'with approval';
  const sentence = `${formatDuration(duration)} is longer than ${policy.name} allows ${path}; ask for ${formatDuration(longest)} at most`;
  return [issueAt(paper, breakGlass ? 'duration-over-break-glass' : 'duration-over-policy', '/duration', sentence)];
}

/** A reason is measured without the blanks around it, lest spaces make it long enough. */
function checkRule(paper: RequestOnPaper, policy: Policy, compile: RuleCompiler): readonly Issue[] {
  if (policy.request === undefined) return [];
  const value = { ...(paper.document.value as object), reason: paper.request.reason };
  return schemaIssues(paper.document, compile(policy.request)(value), 'rule');
}

function issueAt({ document }: RequestOnPaper, code: string, pointer: string, sentence: string): Issue {
  return { code, path: document.path, ...document.placeOf(pointer), sentence };
}
