import type { ChangedDocument, ChangeEvidence } from '../../../src/core/acceptance/change.ts';
import type { PullFact } from '../../../src/core/decision/evidence.ts';
import { blobOf, documentChange, evidence, ORGANIZATION, POLICY, POLICY_PATH } from '../build.ts';

/* Evidence on changes of documents: each test says only what it is about. */

export const [FIRST, SECOND, THIRD] = [POLICY, `${POLICY}# second\n`, `${POLICY}# third\n`].map(blobOf) as [
  string,
  string,
  string,
];

/** The pull request by dave that carol approved, which changes the policy. */
export function pullOf(after: string | null, change: Partial<PullFact> = {}, path = POLICY_PATH): PullFact {
  const { pull } = documentChange(path, after, change);
  if (pull === null) throw new Error('the change has no pull request');
  return pull;
}

/** The evidence on one change of the policy, by dave, that carol approved. */
export function changed(document: Partial<ChangedDocument> = {}, change: Partial<ChangeEvidence> = {}): ChangeEvidence {
  const after = document.after === undefined ? SECOND : document.after;
  const { repository, permissions, teams, secondFactors } = evidence();
  const given: ChangeEvidence = {
    ...{ repository, permissions, teams, secondFactors, commit: `commit of ${after ?? 'nothing'}` },
    at: '2026-11-20T09:30:00Z',
    documents: [
      {
        ...{ path: POLICY_PATH, accepted: FIRST, before: FIRST, after, contributors: [] },
        head: after === null ? null : { blob: after, mode: '100644' },
        ...document,
      },
    ],
    pull: pullOf(after, {}, document.path),
    headUsedBy: [],
    organization: blobOf(ORGANIZATION),
    texts: { [blobOf(ORGANIZATION)]: ORGANIZATION },
    gathered: '2026-11-20T09:31:00Z',
    ...change,
  };
  return { ...given, pull: given.pull && mergedAs(given.commit, given.pull) };
}

/** Its merge is the commit that changed the documents. */
function mergedAs(sha: string, pull: PullFact): PullFact {
  return { ...pull, merge: pull.merge && { ...pull.merge, sha } };
}
