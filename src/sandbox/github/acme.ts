import type { Ruleset } from './ruleset.ts';
import { looseSettings, type Settings } from './settings.ts';
import { APP, type Role, type StateOptions } from './state.ts';

/**
 * The sample organization: its people, teams and roles. `acme-admin` owns the organization and is in no team. Everybody
 * has a second factor.
 */
export const PEOPLE = [
  { id: 1000, login: 'acme-admin', name: 'Acme Administrator' },
  { id: 1001, login: 'alice', name: 'Alice Adams' },
  { id: 1002, login: 'bob', name: 'Bob Baker' },
  { id: 1003, login: 'carol', name: 'Carol Clark' },
  { id: 1004, login: 'dave', name: 'Dave Davis' },
  { id: 1005, login: 'erin', name: 'Erin Evans' },
  { id: 1006, login: 'mallory', name: 'Mallory Moss' },
] as const;

const ID = { admin: 1000, alice: 1001, bob: 1002, carol: 1003, dave: 1004, erin: 1005, mallory: 1006 };

/** Permissions of the organization's App in its installation. */
export const APP_PERMISSIONS = {
  metadata: 'read',
  contents: 'write',
  pull_requests: 'read',
  issues: 'write',
  members: 'read',
  organization_administration: 'read',
} as const;

export interface AcmeOptions {
  readonly now: number;
  /** True if only the App may write the branch `audit`. Otherwise no ruleset covers the branch. */
  readonly protectLedger: boolean;
  readonly private: boolean;
  /**
   * True if everything is guarded as in the documented set-up. Otherwise it is guarded only as far as tests of this
   * GitHub need.
   */
  readonly hardened: boolean;
  /** Each person's name at the single sign-on, by login. Without it there is no single sign-on. */
  readonly saml?: Readonly<Record<string, string>> | undefined;
}

/** Returns the initial state of the sample organization and its repository. */
export function acme({ now, protectLedger, private: isPrivate, hardened, saml }: AcmeOptions): StateOptions {
  return {
    now,
    organization: {
      id: 900100,
      login: 'acme',
      requiresTwoFactor: true,
      members: new Map(PEOPLE.map(({ id }) => [id, id === ID.admin ? 'admin' : 'member'])),
      ...(saml === undefined
        ? {}
        : { saml: new Map(PEOPLE.flatMap(({ id, login }) => (saml[login] === undefined ? [] : [[id, saml[login]]]))) }),
    },
    repository: { id: 700100, name: 'access', private: isPrivate, defaultBranch: 'main' },
    users: PEOPLE.map((person) => ({ ...person, type: 'User', twoFactor: true })),
    teams: [
      team(801, 'orders-oncall', [ID.alice]),
      team(802, 'sre-leads', [ID.bob, ID.erin]),
      team(803, 'security', [ID.carol]),
    ],
    collaborators: new Map<number, Role>([
      ...[ID.alice, ID.bob, ID.carol, ID.dave, ID.erin].map((id) => [id, 'write'] as const),
      [ID.mallory, 'read'],
    ]),
    rulesets: [hardened ? guardedMain(now) : mainRuleset(now), ...(protectLedger ? [auditRuleset(now)] : [])],
    settings: hardened ? guardedSettings(now) : looseSettings(),
  };
}

function team(id: number, slug: string, members: readonly number[]) {
  return {
    id,
    slug,
    name: slug,
    members: new Map(members.map((member) => [member, { role: 'member', state: 'active' } as const])),
  };
}

/** Allows changes only by pull request. The owner may bypass it, to set the repository up. */
function mainRuleset(createdAt: number): Ruleset {
  return {
    id: 600001,
    name: 'main',
    enforcement: 'active',
    include: ['~DEFAULT_BRANCH'],
    exclude: [],
    bypass: [{ actor_id: 1, actor_type: 'OrganizationAdmin', bypass_mode: 'always' }],
    rules: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      {
        type: 'pull_request',
        parameters: {
          allowed_merge_methods: ['merge', 'squash', 'rebase'],
          dismiss_stale_reviews_on_push: false,
          require_code_owner_review: false,
          require_last_push_approval: false,
          required_approving_review_count: 0,
          required_review_thread_resolution: false,
        },
      },
    ],
    createdAt,
  };
}

/** Guards main as in the documented set-up: no bypass for anybody, no rebase, and a review by code owners. */
function guardedMain(createdAt: number): Ruleset {
  return {
    ...mainRuleset(createdAt),
    bypass: [],
    rules: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      {
        type: 'pull_request',
        parameters: {
          allowed_merge_methods: ['merge', 'squash'],
          dismiss_stale_reviews_on_push: true,
          require_code_owner_review: true,
          require_last_push_approval: false,
          required_approving_review_count: 0,
          required_review_thread_resolution: false,
        },
      },
    ],
  };
}

function guardedSettings(createdAt: number): Settings {
  return {
    actions: { enabled: true, allowed: 'selected', pinning: true },
    selectedActions: { githubOwned: true, verified: false, patterns: [] },
    token: { defaultPermissions: 'read', mayApprove: false },
    tokenIsTheOrganizations: false,
    forkApproval: 'all_external_contributors',
    secrets: [],
    variables: new Map(),
    environments: [
      {
        id: 610001,
        name: 'break-glass',
        createdAt,
        secrets: ['PULLCORD_APP_PRIVATE_KEY', 'PULLCORD_PAGERDUTY_TOKEN'],
        waitTimer: 0,
        preventSelfReview: false,
        reviewers: [],
        branches: 'custom',
        policies: [{ id: 610005, name: 'main', type: 'branch' }],
      },
      {
        id: 610002,
        name: 'pullcord-quarantine',
        createdAt,
        secrets: ['PULLCORD_APP_PRIVATE_KEY'],
        waitTimer: 0,
        preventSelfReview: false,
        reviewers: [],
        branches: 'custom',
        policies: [{ id: 610006, name: 'main', type: 'branch' }],
      },
    ],
  };
}

function auditRuleset(createdAt: number): Ruleset {
  return {
    id: 600002,
    name: 'audit',
    enforcement: 'active',
    include: ['refs/heads/audit'],
    exclude: [],
    bypass: [{ actor_id: APP.id, actor_type: 'Integration', bypass_mode: 'always' }],
    rules: [{ type: 'update' }, { type: 'deletion' }, { type: 'non_fast_forward' }],
    createdAt,
  };
}
