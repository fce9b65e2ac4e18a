import type { Case, Documents } from '../core/decision/case.ts';
import { evaluate, latestEnd, type Judged } from '../core/decision/decision.ts';
import type { DocumentDigests, Evidence } from '../core/decision/evidence.ts';
import { parsePolicySet, type PolicySet } from '../core/documents/policy-set.ts';
import { checkAgainstPolicy, parseRequest } from '../core/documents/request.ts';
import { compileRule } from '../core/documents/schema/policy-schema.ts';
import type { DocumentFile } from './world.ts';

/** Decides on one request from what was gathered: the document is parsed from the evidence's own text. */
export function judge(
  evidence: Evidence,
  before: PolicySet | null,
  head: PolicySet,
  genesis: DocumentDigests | null,
): Judged {
  const paper =
    evidence.text === null ? undefined : parseRequest(evidence.path, new TextEncoder().encode(evidence.text));
  const sets = [before, head].filter((set) => set !== null);
  const admission =
    paper?.value === undefined
      ? []
      : sets.flatMap((set) => {
          const policy = set.policies.get(paper.value.request.policy);
          return policy === undefined ? [] : checkAgainstPolicy(paper.value, policy, compileRule);
        });
  const subject: Case = {
    evidence,
    request:
      paper === undefined
        ? { issues: [] }
        : paper.issues === undefined
          ? { value: paper.value.request }
          : { issues: paper.issues },
    admission: [
      ...new Map(admission.map((issue) => [`${issue.code} ${issue.line} ${issue.sentence}`, issue])).values(),
    ],
    before: before === null ? UNKNOWN : documentsOf(before),
    head: documentsOf(head),
    genesis,
  };
  return { evidence, decision: evaluate(subject), latestEnd: latestEnd(subject) };
}

/** Documents as files: parsed together. A file too long to be a document is an issue like any other. */
export function readPolicySet(files: readonly DocumentFile[]): PolicySet {
  return parsePolicySet(
    files.map(({ path, bytes }) => ({ path, bytes: bytes ?? new Uint8Array(MORE_THAN_A_DOCUMENT) })),
  );
}

export function digestsOf(files: readonly DocumentFile[]): DocumentDigests {
  return Object.fromEntries(files.map(({ path, blob }) => [path, blob]));
}

const MORE_THAN_A_DOCUMENT = 16 * 1024 + 1;
const UNKNOWN: Documents = { organization: undefined, policies: new Map(), sound: false };

function documentsOf(set: PolicySet): Documents {
  return { organization: set.organization, policies: set.policies, sound: set.issues.length === 0 };
}
