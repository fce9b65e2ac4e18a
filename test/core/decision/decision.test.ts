import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commit, decide, evidence, FILE, MERGED, POLICY, pull, review, tryCase } from '../build.ts';
import { APPROVED, OBJECTED, replaced } from '../decision-cases.ts';
import { PEOPLE, user } from '../../support/people.ts';

describe('approves', () => {
  it.each(APPROVED)('$name', (trial) => {
    const decision = decide(trial);
    expect(decision.reasons).toEqual([]);
    expect(decision.verdict).toBe('approved');
    expect(decision.grant?.principal).toBe('user:alice@acme.example');
  });
});

describe('does not approve', () => {
  it.each(OBJECTED)('$name: $verdict, $codes', ({ verdict, codes, ignored, ...trial }) => {
    const decision = decide(trial);
    expect(decision.reasons.map(({ code }) => code)).toEqual(codes);
    expect(decision.verdict).toBe(verdict);
    if (ignored !== undefined) {
      const [reason] = decision.reasons;
      const [review] = decision.approvals.filter(({ code }) => code === ignored);
      expect(review).toMatchObject({ counts: false });
      expect(reason?.sentence).toContain(`1 review does not count: ${review?.login ?? ''} (${ignored})`);
    }
    expect(decision).not.toHaveProperty('grant');
  });

  it('for any reason in the code that no case above is about', () => {
    const files = ['merge', 'passage', 'document', 'policy', 'people', 'proof', 'security-key'].map(
      (name) => `rules/${name}`,
    );
    const text = [...files, 'approval', 'policy-history']
      .map((file) => readFileSync(new URL(`../../../src/core/decision/${file}.ts`, import.meta.url), 'utf8'))
      .join('\n');
    const inCode = [...text.matchAll(/\b(?:denied|pending)\(\s*'([a-z-]+)'/g)].map(([, code]) => code);
    const inCases = new Set(OBJECTED.flatMap(({ codes, ignored }) => [...codes, ...(ignored ? [ignored] : [])]));
    expect(inCode.length).toBeGreaterThan(30);
    expect(inCode.filter((code) => code !== undefined && !inCases.has(code))).toEqual([]);
  });
});

describe('the grant of an approved request', () => {
  it('is the policy’s access for the requester from the merge, for as long as was asked', () => {
    expect(decide().grant).toEqual({
      pull: 42,
      url: 'https://github.com/acme/access/pull/42',
      path: 'requests/2026/11/orders.yaml',
      blob: FILE.blob,
      policy: 'orders',
      requester: { id: 1001, login: 'alice' },
      principal: 'user:alice@acme.example',
      access: [{ resource: 'projects/acme-orders-prod', role: 'roles/cloudsql.viewer' }],
      window: { start: MERGED, end: '2026-11-24T04:17:00Z' },
      approvedBy: ['bob'],
    });
  });

  it('goes to the policy’s holder where it names one', () => {
    const holder = 'serviceAccount:remediation-agent@acme-ops.iam.gserviceaccount.com';
    const head = { policy: `${POLICY}holder: ${holder}\n` };
    expect(decide({ head }).grant).toMatchObject({ principal: holder, requester: { login: 'alice' } });
  });

  it('names the account that was counted, where a person has several', () => {
    const reviews = [review(PEOPLE.bob), review(user('bob-2', 2002), { submittedAt: '2026-11-24T02:11:00Z' })];
    const teams = { ...evidence().teams, 'sre-leads': [2002] };
    const head = {
      policy: replaced(
        POLICY,
        '[team:sre-leads], count: 1 }',
        '[team:sre-leads], count: 1 }\n  - { from: [user:erin], count: 1 }',
      ),
    };
    const all = [...reviews, review(PEOPLE.erin)];
    const decision = decide({ head, evidence: evidence({ pull: pull({ reviews: all }), teams }) });
    expect(decision.grant?.approvedBy).toEqual(['bob-2', 'erin']);
  });
});

describe('what stands beside a verdict', () => {
  it('says of everybody who reviewed whether it counts, and why not', () => {
    const reviews = [review(PEOPLE.bob), review(PEOPLE.dave), review(PEOPLE.mallory, { state: 'COMMENTED' })];
    const { approvals } = decide({ evidence: evidence({ pull: pull({ reviews }) }) });
    expect(approvals).toEqual([
      { login: 'bob', counts: true, code: 'approval', sentence: 'bob: approved c0ffee000000' },
      {
        login: 'dave',
        counts: false,
        code: 'approval-not-eligible',
        sentence: 'dave: is not among the approvers of policy orders',
      },
    ]);
  });

  it('is the offer, also when it is refused', () => {
    const decision = decide({ evidence: evidence({ pull: pull({ reviews: [] }) }) });
    expect(decision.offer).toEqual({
      policy: 'orders',
      principal: 'user:alice@acme.example',
      access: [{ resource: 'projects/acme-orders-prod', role: 'roles/cloudsql.viewer' }],
      duration: 7200,
    });
  });

  it('keeps every denial and leaves doubts out beside them', () => {
    const decision = decide({
      evidence: evidence({
        pull: pull({ base: 'release', commits: [commit({ committer: null })] }),
        secondFactors: { required: null, enabled: {} },
      }),
    });
    expect(decision.reasons.map(({ code }) => code)).toEqual(['base-branch', 'commit-unattributed']);
  });

  it('weighs a denial under one policy more than a doubt under the other', () => {
    const before = { policy: replaced(POLICY, '[team:sre-leads]', '[team:elsewhere]') };
    const head = { policy: replaced(POLICY, '[team:sre-leads]', '[team:security]') };
    const decision = decide({ before, head, evidence: evidence({ teams: { ...evidence().teams, elsewhere: null } }) });
    expect(decision).toMatchObject({ verdict: 'denied', reasons: [{ code: 'approval-missing' }] });
    expect(decision.reasons[0]?.sentence).toContain('bob (approval-not-eligible)');
  });

  it('weighs a denial of the requester under one policy more than a doubt under the other', () => {
    const before = {
      policy: replaced(POLICY, 'requesters: [team:orders-oncall]\nmax', 'requesters: [team:elsewhere]\nmax'),
    };
    const head = {
      policy: replaced(POLICY, 'requesters: [team:orders-oncall]\nmax', 'requesters: [user:bob]\nmax'),
    };
    const decision = decide({ before, head, evidence: evidence({ teams: { ...evidence().teams, elsewhere: null } }) });
    expect(decision).toMatchObject({ verdict: 'denied', reasons: [{ code: 'requester-not-eligible' }] });
  });

  it('is when it lapses: the asked duration after the merge, or the longest there is', () => {
    expect(tryCase().latestEnd).toBe('2026-11-24T04:17:00Z');
    expect(tryCase({ evidence: evidence({ text: null }) }).latestEnd).toBe('2026-11-24T06:17:00Z');
    expect(tryCase({ evidence: evidence({ pull: pull({ mergedAt: null }) }) }).latestEnd).toBeUndefined();
  });
});
