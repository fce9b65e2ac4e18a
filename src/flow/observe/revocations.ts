import type { Comments } from '../../core/ports.ts';
import type { Judged } from '../../core/decision/decision.ts';
import type { Organization } from '../../core/documents/organization.ts';
import { approverIds, asksForTeams, findRevocation, type PullComment } from '../../core/revocation/revoke-comment.ts';
import type { DesiredGrant, ApprovedGrant, Revocation } from '../../core/plan/phase.ts';
import { isPartlyGranted, isUndecided } from '../../core/ledger/grant-state.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import type { QuarantineFact } from '../../core/quarantine/fact.ts';
import { inForce, isTheirs } from '../../core/quarantine/quarantine.ts';
import type { Instant } from '../../core/time.ts';
import { errorMessage } from '../../core/error-message.ts';

/** What a run was told besides. All of it may withhold, and none of it gives. */
export interface RunOrders {
  /** The access of this pull request ends, by whoever dispatched the run. */
  readonly revoke?: { readonly pull: number; readonly by: string };
  /** Where somebody said something: only so that the report can answer. */
  readonly comment?: number;
  /** In quarantine as of this run, on record or not. */
  readonly quarantined?: QuarantineFact & { readonly at: Instant };
  /** Why this run takes and does not give. */
  readonly onlyTakes?: string;
}

export interface RevocationPorts {
  readonly comments: Comments;
}

export interface RevocationInputs {
  /** At the head, or the last that could be read: it says who is who, and who is security. */
  readonly organization: Organization | undefined;
  /** Says who is released: only if the last change of it was approved. `undefined`: nobody is. */
  readonly releasing: Organization | undefined;
  readonly accounts: LedgerIndex;
  /** Decided in this run. */
  readonly fresh: readonly Judged[];
  readonly now: Instant;
  readonly orders: RunOrders;
}

export interface Ended {
  readonly claims: readonly DesiredGrant[];
  /** Words and orders that end nothing, in sentences. */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Ends grants early that people said are over: by a quarantine, by dispatch, by `/revoke` in a comment. What is over
 * anyway is asked about no more, and without a grant that is not, nothing is asked.
 */
export async function applyRevocationOrders(
  ports: RevocationPorts,
  claims: readonly DesiredGrant[],
  ground: RevocationInputs,
): Promise<Ended> {
  const { orders } = ground;
  const ordered = claims.map((claim) => (isOpen(claim, ground) ? revokedIf(claim, byOrder(claim, ground)) : claim));
  const listened = await listen(ports, ordered, ground);
  const isAt = (pull: number) => claims.some((claim) => claim.pull === pull && isOpen(claim, ground));
  const nothingAt = (pull: number, what: string) =>
    isAt(pull) ? [] : [`#${pull}: ${what}, and there is no access of it to take away`];
  return {
    ...listened,
    notes: [
      ...(orders.revoke === undefined ? [] : nothingAt(orders.revoke.pull, `${orders.revoke.by} revoked it`)),
      ...(orders.comment === undefined ? [] : nothingAt(orders.comment, 'somebody said /revoke there')),
      ...listened.notes,
    ],
  };
}

function isOpen(claim: DesiredGrant, { now }: RevocationInputs): claim is ApprovedGrant {
  return claim.is === 'granted' && claim.revoked === undefined && now < claim.grant.window.end;
}

function revokedIf(claim: ApprovedGrant, revoked: Revocation | undefined): ApprovedGrant {
  return revoked === undefined ? claim : { ...claim, revoked };
}

function byOrder({ grant, pull }: ApprovedGrant, ground: RevocationInputs): Revocation | undefined {
  const { organization, releasing, accounts, now, orders } = ground;
  const known = inForce(accounts.quarantines, releasing);
  const all = orders.quarantined === undefined ? known : [...known, orders.quarantined];
  const quarantine = all.find((one) => isTheirs(grant, one, organization));
  if (quarantine !== undefined)
    return { at: quarantine.at, code: 'person-quarantined', why: `by ${quarantine.by}: ${quarantine.why}` };
  return orders.revoke?.pull === pull
    ? { at: now, code: 'revoked-by-dispatch', why: `by ${orders.revoke.by}` }
    : undefined;
}

/** One question for all grants; of a grant whose words could not be read, nothing more is given. */
async function listen(
  ports: RevocationPorts,
  claims: readonly DesiredGrant[],
  ground: RevocationInputs,
): Promise<Ended> {
  const open = claims.filter((claim) => isOpen(claim, ground));
  if (open.length === 0) return { claims, notes: [], problems: [] };
  const earliest = open.map(({ grant }) => grant.window.start).reduce((a, b) => (a < b ? a : b));
  const read = ports.comments.since(
    earliest,
    open.map(({ pull }) => pull),
  );
  const comments = await read.catch(errorMessage);
  if (typeof comments === 'string') {
    const why = `whether somebody said /revoke is not known: ${comments}`;
    return { claims: claims.map((claim) => unconfirmed(claim, why, ground)), notes: [], problems: [why] };
  }
  const teams = await teamsOfSecurity(ports, open, comments, ground);
  const heard = open.map((claim) => ({
    claim,
    said: findRevocation(claim.grant, comments, { ...voicesFor(claim, ground), teams }),
  }));
  const heeded = (claim: DesiredGrant) => {
    const said = heard.find((one) => one.claim === claim)?.said;
    if (said === undefined || !isOpen(claim, ground)) return claim;
    const [doubt] = said.unknown;
    return said.revoked === undefined && doubt !== undefined
      ? unconfirmed(claim, doubt, ground)
      : revokedIf(claim, said.revoked);
  };
  return {
    claims: claims.map(heeded),
    notes: heard.flatMap(({ said }) => said.ignored),
    problems: heard.flatMap(({ said }) => said.unknown),
  };
}

/** What was given stays as it is; what was not waits. */
function unconfirmed(claim: DesiredGrant, why: string, ground: RevocationInputs): DesiredGrant {
  if (!isOpen(claim, ground)) return claim;
  const account = ground.accounts.byPull.get(claim.pull);
  return account === undefined || isUndecided(account) || isPartlyGranted(account)
    ? { unconfirmed: why, ...claim }
    : claim;
}

function voicesFor({ pull, grant }: ApprovedGrant, { accounts, fresh, organization }: RevocationInputs) {
  const judged = fresh.find(({ evidence }) => evidence.pull?.number === pull);
  const decided = approverIds(grant.approvedBy, judged?.evidence.pull?.reviews ?? []);
  return { approvers: [...(accounts.byPull.get(pull)?.approvers ?? []), ...decided], organization };
}

/** Asked only where somebody's word counts if they are of one. */
async function teamsOfSecurity(
  { comments: { team } }: RevocationPorts,
  open: readonly ApprovedGrant[],
  comments: readonly PullComment[],
  ground: RevocationInputs,
): Promise<Readonly<Record<string, readonly number[] | null>>> {
  if (!open.some((claim) => asksForTeams(claim.grant, comments, voicesFor(claim, ground)))) return {};
  const security = ground.organization?.security ?? [];
  const slugs = security.flatMap((party) => (party.kind === 'team' ? [party.slug] : []));
  return Object.fromEntries(await Promise.all(slugs.map(async (slug) => [slug, await team(slug)] as const)));
}
