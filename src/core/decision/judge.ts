import type { RuleInput, Documents } from './rule.ts';
import { evaluate, latestEnd, type Judged } from './decision.ts';
import { gitBlobId } from '../digest.ts';
import type { Evidence } from './evidence.ts';
import { own } from '../own.ts';
import type { Parsed } from '../issue.ts';
import { parseOrganization } from '../documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../documents/paths.ts';
import { parsePolicy } from '../documents/parse-policy.ts';
import { checkAgainstPolicy, parseRequest, type Request, type RequestOnPaper } from '../documents/request.ts';
import { compileRule } from '../documents/schema/policy-schema.ts';

/**
 * Decides on one request from its evidence alone. The same evidence gives the same decision at any time and place. It
 * never throws on evidence of its type.
 */
export function judge(evidence: Evidence): Judged {
  const subject = ruleInputOf(evidence);
  return { evidence, decision: evaluate(subject), latestEnd: latestEnd(subject) };
}

/** Returns the input of the rules: every document parsed from the evidence's own texts. */
export function ruleInputOf(evidence: Evidence): RuleInput {
  const paper = evidence.text === null ? undefined : parseRequest(evidence.path, toBytes(evidence.text));
  const name = paper?.value?.request.policy;
  const head = documentsAt('head', name, evidence);
  const before = documentsAt('before', name, evidence);
  return {
    evidence,
    request: requestOf(paper),
    admission: admissionOf(paper, [before, head]),
    before,
    head,
    digestMismatch: digestMismatchesIn(evidence),
  };
}

function requestOf(paper: Parsed<RequestOnPaper> | undefined): Parsed<Request> {
  if (paper === undefined) return { issues: [] };
  return paper.issues === undefined ? { value: paper.value.request } : { issues: paper.issues };
}

/** Returns each issue once: both policies mostly find the same. */
function admissionOf(
  paper: Parsed<RequestOnPaper> | undefined,
  documents: readonly Documents[],
): RuleInput['admission'] {
  if (paper?.value === undefined) return [];
  const { value } = paper;
  const issues = documents.flatMap(({ policy }) =>
    policy === undefined ? [] : checkAgainstPolicy(value, policy, compileRule),
  );
  return [...new Map(issues.map((issue) => [`${issue.code} ${issue.line} ${issue.sentence}`, issue])).values()];
}

/**
 * Returns the organization and the request's policy at one commit. At the head the whole set must parse, so every
 * document's issues count. Before the merge, issues of other documents do not matter.
 */
function documentsAt(when: 'before' | 'head', policyName: string | undefined, evidence: Evidence): Documents {
  const fact = evidence.documents[when];
  if (fact === null) return { organization: undefined, policy: undefined, names: [], issues: [], unread: undefined };
  const read = readerOf(fact.digests, evidence);
  const organization = read(ORGANIZATION_PATH, parseOrganization);
  const valid = organization.value;
  const path = `policies/${policyName ?? ''}.yaml`;
  const policy =
    valid === undefined || policyName === undefined || path === ORGANIZATION_PATH
      ? { issues: [], unread: [] }
      : read(path, (at, bytes) => parsePolicy(at, bytes, valid));
  const theirs = [...organization.issues, ...policy.issues];
  return {
    organization: valid,
    policy: policy.value,
    names: namesOf(Object.keys(fact.digests)),
    issues: when === 'head' && fact.issues.length > 0 ? fact.issues : theirs,
    unread: [...organization.unread, ...policy.unread],
  };
}

interface Read<T> {
  readonly value?: T;
  readonly issues: Documents['issues'];
  readonly unread: readonly string[];
}

function readerOf(digests: Readonly<Record<string, string>>, { texts }: Evidence) {
  return <T>(path: string, parse: (path: string, bytes: Uint8Array) => Parsed<T>): Read<T> => {
    const blob = own(digests, path);
    if (blob === undefined) return { issues: [], unread: [] };
    const text = own(texts, blob);
    if (text === undefined) return { issues: [], unread: [path] };
    const parsed = parse(path, toBytes(text));
    return parsed.issues === undefined
      ? { value: parsed.value, issues: [], unread: [] }
      : { issues: parsed.issues, unread: [] };
  };
}

function namesOf(paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => path !== ORGANIZATION_PATH)
    .flatMap((path) => /^policies\/([^/]+)\.yaml$/.exec(path)?.[1] ?? [])
    .sort();
}

/** Finds texts whose bytes do not have their git blob id. Only the id proves that these bytes were approved. */
function digestMismatchesIn({ text, file, pull, path, texts }: Evidence): readonly string[] {
  const blob = pull?.head.file?.blob ?? file?.blob;
  const request = text === null || blob === undefined ? [] : [{ name: path, blob, text }];
  const documents = Object.entries(texts).map(([id, bytes]) => ({ name: 'a document', blob: id, text: bytes }));
  return [...request, ...documents].flatMap(({ name, blob: filed, text: bytes }) => {
    const actual = gitBlobId(toBytes(bytes));
    return actual === filed ? [] : [`${name} should have the blob id ${filed} and has ${actual}`];
  });
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
