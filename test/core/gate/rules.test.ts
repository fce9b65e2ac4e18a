import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examine } from '../../../src/core/gate/doctor.ts';
import type { GateFacts } from '../../../src/core/gate/facts.ts';
import { GATE_RULES } from '../../../src/core/gate/rules/index.ts';
import {
  APP,
  codesOf,
  CONDITION,
  environment,
  findingsOf,
  mainRules,
  NOT_TOLD,
  PROVIDER,
  QUARANTINE,
  RECONCILE,
  ruleset,
  soundFacts,
} from './facts.ts';

const main = (...types: readonly string[]) => ({ value: mainRules().filter(({ type }) => !types.includes(type)) });
const reconcile = (from: string | RegExp, to: string): Partial<GateFacts> => ({
  workflows: { value: [{ path: RECONCILE.path, text: RECONCILE.text.replace(from, to) }] },
});
const beside = (text: string): Partial<GateFacts> => ({
  workflows: { value: [RECONCILE, { path: '.github/workflows/other.yml', text }] },
});
const job = (rest: string) => `on: push\npermissions: {}\njobs: { other: { runs-on: ubuntu-24.04, ${rest} } }\n`;
const owners = (text: string | null): Partial<GateFacts> => ({
  codeowners: { value: { file: { path: '.github/CODEOWNERS', text } } },
});
const bypassOfMain = (mode: string): Partial<GateFacts> => ({
  rulesets: {
    value: [ruleset(1, '~DEFAULT_BRANCH', [{ type: 'Team', id: 802, mode }]), ruleset(2, 'refs/heads/audit', [APP])],
  },
});
const bypassOfLedger = (...actors: readonly (typeof APP)[]): Partial<GateFacts> => ({
  rulesets: { value: [ruleset(1, '~DEFAULT_BRANCH', []), ruleset(2, 'refs/heads/audit', actors)] },
});
/** Beside reconcile, the workflow that quarantines; and its environment, or none. */
const quarantine = (
  from: string | RegExp = '',
  to = '',
  its: Parameters<typeof environment>[0] | 'none' = {},
): Partial<GateFacts> => ({
  workflows: { value: [RECONCILE, { path: QUARANTINE.path, text: QUARANTINE.text.replace(from, to) }] },
  environments: {
    value: [environment(), ...(its === 'none' ? [] : [environment({ name: 'Pullcord-Quarantine', ...its })])],
  },
});
const provider = (other: Partial<typeof PROVIDER>): Partial<GateFacts> => ({ federation: { ...PROVIDER, ...other } });

/** A command, a line to write or an address, at the end or alone. */
const ENDS_WITH_REMEDY = /(?:^|: )(?:[`{"]|(?:gh|gcloud|pullcord|echo) |GITHUB_TOKEN=|https:)[^]*$/;

/** Weak or unreadable guards, each with exactly the codes that report it. */
const BROKEN: readonly (readonly [string, Partial<GateFacts>, readonly string[]])[] = [
  ['the rules of main are not told', { main: NOT_TOLD }, ['main-unknown']],
  ['main has no pull request rule', { main: main('pull_request') }, ['main-pull-requests', 'main-code-owners']],
  ['no code owner has to review', { main: { value: mainRules({ codeOwnerReview: false }) } }, ['main-code-owners']],
  ['main can be force-pushed', { main: main('non_fast_forward') }, ['main-force-push']],
  ['main can be deleted', { main: main('deletion') }, ['main-deletion']],
  ['main takes rebases', { main: { value: mainRules({ mergeMethods: ['merge', 'rebase'] }) } }, ['main-rebase']],
  ['approvals outlive a push', { main: { value: mainRules({ dismissStaleReviews: false }) } }, ['main-stale-reviews']],
  ['the rules of audit are not told', { ledger: NOT_TOLD }, ['ledger-unknown']],
  ['audit has no rules', { ledger: { value: [] } }, ['ledger-not-protected']],
  [
    'audit can be rewritten',
    {
      ledger: {
        value: [
          { type: 'update', ruleset: 2 },
          { type: 'deletion', ruleset: 2 },
        ],
      },
    },
    ['ledger-not-protected'],
  ],
  [
    'a ruleset is only tried out',
    {
      rulesets: {
        value: [
          ruleset(1, '~DEFAULT_BRANCH', []),
          ruleset(2, 'refs/heads/audit', [APP]),
          ruleset(3, '~DEFAULT_BRANCH', [], 'evaluate'),
        ],
      },
    },
    ['ruleset-inactive'],
  ],
  ['somebody is exempt', bypassOfMain('exempt'), ['main-bypass-exempt']],
  ['somebody may bypass', bypassOfMain('always'), ['main-bypass']],
  ['somebody may bypass by pull request', bypassOfMain('pull_request'), ['main-bypass']],
  ['the rulesets are not told', { rulesets: NOT_TOLD }, ['main-bypass-unknown', 'ledger-bypass-unknown']],
  [
    'a ruleset is not among those listed',
    { rulesets: { value: [] } },
    ['main-bypass-unknown', 'ledger-bypass-unknown'],
  ],
  ['a person writes audit', bypassOfLedger(APP, { type: 'User', id: 1004, mode: 'always' }), ['ledger-bypass']],
  ['two Apps write audit', bypassOfLedger(APP, { ...APP, id: 1 }), ['ledger-bypass']],
  ['the App writes audit without a trace', bypassOfLedger({ ...APP, mode: 'exempt' }), ['ledger-bypass-exempt']],
  ['nobody writes audit', bypassOfLedger(), ['ledger-closed']],
  ['CODEOWNERS is not told', { codeowners: NOT_TOLD }, ['codeowners-unknown']],
  ['there is no CODEOWNERS', { codeowners: { value: { file: null } } }, ['codeowners-missing']],
  ['CODEOWNERS is no text', owners(null), ['codeowners-missing']],
  ['the policies are nobody’s', owners('* @acme/security\n/policies/\n/requests/\n'), ['codeowners-unowned']],
  ['CODEOWNERS is nobody’s', owners('* @a/b\n/requests/\n/.github/CODEOWNERS\n'), ['codeowners-unowned']],
  [
    'new files at the top are nobody’s',
    owners('/policies/ @a/b\n/.github/ @a/b\nCODEOWNERS @a/b\n'),
    ['codeowners-unowned'],
  ],
  ['requests are somebody’s', owners('* @acme/security\n'), ['codeowners-requests-owned']],
  ['what GitHub makes of CODEOWNERS is not told', { codeownersErrors: NOT_TOLD }, ['codeowners-errors-unknown']],
  [
    'CODEOWNERS names nobody GitHub knows',
    { codeownersErrors: { value: [{ line: 3, kind: 'Unknown owner', message: 'Unknown owner on line 3' }] } },
    ['codeowners-error'],
  ],
  ['what Actions may do is not told', { actions: NOT_TOLD }, ['actions-unknown']],
  [
    'Actions are off',
    { actions: { value: { enabled: false, allowed: null, pinningRequired: null } } },
    ['actions-off'],
  ],
  [
    'actions need no pin',
    { actions: { value: { enabled: true, allowed: 'selected', pinningRequired: null } } },
    ['actions-pinning'],
  ],
  [
    'all actions may be used',
    { actions: { value: { enabled: true, allowed: 'all', pinningRequired: true } } },
    ['actions-any'],
  ],
  ['what a token may do is not told', { token: NOT_TOLD }, ['token-unknown']],
  ['a token may write', { token: { value: { defaultPermissions: 'write', mayApprove: false } } }, ['token-writes']],
  ['a token may approve', { token: { value: { defaultPermissions: 'read', mayApprove: true } } }, ['token-approves']],
  ['who waits for approval is not told', { forkApproval: NOT_TOLD }, ['fork-approval-unknown']],
  ['few wait for approval', { forkApproval: { value: 'first_time_contributors' } }, ['fork-approval']],
  ['the workflows are not told', { workflows: NOT_TOLD }, ['workflows-unknown']],
  ['a workflow is no YAML', beside('on: [push\n'), ['workflow-unreadable']],
  [
    'a workflow is no text',
    { workflows: { value: [RECONCILE, { path: 'x.yml', text: null }] } },
    ['workflow-unreadable'],
  ],
  ['a workflow gives a key twice', beside(`${job('')}on: pull_request_target\n`), ['workflow-unreadable']],
  ['pull_request_target alone', beside(job('').replace('on: push', 'on: pull_request_target')), ['workflow-target']],
  [
    'pull_request_target in a list',
    beside(job('').replace('push', '[push, pull_request_target]')),
    ['workflow-target'],
  ],
  [
    'pull_request_target with types',
    beside(job('').replace('on: push', 'on: { pull_request_target: { types: [opened] } }')),
    ['workflow-target'],
  ],
  ['no permissions at the top', beside(job('').replace('permissions: {}\n', '')), ['workflow-permissions']],
  ['everything at the top', beside(job('').replace('{}', 'write-all')), ['workflow-permissions', 'workflow-identity']],
  ['an action by its branch', beside(job('steps: [{ uses: actions/checkout@main }]')), ['workflow-unpinned']],
  ['a reusable workflow by its tag', beside(job('uses: acme/other/.github/workflows/x.yml@v1')), ['workflow-unpinned']],
  ['an image by its tag', beside(job('container: node:24')), ['workflow-unpinned']],
  [
    'a title in a script',
    beside(job("steps: [{ run: 'echo ${{ github.event.issue.title }}' }]")),
    ['workflow-injection'],
  ],
  ['a branch in a script', beside(job("steps: [{ run: 'echo ${{ github.head_ref }}' }]")), ['workflow-injection']],
  [
    'a title in the script of an action',
    beside(job(`steps: [{ uses: ./x, with: { script: "f('\${{ toJSON(github['event']) }}')" } }]`)),
    ['workflow-injection'],
  ],
  ['identity for another', beside(job('permissions: { id-token: write }')), ['workflow-identity']],
  [
    'identity for a second job of reconcile',
    reconcile('jobs:\n', 'jobs:\n  more: { permissions: write-all }\n'),
    ['workflow-identity'],
  ],
  [
    'nothing runs reconcile',
    reconcile('command: reconcile', 'command: check'),
    ['workflow-identity', 'reconcile-missing'],
  ],
  ['reconcile on comments', reconcile('on:\n', 'on:\n  issue_comment:\n'), ['reconcile-event']],
  ['reconcile on every push', reconcile('    branches: [main]\n', ''), ['reconcile-push']],
  ['reconcile on pushes to others too', reconcile('[main]', '[main, next]'), ['reconcile-push']],
  ['one cron', reconcile(/ {4}- cron: '17.*\n/, ''), ['reconcile-schedule']],
  ['no start by hand', reconcile(/ {2}workflow_dispatch:\n(?: {4}.*\n)+/, ''), ['reconcile-by-hand']],
  ['runs are cancelled', reconcile('cancel-in-progress: false', 'cancel-in-progress: true'), ['reconcile-cancelled']],
  [
    'runs are cancelled by an expression',
    reconcile('cancel-in-progress: false', "cancel-in-progress: ${{ github.ref == 'x' }}"),
    ['reconcile-cancelled'],
  ],
  ['runs at once', reconcile(/concurrency:\n(?: {2}.*\n)+/, ''), ['reconcile-at-once']],
  ['no environment', reconcile('    environment: break-glass\n', ''), ['reconcile-environment']],
  ['the environments are not told', { environments: NOT_TOLD }, ['environment-unknown']],
  ['there is no such environment', { environments: { value: [] } }, ['environment-missing']],
  [
    'its branches are not told',
    { environments: { value: [environment({ branches: NOT_TOLD })] } },
    ['environment-branches-unknown'],
  ],
  ['open to all', { environments: { value: [environment({ branches: { value: 'all' } })] } }, ['environment-branches']],
  [
    'open to every protected branch',
    { environments: { value: [environment({ branches: { value: 'protected' } })] } },
    ['environment-branches'],
  ],
  [
    'open to a tag of that name',
    { environments: { value: [environment({ branches: { value: [{ name: 'main', type: 'tag' }] } })] } },
    ['environment-branches'],
  ],
  [
    'open to others too',
    {
      environments: {
        value: [
          environment({
            branches: {
              value: [
                { name: 'main', type: 'branch' },
                { name: 'x*', type: 'branch' },
              ],
            },
          }),
        ],
      },
    },
    ['environment-branches'],
  ],
  ['reviewers', { environments: { value: [environment({ reviewers: 1 })] } }, ['environment-reviewers']],
  ['a timer', { environments: { value: [environment({ waitTimer: 5 })] } }, ['environment-timer']],
  ['quarantine on pull requests', quarantine('on:\n', 'on:\n  pull_request:\n'), ['quarantine-event']],
  ['quarantine on pushes', quarantine('on:\n', 'on:\n  push: { branches: [main] }\n'), ['quarantine-event']],
  [
    'quarantine in no environment',
    quarantine('    environment: pullcord-quarantine\n', ''),
    ['workflow-identity', 'quarantine-environment'],
  ],
  [
    'quarantine in the environment of reconcile',
    quarantine('environment: pullcord-quarantine', 'environment: Break-Glass'),
    ['quarantine-environment'],
  ],
  [
    'quarantine with the identity of reconcile',
    quarantine(/PULLCORD_QUARANTINE_/g, 'PULLCORD_'),
    ['quarantine-identity'],
  ],
  ['no environment for quarantine', quarantine('', '', 'none'), ['quarantine-branches']],
  ['its environment open to all', quarantine('', '', { branches: { value: 'all' } }), ['quarantine-branches']],
  [
    'its environment open to pull requests',
    quarantine('', '', { branches: { value: [{ name: 'refs/pull/*', type: 'branch' }] } }),
    ['quarantine-branches'],
  ],
  ['its branches are not told', quarantine('', '', { branches: NOT_TOLD }), ['quarantine-branches-unknown']],
  ['it waits for reviewers', quarantine('', '', { reviewers: 1 }), ['quarantine-reviewers']],
  ['it waits for a timer', quarantine('', '', { waitTimer: 5 }), ['quarantine-timer']],
  ['the secrets are not told', { secrets: NOT_TOLD }, ['secrets-unknown']],
  ['the key lies outside', { secrets: { value: ['PULLCORD_APP_PRIVATE_KEY'] } }, ['secret-outside']],
  ['second factors are not told', { twoFactorRequired: NOT_TOLD }, ['second-factor-rule-unknown']],
  ['second factors are optional', { twoFactorRequired: { value: false } }, ['second-factor-optional']],
  [
    'another issuer',
    provider({ issuer: 'https://token.actions.githubusercontent.com.evil.example' }),
    ['federation-issuer'],
  ],
  ['a provider that is off', provider({ state: 'DISABLED' }), ['federation-off']],
  ['an audience of others', provider({ audiences: ['sts.amazonaws.com'] }), ['federation-audience']],
  ['a condition that is none', provider({ condition: 'assertion.ref ==' }), ['federation-unreadable']],
  [
    'a condition on what is not mapped',
    provider({ condition: `${CONDITION} && attribute.ref == 'refs/heads/main'` }),
    ['federation-unmapped', 'federation-refuses-reconcile'],
  ],
  [
    'a condition on the ref alone',
    provider({ condition: "assertion.ref == 'refs/heads/main'" }),
    ['federation-admits'],
  ],
  [
    'a condition that refuses schedules',
    provider({ condition: CONDITION.replace("'schedule', ", '') }),
    ['federation-refuses-reconcile'],
  ],
  [
    'a condition on the subject of old',
    provider({ condition: `${CONDITION} && assertion.sub == 'repo:acme/access:environment:break-glass'` }),
    ['federation-subject'],
  ],
];

describe('a gate', () => {
  it('in which all is right has nothing to be found', () => {
    expect(findingsOf(soundFacts())).toEqual([]);
    expect(examine(soundFacts())).toMatchObject({ asDeclared: true });
  });

  it.each(BROKEN)('in which %s is told of by its own code', (_, broken, codes) => {
    const facts = soundFacts(broken);
    expect(codesOf(facts)).toEqual(codes);
    for (const { sentence, fix } of findingsOf(facts)) {
      expect([sentence, fix]).not.toContain('');
      expect(fix).toMatch(ENDS_WITH_REMEDY);
    }
  });

  it.each([
    ['steps: [{ uses: actions/checkout@v5 }]', 'gh api repos/actions/checkout/commits/v5 --jq .sha'],
    ['uses: acme/other/.github/workflows/x.yml@v1', 'gh api repos/acme/other/commits/v1 --jq .sha'],
    ["steps: [{ uses: 'a/b@v1;id' }]", 'gh api repos/OWNER/NAME/commits/TAG --jq .sha'],
    ['container: node:24', '`IMAGE@sha256:DIGEST`'],
  ])('prints the command that pins %s', (body, command) => {
    const [finding] = findingsOf(soundFacts(beside(job(body))));
    expect(finding?.fix.endsWith(`: ${command}`)).toBe(true);
  });

  it('has a case for every code', () => {
    const folder = join(import.meta.dirname, '../../../src/core/gate/rules');
    const source = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    const known = [...source.matchAll(/\b(?:weak|unknown|note)\(\s*'([a-z-]+)'/g)].map(([, code]) => code);
    const byTable = [...source.matchAll(/: '([a-z]+-bypass-unknown)'/g)].map(([, code]) => code);
    const shown = BROKEN.flatMap(([, , codes]) => codes);
    expect([...new Set([...known, ...byTable])].sort()).toEqual([...new Set(shown)].sort());
  });

  it('in which quarantine is as it should be has nothing to be found either', () => {
    expect(findingsOf(soundFacts(quarantine()))).toEqual([]);
  });

  it('has rules with names of their own', () => {
    const ids = GATE_RULES.flatMap(({ rules }) => rules.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('without a workflow that could be its own is judged by the rest', () => {
    expect(codesOf(soundFacts({ workflows: { value: [] }, federation: PROVIDER }))).toEqual(['reconcile-missing']);
  });
});

describe('what the organization does not require', () => {
  const nothing = { pullRequestsOnly: false, codeOwnerReview: false, noForcePush: false, protectedLedger: false };

  it('is told, and is no weakness', () => {
    const facts = soundFacts({
      require: nothing,
      main: { value: [] },
      ledger: { value: [] },
      codeowners: { value: { file: null } },
    });
    const found = findingsOf(facts);
    expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['note']));
    expect(found.map(({ code }) => code)).toContain('ledger-not-protected');
    expect(examine(facts).asDeclared).toBe(true);
  });

  it('may be unknown', () => {
    expect(examine(soundFacts({ ledger: NOT_TOLD })).asDeclared).toBe(false);
    expect(examine(soundFacts({ ledger: NOT_TOLD, require: nothing })).asDeclared).toBe(true);
    expect(examine(soundFacts({ actions: NOT_TOLD })).asDeclared).toBe(true);
  });

  it('takes no weakness away that is about something else', () => {
    const facts = soundFacts({
      require: nothing,
      token: { value: { defaultPermissions: 'write', mayApprove: false } },
    });
    expect(examine(facts).asDeclared).toBe(false);
  });
});
