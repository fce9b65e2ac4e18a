import { expect, it } from 'vitest';
import { judgeTeams } from '../../../src/core/gate/teams.ts';
import type { Fact } from '../../../src/core/gate/facts.ts';
import type { PinnedTeam } from '../../../src/core/documents/organization.ts';

const TEAM = { kind: 'team', slug: 'sre-leads' } as const;
const PIN = { slug: 'sre-leads', id: 802 };

function findings(pinned: readonly PinnedTeam[], number: Fact<number>) {
  const parties = [TEAM, { kind: 'user', login: 'alice', id: 1001 } as const, TEAM];
  return judgeTeams(parties, pinned, new Map([['sre-leads', number]]), 'acme');
}

it('a pinned team with its own slug is sound', () => {
  expect(findings([PIN], { value: 802 })).toEqual([]);
});

it('a team without a number gives the line to add, once', () => {
  expect(findings([], { value: 802 })).toMatchObject([
    {
      code: 'team-unpinned',
      severity: 'note',
      fix: 'add this line to `teams` in policies/organization.yaml: `- { slug: sre-leads, id: 802 }`',
    },
  ]);
});

it('a slug that belongs to another team is weak', () => {
  expect(findings([PIN], { value: 990 })).toMatchObject([
    {
      code: 'team-renamed',
      severity: 'weak',
      sentence:
        'on GitHub the slug sre-leads belongs to team 990, and documents pin it to team 802, whose members count',
    },
  ]);
});

it('a team that GitHub does not return is unknown, pinned or not', () => {
  const lost = { value: null, why: 'GitHub did not return team sre-leads: Not Found' };
  expect(findings([], lost)).toMatchObject([{ code: 'team-unreadable', severity: 'unknown', sentence: lost.why }]);
  expect(findings([PIN], lost)[0]?.sentence).toBe(`${lost.why}. Its members count by their pinned number`);
});
