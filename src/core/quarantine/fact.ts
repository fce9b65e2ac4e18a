/*
 * What the ledger keeps of quarantines. It may withhold, never authorise: `quarantined` holds until the organization's
 * document releases it, and `released` only says that somebody saw it do so.
 */

export const QUARANTINE_KINDS = ['quarantined', 'released', 'deny-policies'] as const;
export type QuarantineKind = (typeof QUARANTINE_KINDS)[number];

export interface QuarantineFact {
  /** Numeric ids of every account of the person that was known. */
  readonly ids: readonly number[];
  /** As the organization named them then; `null`: it does not know them. */
  readonly login: string | null;
  /** IAM members the person's access was given to, or would be. */
  readonly principals: readonly string[];
  /** The run's actor, or whoever's command line it was. */
  readonly by: string;
  readonly why: string;
}

export interface ReleaseFact {
  /** The `seq` of the record of the quarantine. */
  readonly record: number;
  readonly why: string;
}

export interface DenyFact {
  /** The `seq` of the record of the quarantine. */
  readonly record: number;
  readonly policies: readonly DenyOutcome[];
}

/** What became of one deny policy on one project, folder or organization. */
export interface DenyOutcome {
  readonly resource: string;
  /** The policy's id there. */
  readonly policy: string;
  readonly is: 'placed' | 'not placed' | 'removed' | 'not removed';
  /** Why not; absent where it was done. */
  readonly sentence?: string;
}

/** Whether a record of one of these kinds has what it is about, and no other record has any of it. */
export function isQuarantineRecord({
  kind,
  quarantine,
  release,
  deny,
}: Readonly<Partial<Record<Member, unknown>>>): boolean {
  const isIts = (member: unknown, own: QuarantineKind, holds: (value: unknown) => boolean) =>
    kind === own ? holds(member) : member === undefined;
  return (
    isIts(quarantine, 'quarantined', isQuarantine) &&
    isIts(release, 'released', isOfRecord) &&
    isIts(deny, 'deny-policies', isDeny)
  );
}

type Member = 'kind' | 'quarantine' | 'release' | 'deny';

/** Whether a value says who is in quarantine. */
export function isQuarantine(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { ids, login, principals, by, why } = value as Partial<QuarantineFact>;
  return (
    Array.isArray(ids) &&
    ids.length > 0 &&
    ids.every((id) => Number.isSafeInteger(id)) &&
    (login === null || typeof login === 'string') &&
    Array.isArray(principals) &&
    principals.every((principal) => typeof principal === 'string') &&
    typeof by === 'string' &&
    typeof why === 'string'
  );
}

function isOfRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Number.isSafeInteger((value as { record?: unknown }).record);
}

function isDeny(value: unknown): boolean {
  const { policies } = (value ?? {}) as { policies?: unknown };
  return isOfRecord(value) && Array.isArray(policies) && policies.every(isOutcome);
}

function isOutcome(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { resource, policy, is } = value as Partial<Record<keyof DenyOutcome, unknown>>;
  return [resource, policy, is].every((text) => typeof text === 'string');
}
