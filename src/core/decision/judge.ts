import { accessOf, type RuleInput, type Documents } from './rule.ts';
import { evaluate, latestEnd, type Judged } from './decision.ts';
import { gitBlobId } from '../digest.ts';
import type { DocumentDigests, Evidence } from './evidence.ts';
import { own } from '../own.ts';
import type { Parsed } from '../issue.ts';
import { parseOrganization } from '../documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../documents/paths.ts';
import { parsePolicy } from '../documents/parse-policy.ts';
import type { Policy } from '../documents/policy.ts';
import { checkAgainstPolicy, parseRequest, type Request, type RequestOnPaper } from '../documents/request.ts';
import { compileRule } from '../documents/schema/policy-schema.ts';
import {
  acceptedBefore,
  nameUnaccepted,
  newestAccepted,
  unacceptedAtHead,
  unknownVersions,
  versionAt,
} from './versions.ts';

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
  const head = documentsAtHead(name, evidence);
  const unknown = unknownVersions([ORGANIZATION_PATH, policyPath(name ?? '')], evidence);
  const before = unknown.length > 0 ? UNREAD : documentsBefore(name, evidence);
  const input = {
    evidence,
    request: requestOf(paper),
    admission: admissionOf(paper, [before, head]),
    before,
    head,
    digestMismatch: digestMismatchesIn(evidence),
    offeredAt: offersOf(name, before, evidence),
  };
  const accepted = { ...input, head: before, admission: admissionOf(paper, [before]) };
  if (unknown.length > 0)
    return {
      ...input,
      acceptedOnly: { input: accepted, because: `the accepted version of ${unknown.join(' and ')} is not known yet` },
    };
  const unaccepted = unacceptedAtHead(evidence);
  if (unaccepted.length === 0) return input;
  const because = `only ${nameUnaccepted(unaccepted, evidence)} says so, and it is not accepted`;
  return { ...input, acceptedOnly: { input: accepted, because } };
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

const UNREAD: Documents = { organization: undefined, policy: undefined, names: [], issues: [], unread: undefined };

/** Returns the documents that were accepted before the merge. In older evidence: those on the commit before it. */
function documentsBefore(policyName: string | undefined, evidence: Evidence): Documents {
  const { versions, documents } = evidence;
  if (versions === undefined) {
    return documents.before === null ? UNREAD : documentsIn(documents.before.digests, policyName, evidence);
  }
  return own(versions, ORGANIZATION_PATH) == null
    ? UNREAD
    : documentsIn(acceptedBefore(versions), policyName, evidence);
}

/**
 * Returns the documents at the head. An accepted organization stands in for one that does not parse. In older evidence
 * issues of other documents count too: then one broken document stopped all grants.
 */
function documentsAtHead(policyName: string | undefined, evidence: Evidence): Documents {
  const { head } = evidence.documents;
  if (head === null) return UNREAD;
  const found = documentsIn(head.digests, policyName, evidence);
  if (evidence.versions === undefined) return head.issues.length > 0 ? { ...found, issues: head.issues } : found;
  const standIn = newestAccepted(ORGANIZATION_PATH, evidence)?.blob ?? null;
  const isRead = found.unread?.includes(ORGANIZATION_PATH) === false;
  return found.organization !== undefined || standIn === null || !isRead
    ? found
    : documentsIn({ ...head.digests, [ORGANIZATION_PATH]: standIn }, policyName, evidence);
}

/** Returns the organization and the request's policy among documents. */
function documentsIn(digests: DocumentDigests, policyName: string | undefined, evidence: Evidence): Documents {
  const read = readerOf(digests, evidence);
  const organization = read(ORGANIZATION_PATH, parseOrganization);
  const valid = organization.value;
  const path = policyPath(policyName ?? '');
  const policy =
    valid === undefined || policyName === undefined || path === ORGANIZATION_PATH
      ? { issues: [], unread: [] }
      : read(path, (at, bytes) => parsePolicy(at, bytes, valid));
  return {
    organization: valid,
    policy: policy.value,
    names: namesOf(Object.keys(digests)),
    issues: [...organization.issues, ...policy.issues],
    unread: [...organization.unread, ...policy.unread],
  };
}

/** Returns the question if the accepted policy gave the same access at an earlier instant. */
function offersOf(policyName: string | undefined, now: Documents, evidence: Evidence): RuleInput['offeredAt'] {
  // Without an accepted policy another rule withholds the access, and its reason is enough.
  if (evidence.versions === undefined || now.policy === undefined) return () => true;
  const path = policyPath(policyName ?? '');
  const accessIn = (policy: Policy) => JSON.stringify([accessOf(policy), policy.holder ?? null]);
  const access = accessIn(now.policy);
  return (at) => {
    const inForce = [ORGANIZATION_PATH, path].map((one) => versionAt(one, at, evidence));
    // A rewritten branch may lack such a version. Then an older one was in force.
    if (inForce.some((version) => version?.place === null)) return undefined;
    const blobs = inForce.map((version) => version?.blob ?? null);
    if (blobs.includes(null)) return false;
    const [organization = '', policy = ''] = blobs.map((blob) => blob ?? '');
    const then = documentsIn({ [ORGANIZATION_PATH]: organization, [path]: policy }, policyName, evidence);
    if (then.unread !== undefined && then.unread.length > 0) return undefined;
    return then.policy !== undefined && accessIn(then.policy) === access;
  };
}

function policyPath(name: string): string {
  return `policies/${name}.yaml`;
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
