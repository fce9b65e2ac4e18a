import { denied, pending, type Objection } from '../rule.ts';
import type { HeadCommitFact, PullFact } from '../evidence.ts';
import type { Organization } from '../../documents/organization.ts';
import { commitOf } from '../../signature/commit-object.ts';
import { verifyCommitSignature, type Verified } from '../../signature/commit-signature.ts';
import type { SecurityKey } from '../../signature/public-key.ts';
import { instantOf, secondsBetween, type Instant, type Seconds } from '../../time.ts';

/** A pull request whose head commit must be signed by a security key of its author. */
export interface Signing {
  readonly pull: PullFact;
  readonly keys: readonly SecurityKey[];
  readonly requireUserVerification: boolean;
  /** Other pull requests with the same head, on record or earlier in a document's history; `null` if not known. */
  readonly usedBy: readonly number[] | null;
}

/** The conditions that bind a signature to this pull request, and to no other or earlier one. */
export const KEY_RULES: readonly {
  readonly id: string;
  readonly asks: string;
  readonly judge: (signing: Signing) => readonly Objection[];
}[] = [
  { id: 'security-key-signed', asks: "the head commit is signed by the requester's security key", judge: isSigned },
  { id: 'security-key-head', asks: 'the signature covers the head commit', judge: isTheHead },
  { id: 'security-key-once', asks: 'no other pull request had this head commit', judge: isUsedOnce },
  { id: 'security-key-on-main', asks: 'the head commit is on top of the default branch', judge: isOnMain },
  { id: 'security-key-fresh', asks: 'it was signed in the hour before the pull request was opened', judge: isFresh },
];

/** Returns the keys that every one of these organizations lists for a person; none if an organization is missing. */
export function registeredKeys(
  author: number | null,
  organizations: readonly (Organization | undefined)[],
): readonly SecurityKey[] {
  const [first = [], ...rest] = organizations.map(
    (organization) => organization?.people.find(({ id }) => id === author)?.securityKeys ?? [],
  );
  return first.filter(({ blob }) => rest.every((keys) => keys.some((key) => key.blob === blob)));
}

/** Verifies the signature; `undefined` if the commit has none, or is unread. */
export function signedBy({ pull, keys, requireUserVerification }: Signing): Verified | undefined {
  const signature = pull.head.commit?.signature ?? null;
  return signature === null ? undefined : verifyCommitSignature({ ...signature, keys, requireUserVerification });
}

function isSigned(signing: Signing): Objection[] {
  const { commit } = signing.pull.head;
  if (commit === null)
    return [
      pending('head-commit-unknown', `GitHub did not return the head commit ${signing.pull.head.sha.slice(0, 12)}`),
    ];
  if (signing.keys.length === 0)
    return [
      denied(
        'security-key-unregistered',
        `policies/organization.yaml lists no security key of ${signing.pull.author?.login ?? 'the requester'}, before the merge and now`,
      ),
    ];
  const verified = signedBy(signing);
  if (verified === undefined)
    return [
      denied(
        'security-key-unsigned',
        `the head commit ${signing.pull.head.sha.slice(0, 12)} is not signed; sign it with a registered security key`,
      ),
    ];
  // Its codes begin with `signature-`. A test compares them with the table of reasons.
  return verified.ok ? [] : [{ weight: 'denied', code: verified.code, sentence: verified.sentence }];
}

/** The signed text with its signature in place must be the commit itself, so its hash must be the head's. */
function isTheHead({ pull }: Signing): Objection[] {
  const { commit, sha } = pull.head;
  if (commit === null || commit.signature === null) return [];
  const { payload, armored } = commit.signature;
  return commitOf(payload, armored) === sha && committedAt(payload) === commit.committedAt
    ? []
    : [denied('security-key-other-commit', `the signature covers another commit than the head ${sha.slice(0, 12)}`)];
}

/** Reads the last header `committer Name <address> seconds zone`; without the zone, as GitHub returns it. */
function committedAt(payload: string): Instant | undefined {
  const headers = payload.slice(0, payload.indexOf('\n\n') + 1);
  const seconds = /^committer [^\n]*> (\d{1,12}) [+-]\d{4}$/m.exec(headers)?.[1];
  return seconds === undefined ? undefined : instantOf(Number(seconds) * 1000);
}

function isUsedOnce({ usedBy, pull }: Signing): Objection[] {
  if (usedBy === null)
    return [pending('record-unknown', 'the ledger could not be read, so an earlier use of the signature is unknown')];
  return usedBy.length === 0
    ? []
    : [
        denied(
          'security-key-used',
          `the head of #${pull.number} was the head of ${usedBy.map((number) => `#${number}`).join(', ')} too; sign a new commit`,
        ),
      ];
}

function isOnMain({ pull }: Signing): Objection[] {
  const { commit } = pull.head;
  if (commit === null || commit.parentsOnMain === true) return [];
  return commit.parentsOnMain === null
    ? [
        pending(
          'parents-unknown',
          `GitHub did not say if the parents of ${pull.head.sha.slice(0, 12)} are on the default branch`,
        ),
      ]
    : [
        denied(
          'security-key-not-on-main',
          `the head commit ${pull.head.sha.slice(0, 12)} is not on top of the default branch; rebase the request into one commit on it`,
        ),
      ];
}

/** Seconds between signature and pull request. Enough to write a description; too short for the misuse of an old signature. */
const FRESH: Seconds = 3600;

function isFresh({ pull }: Signing): Objection[] {
  const commit: HeadCommitFact | null = pull.head.commit;
  if (commit === null) return [];
  const age = secondsBetween(commit.committedAt, pull.createdAt);
  return age >= 0 && age <= FRESH
    ? []
    : [
        denied(
          'security-key-stale',
          `the head commit was made at ${commit.committedAt}, not in the hour before #${pull.number} was opened at ${pull.createdAt}`,
        ),
      ];
}
