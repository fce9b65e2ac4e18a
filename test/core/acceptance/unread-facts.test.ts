import { describe, expect, it } from 'vitest';
import type { ChangeEvidence } from '../../../src/core/acceptance/change.ts';
import { judgeChange } from '../../../src/core/acceptance/judge-change.ts';
import { judge } from '../../../src/core/decision/judge.ts';
import type { Evidence, LinePlace } from '../../../src/core/decision/evidence.ts';
import { blobOf, evidence, ORGANIZATION, POLICY, POLICY_PATH } from '../build.ts';

const ORGANIZATION_PATH = 'policies/organization.yaml';

function withPlace(place: LinePlace): Evidence {
  const versionOf = (text: string) => ({
    accepted: [{ blob: blobOf(text), commit: '9e4e515', at: '2026-11-01T00:00:00Z', place }],
  });
  return {
    ...evidence(),
    versions: { [ORGANIZATION_PATH]: versionOf(ORGANIZATION), [POLICY_PATH]: versionOf(POLICY) },
  };
}

describe('a decision', () => {
  it('approves under the accepted policy', () => {
    expect(judge(withPlace('before')).decision.verdict).toBe('approved');
  });

  it('defers while GitHub does not say if the accepted policy is on the default branch', () => {
    const { verdict, reasons } = judge(withPlace(null)).decision;
    expect(verdict).toBe('pending');
    expect(reasons.map(({ code }) => code)).toContain('policy-history-unknown');
  });
});

describe('the verdict on a change', () => {
  it('waits until GitHub names the pull request, also for a broken organization', () => {
    const broken = 'installation: 7\n';
    const { permissions, teams, secondFactors, repository } = evidence();
    const change = (gathered: string): ChangeEvidence => ({
      ...{ permissions, teams, secondFactors, repository, gathered, pull: null, headUsedBy: [] },
      ...{ commit: 'c0ffee', at: '2026-11-24T02:00:00Z', organization: blobOf(ORGANIZATION) },
      texts: { [blobOf(ORGANIZATION)]: ORGANIZATION, [blobOf(broken)]: broken },
      documents: [
        {
          path: ORGANIZATION_PATH,
          accepted: blobOf(ORGANIZATION),
          before: blobOf(ORGANIZATION),
          after: blobOf(broken),
          head: null,
          contributors: [],
        },
      ],
    });
    expect(judgeChange(change('2026-11-24T02:01:00Z')).documents[0]?.verdict).toBe('pending');
    expect(judgeChange(change('2026-11-24T02:30:00Z')).documents[0]?.verdict).toBe('not accepted');
  });
});
