import type { Judged } from '../../core/decision/decision.ts';
import type { Organization } from '../../core/documents/organization.ts';
import { teamKeys } from '../../core/documents/parties.ts';
import { errorMessage } from '../../core/error-message.ts';
import { isPartlyGranted, isUndecided } from '../../core/ledger/grant-state.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import { message, messages, type Message } from '../../core/message.ts';
import type { ApprovedGrant, DesiredGrant, Revocation } from '../../core/plan/phase.ts';
import type { Ports } from '../../core/ports.ts';
import { inForce, isTheirs } from '../../core/quarantine/quarantine.ts';
import { approverIds, asksForTeams, findRevocation, type PullComment } from '../../core/revocation/revoke-comment.ts';
import type { Instant } from '../../core/time.ts';
import type { RunOrders } from './orders.ts';

export type RevocationPorts = Pick<Ports, 'comments'>;

/** The inputs for finding revocations. */
export interface RevocationInputs {
  /** The organization at the head, or the accepted one if that does not parse. It names people and `security`. */
  readonly organization: Organization | undefined;
  /** The organization that was accepted last. Only it releases people. */
  readonly releasing: Organization | undefined;
  readonly index: LedgerIndex;
  /** Decisions of this run. */
  readonly fresh: readonly Judged[];
  readonly now: Instant;
  readonly orders: RunOrders;
}

/** The desired grants with their revocations, and what to report. */
export interface WithRevocations {
  readonly desired: readonly DesiredGrant[];
  readonly messages: readonly Message[];
}

/**
 * Marks the grants that are revoked before their end: by a quarantine, by dispatch, or by `/revoke` in a comment. Reads
 * comments only if a grant is still open.
 */
export async function findRevocations(
  ports: RevocationPorts,
  desired: readonly DesiredGrant[],
  inputs: RevocationInputs,
): Promise<WithRevocations> {
  const { revoke, comment } = inputs.orders;
  const ordered = desired.map((one) => (isOpen(one, inputs) ? revokedIf(one, orderedRevocation(one, inputs)) : one));
  const read = await readComments(ports, ordered, inputs);
  const isOpenAt = (pull: number) => desired.some((one) => one.pull === pull && isOpen(one, inputs));
  const unlessOpen = (pull: number, what: string) =>
    isOpenAt(pull)
      ? []
      : [message('nothing-to-revoke', `${what} #${pull}, which has no live access. Nothing was revoked`)];
  return {
    ...read,
    messages: [
      ...(revoke === undefined ? [] : unlessOpen(revoke.pull, `${revoke.by} asked to revoke`)),
      ...(comment === undefined ? [] : unlessOpen(comment, 'somebody commented /revoke on')),
      ...read.messages,
    ],
  };
}

function isOpen(desired: DesiredGrant, { now }: RevocationInputs): desired is ApprovedGrant {
  return desired.is === 'approved' && desired.revoked === undefined && now < desired.grant.window.end;
}

function revokedIf(desired: ApprovedGrant, revoked: Revocation | undefined): ApprovedGrant {
  return revoked === undefined ? desired : { ...desired, revoked };
}

function orderedRevocation({ grant, pull }: ApprovedGrant, inputs: RevocationInputs): Revocation | undefined {
  const { organization, releasing, index, now, orders } = inputs;
  const known = inForce(index.quarantines, releasing);
  const all = orders.quarantined === undefined ? known : [...known, orders.quarantined];
  const quarantine = all.find((one) => isTheirs(grant, one, organization));
  if (quarantine !== undefined)
    return { at: quarantine.at, code: 'person-quarantined', why: `by ${quarantine.by}: ${quarantine.why}` };
  return orders.revoke?.pull === pull
    ? { at: now, code: 'revoked-by-dispatch', why: `by ${orders.revoke.by}` }
    : undefined;
}

/** Reads the comments of all grants at once. A grant with unreadable comments gets no further access. */
async function readComments(
  ports: RevocationPorts,
  desired: readonly DesiredGrant[],
  inputs: RevocationInputs,
): Promise<WithRevocations> {
  const open = desired.filter((one) => isOpen(one, inputs));
  if (open.length === 0) return { desired, messages: [] };
  const earliest = open.map(({ grant }) => grant.window.start).reduce((a, b) => (a < b ? a : b));
  const read = ports.comments.since(
    earliest,
    open.map(({ pull }) => pull),
  );
  const comments = await read.catch(errorMessage);
  if (typeof comments === 'string') {
    const why = `GitHub did not return the comments, so a /revoke may be missed: ${comments}`;
    return {
      desired: desired.map((one) => unconfirmed(one, why, inputs)),
      messages: [message('comments-unreadable', why)],
    };
  }
  const teams = await securityTeams(ports, open, comments, inputs);
  const results = new Map(
    open.map((one) => [one.pull, findRevocation(one.grant, comments, { ...revokersOf(one, inputs), teams })] as const),
  );
  const withResult = (one: DesiredGrant) => {
    const result = results.get(one.pull);
    if (result === undefined || !isOpen(one, inputs)) return one;
    const [doubt] = result.unknown;
    return result.revoked === undefined && doubt !== undefined
      ? unconfirmed(one, doubt, inputs)
      : revokedIf(one, result.revoked);
  };
  return {
    desired: desired.map(withResult),
    messages: [...results.values()].flatMap(({ ignored, unknown, unreadable }) => [
      ...messages('revoke-ignored', ignored),
      ...messages('revoker-unknown', unknown),
      ...messages('revision-unreadable', unreadable),
    ]),
  };
}

/** Marks a grant as unconfirmed. Its granted access stays, and the rest waits. */
function unconfirmed(desired: DesiredGrant, why: string, inputs: RevocationInputs): DesiredGrant {
  if (!isOpen(desired, inputs)) return desired;
  const state = inputs.index.byPull.get(desired.pull);
  return state === undefined || isUndecided(state) || isPartlyGranted(state)
    ? { unconfirmed: why, ...desired }
    : desired;
}

/** Returns the people who may revoke a grant, without the members of teams. */
function revokersOf({ pull, grant }: ApprovedGrant, { index, fresh, organization }: RevocationInputs) {
  const judged = fresh.find(({ evidence }) => evidence.pull?.number === pull);
  const decided = approverIds(grant.approvedBy, judged?.evidence.pull?.reviews ?? []);
  return { approvers: [...(index.byPull.get(pull)?.approvers ?? []), ...decided], organization };
}

/** Reads the members of the teams of `security`, only if a comment depends on them. */
async function securityTeams(
  { comments: { team } }: RevocationPorts,
  open: readonly ApprovedGrant[],
  comments: readonly PullComment[],
  inputs: RevocationInputs,
): Promise<Readonly<Record<string, readonly number[] | null>>> {
  if (!open.some((one) => asksForTeams(one.grant, comments, revokersOf(one, inputs)))) return {};
  const keys = teamKeys(inputs.organization?.security ?? []);
  return Object.fromEntries(await Promise.all(keys.map(async (key) => [key, await team(key)] as const)));
}
