import type { Judged } from '../core/decision/decision.ts';
import type { Organization } from '../core/documents/organization.ts';
import { approverIds, asksForTeams, hear, type PullComment } from '../core/early-end/early-end.ts';
import type { Claim, Granted, Revocation } from '../core/grant/standing.ts';
import { isHalfGiven, isUndecided } from '../core/ledger/account.ts';
import type { Accounts } from '../core/ledger/on-record.ts';
import type { QuarantineFact } from '../core/quarantine/fact.ts';
import { inForce, isTheirs } from '../core/quarantine/quarantine.ts';
import type { Instant } from '../core/time.ts';
import { asSentence } from './limited.ts';

/** What people say on pull requests. Throws an Error whose message says what could not be read. */
export interface Comments {
  /** Every comment on these pull requests that was made or edited since; comments on others may be among them. */
  readonly since: (at: Instant, pulls: readonly number[]) => Promise<readonly PullComment[]>;
  /** Numeric ids of a team's members; `null`: not told. Never throws. */
  readonly team: (slug: string) => Promise<readonly number[] | null>;
}

/** What a run was told besides. All of it may withhold, and none of it gives. */
export interface Orders {
  /** The access of this pull request ends, by whoever dispatched the run. */
  readonly revoke?: { readonly pull: number; readonly by: string };
  /** Where somebody said something: only so that the report can answer. */
  readonly comment?: number;
  /** In quarantine as of this run, on record or not. */
  readonly quarantined?: QuarantineFact & { readonly at: Instant };
  /** Why this run takes and does not give. */
  readonly onlyTakes?: string;
}

export interface EndingWorld {
  readonly comments: Comments;
}

export interface EndingGround {
  /** At the head, or the last that could be read: it says who is who, and who is security. */
  readonly organization: Organization | undefined;
  /** Says who is released: only if the last change of it was approved. `undefined`: nobody is. */
  readonly releasing: Organization | undefined;
  readonly accounts: Accounts;
  /** Decided in this run. */
  readonly fresh: readonly Judged[];
  readonly now: Instant;
  readonly orders: Orders;
}

export interface Ended {
  readonly claims: readonly Claim[];
  /** Words and orders that end nothing, in sentences. */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Ends grants early that people said are over: by a quarantine, by dispatch, by `/revoke` in a comment. What is over
 * anyway is asked about no more, and without a grant that is not, nothing is asked.
 */
export async function endEarly(world: EndingWorld, claims: readonly Claim[], ground: EndingGround): Promise<Ended> {
  const { orders } = ground;
  const ordered = claims.map((claim) => (isOpen(claim, ground) ? revokedIf(claim, byOrder(claim, ground)) : claim));
  const listened = await listen(world, ordered, ground);
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

function isOpen(claim: Claim, { now }: EndingGround): claim is Granted {
  return claim.is === 'granted' && claim.revoked === undefined && now < claim.grant.window.end;
}

function revokedIf(claim: Granted, revoked: Revocation | undefined): Granted {
  return revoked === undefined ? claim : { ...claim, revoked };
}

function byOrder({ grant, pull }: Granted, ground: EndingGround): Revocation | undefined {
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
async function listen(world: EndingWorld, claims: readonly Claim[], ground: EndingGround): Promise<Ended> {
  const open = claims.filter((claim) => isOpen(claim, ground));
  if (open.length === 0) return { claims, notes: [], problems: [] };
  const earliest = open.map(({ grant }) => grant.window.start).reduce((a, b) => (a < b ? a : b));
  const read = world.comments.since(
    earliest,
    open.map(({ pull }) => pull),
  );
  const comments = await read.catch(asSentence);
  if (typeof comments === 'string') {
    const why = `whether somebody said /revoke is not known: ${comments}`;
    return { claims: claims.map((claim) => unconfirmed(claim, why, ground)), notes: [], problems: [why] };
  }
  const teams = await teamsOfSecurity(world, open, comments, ground);
  const heard = open.map((claim) => ({
    claim,
    said: hear(claim.grant, comments, { ...voicesFor(claim, ground), teams }),
  }));
  const heeded = (claim: Claim) => {
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
function unconfirmed(claim: Claim, why: string, ground: EndingGround): Claim {
  if (!isOpen(claim, ground)) return claim;
  const account = ground.accounts.byPull.get(claim.pull);
  return account === undefined || isUndecided(account) || isHalfGiven(account) ? { unconfirmed: why, ...claim } : claim;
}

function voicesFor({ pull, grant }: Granted, { accounts, fresh, organization }: EndingGround) {
  const judged = fresh.find(({ evidence }) => evidence.pull?.number === pull);
  const decided = approverIds(grant.approvedBy, judged?.evidence.pull?.reviews ?? []);
  return { approvers: [...(accounts.byPull.get(pull)?.approvers ?? []), ...decided], organization };
}

/** Asked only where somebody's word counts if they are of one. */
async function teamsOfSecurity(
  { comments: { team } }: EndingWorld,
  open: readonly Granted[],
  comments: readonly PullComment[],
  ground: EndingGround,
): Promise<Readonly<Record<string, readonly number[] | null>>> {
  if (!open.some((claim) => asksForTeams(claim.grant, comments, voicesFor(claim, ground)))) return {};
  const security = ground.organization?.security ?? [];
  const slugs = security.flatMap((party) => (party.kind === 'team' ? [party.slug] : []));
  return Object.fromEntries(await Promise.all(slugs.map(async (slug) => [slug, await team(slug)] as const)));
}
