import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STRICTEST } from '../../../src/core/documents/organization.ts';
import type { FederationFact, GateFacts } from '../../../src/core/gate/facts.ts';
import { GATE_RULES } from '../../../src/core/gate/rules/index.ts';
import { judgeBy } from '../../../src/core/gate/gate.ts';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') });

export const RECONCILE = read('.github/workflows/reconcile.yml');
export const QUARANTINE = read('.github/workflows/quarantine.yml');
const CHECK = read('.github/workflows/check.yml');
const CODEOWNERS = read('.github/CODEOWNERS');

export const NOT_TOLD = { value: null, why: 'could not read it: GitHub answered 403' } as const;

export const CONDITION = [
  "assertion.repository_owner_id == '900100'",
  "assertion.repository_id == '700100'",
  "assertion.ref == 'refs/heads/main'",
  "assertion.workflow_ref == 'acme/access/.github/workflows/reconcile.yml@refs/heads/main'",
  "assertion.event_name in ['push', 'schedule', 'workflow_dispatch']",
  "assertion.environment == 'break-glass'",
].join(' && ');

export const PROVIDER: FederationFact = {
  file: 'provider.json',
  name: 'projects/1/locations/global/workloadIdentityPools/pullcord/providers/github',
  state: 'ACTIVE',
  issuer: 'https://token.actions.githubusercontent.com',
  condition: CONDITION,
  mapping: { 'google.subject': 'assertion.repository_id' },
  audiences: [],
};

/** A gate in which nothing is to be found, but for what is told otherwise. */
export function soundFacts(other: Partial<GateFacts> = {}): GateFacts {
  return {
    repository: {
      id: 700100,
      ownerId: 900100,
      name: 'acme/access',
      private: false,
      defaultBranch: 'main',
      head: 'a'.repeat(40),
    },
    require: STRICTEST,
    secondFactors: true,
    main: { value: mainRules() },
    ledger: { value: ['update', 'deletion', 'non_fast_forward'].map((type) => ({ type, ruleset: 2 })) },
    rulesets: { value: [ruleset(1, '~DEFAULT_BRANCH', []), ruleset(2, 'refs/heads/audit', [APP])] },
    paths: {
      value: [
        CODEOWNERS.path,
        RECONCILE.path,
        QUARANTINE.path,
        CHECK.path,
        'policies/a.yaml',
        'requests/2026/11/a.yaml',
      ],
    },
    codeowners: { value: { file: CODEOWNERS } },
    codeownersErrors: { value: [] },
    actions: { value: { enabled: true, allowed: 'selected', pinningRequired: true } },
    token: { value: { defaultPermissions: 'read', mayApprove: false } },
    forkApproval: { value: 'all_external_contributors' },
    workflows: { value: [CHECK, RECONCILE] },
    environments: { value: [environment()] },
    secrets: { value: [] },
    twoFactorRequired: { value: true },
    federation: PROVIDER,
    ...other,
  };
}

export function mainRules(parameters: Partial<NonNullable<MainRule['pullRequest']>> = {}): readonly MainRule[] {
  const pullRequest = {
    codeOwnerReview: true,
    dismissStaleReviews: true,
    mergeMethods: ['merge', 'squash'],
    ...parameters,
  };
  return [
    { type: 'deletion', ruleset: 1 },
    { type: 'non_fast_forward', ruleset: 1 },
    { type: 'pull_request', ruleset: 1, pullRequest },
  ];
}
type MainRule = NonNullable<GateFacts['main']['value']>[number];

export const APP = { type: 'Integration', id: 970001, mode: 'always' };

export function ruleset(id: number, include: string, bypass: readonly (typeof APP)[], enforcement = 'active') {
  return { id, name: `rules ${id}`, enforcement, include: [include], bypass: { value: bypass } };
}

type EnvironmentFact = NonNullable<GateFacts['environments']['value']>[number];

export function environment(other: Partial<EnvironmentFact> = {}): EnvironmentFact {
  return {
    name: 'break-glass',
    reviewers: 0,
    waitTimer: 0,
    branches: { value: [{ name: 'main', type: 'branch' }] },
    secrets: { value: ['PULLCORD_APP_PRIVATE_KEY'] },
    ...other,
  };
}

/** The codes of all findings, each once, in order. */
export function codesOf(facts: GateFacts): readonly string[] {
  return [...new Set(findingsOf(facts).map(({ code }) => code))];
}

export function findingsOf(facts: GateFacts) {
  return GATE_RULES.flatMap(({ rules }) => judgeBy(rules, facts));
}
