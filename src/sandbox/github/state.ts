import type { Ruleset } from './ruleset.ts';
import type { Settings } from './settings.ts';

/**
 * Everything this GitHub knows besides git itself. In memory, changed in place; all instants are milliseconds since the epoch in
 * sandbox time. People are named by their numeric id throughout: logins are only looked up.
 */
export interface State {
  readonly organization: Organization;
  readonly repository: Repository;
  readonly users: Map<number, User>;
  readonly teams: Team[];
  /** Direct roles on the repository by user id; organization owners are administrators besides. */
  readonly collaborators: Map<number, Role>;
  readonly rulesets: Ruleset[];
  readonly settings: Settings;
  readonly tokens: Map<string, TokenIdentity>;
  readonly pulls: Map<number, Pull>;
  readonly issues: Map<number, Issue>;
  /** By issue or pull request number, oldest first. */
  readonly comments: Map<number, Comment[]>;
  /** The commits GitHub itself signed, by object id: what REST's `verification` and GraphQL's `signature` tell. */
  readonly signedByGitHub: Set<string>;
  /** Keys people registered to sign with, by id. */
  readonly signingKeys: Map<number, SigningKey>;
  /** Signatures found valid once, by commit: they stay so. */
  readonly verifiedSignatures: Map<string, { readonly signer: number; readonly at: number }>;
  /** Ids of accounts that were deleted. */
  readonly deleted: Set<number>;
  /** Every update of a branch, oldest first: who pushed what. */
  readonly activity: Activity[];
  /** A fresh id for anything that needs one, unique over the whole state. */
  nextId(): number;
  /** The number of the next issue or pull request: they share one sequence. */
  nextNumber(): number;
}

export interface Organization {
  readonly id: number;
  readonly login: string;
  readonly requiresTwoFactor: boolean;
  /** Members by user id. */
  readonly members: Map<number, 'admin' | 'member'>;
  /** The names single sign-on knows linked accounts under, by user id; absent: it is off, or the enterprise's. */
  readonly saml?: Map<number, string>;
}

export interface SigningKey {
  readonly id: number;
  readonly user: number;
  readonly title: string;
  /** `ssh-ed25519 AAAA…`, without a comment. */
  readonly key: string;
  readonly blob: Buffer;
  readonly createdAt: number;
}

export interface Repository {
  readonly id: number;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly createdAt: number;
  pushedAt: number;
}

export interface User {
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
  readonly type: 'User' | 'Bot';
  readonly twoFactor: boolean;
  readonly createdAt: number;
  /** What their address begins with; the login, unless they were renamed since. */
  readonly mailbox?: string;
}

export interface Team {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** By user id. `pending`: invited, and not a member until they accept. */
  readonly members: Map<number, { role: 'member' | 'maintainer'; state: 'active' | 'pending' }>;
}

export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin';

export type TokenIdentity =
  | { readonly kind: 'user'; readonly user: number }
  | {
      /** `installation`: the organisation's App; `workflow`: the token GitHub mints for a job. */
      readonly kind: 'installation' | 'workflow';
      /** The bot it acts as. */
      readonly user: number;
      readonly permissions: Readonly<Record<string, 'read' | 'write'>>;
    };

export interface Pull {
  readonly id: number;
  readonly number: number;
  readonly author: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  draft: boolean;
  /** `sha` is the base branch's head when the pull request was opened, last pushed to, retargeted or merged. */
  base: { ref: string; sha: string };
  head: { readonly ref: string; sha: string };
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  merge: Merge | null;
  /** The last test merge made (`refs/pull/N/merge`) and the heads it was made of; null when they conflict. */
  testMerge: { readonly base: string; readonly head: string; readonly oid: string | null } | undefined;
  readonly reviews: Review[];
  readonly timeline: TimelineItem[];
}

export interface Merge {
  readonly at: number;
  readonly by: number;
  /** The merge commit; squashed, the one commit; rebased, the last of them. */
  readonly oid: string;
  readonly method: 'merge' | 'squash' | 'rebase';
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

export interface Review {
  readonly id: number;
  readonly author: number;
  state: ReviewState;
  body: string;
  /** The commit the reviewer looked at, as they chose it. */
  readonly commit: string;
  /** Null while pending. */
  submittedAt: number | null;
}

/** What befell a pull request and cannot be read from its present state. */
export type TimelineItem =
  | {
      readonly event: 'base_ref_changed';
      readonly actor: number;
      readonly at: number;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly event: 'head_ref_force_pushed';
      readonly actor: number;
      readonly at: number;
      readonly from: string;
      readonly to: string;
    }
  | { readonly event: 'head_ref_deleted'; readonly actor: number; readonly at: number }
  | { readonly event: 'closed' | 'reopened'; readonly actor: number; readonly at: number }
  | { readonly event: 'merged'; readonly actor: number; readonly at: number; readonly oid: string };

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly author: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;
  labels: readonly string[];
  assignees: readonly number[];
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  closedBy: number | null;
}

export interface Comment {
  readonly id: number;
  readonly author: number;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Activity {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly actor: number;
  readonly at: number;
  readonly type: 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge';
}

/** The two bots: GitHub's own for workflow tokens, and the organisation's App. Ids as a real organisation has them. */
export const WORKFLOW_BOT = { id: 41898282, login: 'github-actions[bot]' };
export const APP = {
  id: 970001,
  slug: 'pullcord-acme',
  installation: 980001,
  bot: { id: 970002, login: 'pullcord-acme[bot]' },
};

export interface StateOptions {
  readonly now: number;
  readonly organization: Organization;
  readonly repository: Omit<Repository, 'createdAt' | 'pushedAt'>;
  readonly users: readonly Omit<User, 'createdAt'>[];
  readonly teams: Team[];
  readonly collaborators: Map<number, Role>;
  readonly rulesets: Ruleset[];
  readonly settings: Settings;
}

export function createState(options: StateOptions): State {
  const { now } = options;
  const bots = [WORKFLOW_BOT, APP.bot].map((bot) => ({ ...bot, name: null, type: 'Bot' as const, twoFactor: false }));
  const users = [...options.users, ...bots].map((user) => ({ ...user, createdAt: now }));
  let id = 2_000_000;
  let number = 0;
  return {
    organization: options.organization,
    repository: { ...options.repository, createdAt: now, pushedAt: now },
    users: new Map(users.map((user) => [user.id, user])),
    teams: options.teams,
    collaborators: options.collaborators,
    rulesets: options.rulesets,
    settings: options.settings,
    tokens: new Map(),
    pulls: new Map(),
    issues: new Map(),
    comments: new Map(),
    signedByGitHub: new Set(),
    signingKeys: new Map(),
    verifiedSignatures: new Map(),
    deleted: new Set(),
    activity: [],
    nextId: () => (id += 1),
    nextNumber: () => (number += 1),
  };
}
