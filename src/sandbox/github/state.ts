import type { Ruleset } from './ruleset.ts';
import type { Settings } from './settings.ts';

/**
 * All data of this GitHub except git's own. It is kept in memory and changed in place. Instants are milliseconds since
 * the epoch in sandbox time. The state names people by numeric id; logins are only looked up.
 */
export interface State {
  readonly organization: Organization;
  readonly repository: Repository;
  readonly users: Map<number, User>;
  readonly teams: Team[];
  /** Direct roles on the repository, by user id. Organization owners are also administrators. */
  readonly collaborators: Map<number, Role>;
  readonly rulesets: Ruleset[];
  readonly settings: Settings;
  readonly tokens: Map<string, TokenIdentity>;
  readonly pulls: Map<number, Pull>;
  readonly issues: Map<number, Issue>;
  /** By number of the issue or pull request, oldest first. */
  readonly comments: Map<number, Comment[]>;
  /**
   * The commits that GitHub itself signed, by object id. REST's `verification` and GraphQL's `signature` report them.
   */
  readonly signedByGitHub: Set<string>;
  /** People's registered signing keys, by id. */
  readonly signingKeys: Map<number, SigningKey>;
  /** Signatures once found valid, by commit. They stay valid. */
  readonly verifiedSignatures: Map<string, { readonly signer: number; readonly at: number }>;
  /** Ids of deleted accounts. */
  readonly deleted: Set<number>;
  /** Every update of a branch with its pusher, oldest first. */
  readonly activity: Activity[];
  /** Returns a new id, unique in the whole state. */
  nextId(): number;
  /** Returns the number of the next issue or pull request. Both share one sequence. */
  nextNumber(): number;
}

export interface Organization {
  readonly id: number;
  readonly login: string;
  readonly requiresTwoFactor: boolean;
  /** Members by user id. */
  readonly members: Map<number, 'admin' | 'member'>;
  /**
   * The linked accounts' names at the single sign-on, by user id. Undefined: single sign-on is off, or is the
   * enterprise's.
   */
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
  /** The local part of their address. Undefined: the login, which has never changed. */
  readonly mailbox?: string;
}

export interface Team {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** By user id. `pending`: the person is invited, and becomes a member on acceptance. */
  readonly members: Map<number, { role: 'member' | 'maintainer'; state: 'active' | 'pending' }>;
}

export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin';

export type TokenIdentity =
  | { readonly kind: 'user'; readonly user: number }
  | {
      /** `installation`: the organization's App. `workflow`: the token that GitHub mints for a job. */
      readonly kind: 'installation' | 'workflow';
      /** The bot that acts for the token. */
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
  /** `sha` is the base branch's head when the pull request was last opened, pushed to, retargeted or merged. */
  base: { ref: string; sha: string };
  head: { readonly ref: string; sha: string };
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  merge: Merge | null;
  /** The last test merge (`refs/pull/N/merge`) and the heads it was made of. `oid` is null if they conflict. */
  testMerge: { readonly base: string; readonly head: string; readonly oid: string | null } | undefined;
  readonly reviews: Review[];
  readonly timeline: TimelineItem[];
}

export interface Merge {
  readonly at: number;
  readonly by: number;
  /** The merge commit. After a squash it is the only commit, after a rebase the last one. */
  readonly oid: string;
  readonly method: 'merge' | 'squash' | 'rebase';
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

export interface Review {
  readonly id: number;
  readonly author: number;
  state: ReviewState;
  body: string;
  /** The commit that the reviewer chose to review. */
  readonly commit: string;
  /** Null while the review is pending. */
  submittedAt: number | null;
}

/** Past events of a pull request that its current state does not show. */
export type TimelineItem =
  | {
      readonly event: 'base_ref_changed';
      readonly actor: number;
      readonly at: number;
      readonly from: string;
      readonly to: string;
    }
  | {
      readonly event: 'review_dismissed';
      readonly actor: number;
      readonly at: number;
      readonly review: number;
      readonly was: ReviewState;
      readonly message: string;
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
  /** Every text since the first edit, oldest first. The first is the original. */
  readonly revisions: CommentRevision[];
}

export interface CommentRevision {
  readonly by: number;
  readonly at: number;
  readonly body: string;
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

/**
 * The two bots: GitHub's own for workflow tokens, and the organization's App. Their ids are like those of a real
 * organization.
 */
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
