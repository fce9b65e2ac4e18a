import { describe, expect, it } from 'vitest';
import type { Organization } from '../../../src/core/documents/organization.ts';
import {
  approverIds,
  asksForTeams,
  findRevocation,
  saysRevoke,
  type PullComment,
} from '../../../src/core/revocation/revoke-comment.ts';
import { grant, START } from '../build.ts';

const LATER = '2026-11-24T03:00:00Z';
const person = (login: string, id: number, otherIds: number[] = []) => ({ login, id, otherIds, securityKeys: [] });
const organization = {
  people: [person('alice', 1001, [2001]), person('bob', 1002, [2002]), person('dave', 1004), person('erin', 1005)],
  security: [
    { kind: 'team', slug: 'security' },
    { kind: 'user', login: 'erin', id: 1005 },
  ],
} as unknown as Organization;
const voices = { approvers: [1002], organization, teams: { security: [1003] } };

const said = (id: number | null, body = '/revoke', change: Partial<PullComment> = {}): PullComment => ({
  pull: 42,
  author: id === null ? null : { type: 'User', login: `account-${id}`, id },
  body,
  createdAt: LATER,
  url: 'https://github.com/acme/access/pull/42#issuecomment-1',
  ...change,
});

describe('the word', () => {
  it.each([
    ['/revoke', true],
    ['/revoke now', true],
    ['/revoke\nthank you', true],
    ['/revoke.', true],
    ['/revoked', false],
    ['/revoke-all', false],
    ['/revoke/x', false],
    [' /revoke', true],
    ['\n\t/REVOKE', true],
    ['> /revoke', false],
    ['/Revoke', true],
    [null, false],
    ['please /revoke', false],
    ['', false],
  ])('%j: %s', (body, expected) => {
    expect(saysRevoke(body)).toBe(expected);
  });
});

describe('who says it', () => {
  it.each([
    ['whoever asked', 1001, 'the requester'],
    ['their other account', 2001, 'the requester'],
    ['whoever approved', 1002, 'an approver'],
    ['the approver by another account', 2002, 'an approver'],
    ['a member of security', 1003, 'a member of security'],
    ['a person who is security', 1005, 'a member of security'],
  ])('ends it: %s', (_, id, words) => {
    expect(findRevocation(grant(), [said(id)], voices)).toEqual({
      revoked: {
        at: LATER,
        code: 'revoked-by-comment',
        why: `account-${id} (${id}), ${words}, commented /revoke at ${LATER}: https://github.com/acme/access/pull/42#issuecomment-1`,
      },
      ignored: [],
      unknown: [],
      unreadable: [],
    });
  });

  it.each([
    ['somebody else', said(1004), 'was ignored: only the requester, an approver or a member of security can revoke'],
    ['a stranger', said(1006), 'was ignored: only the requester, an approver or a member of security can revoke'],
    [
      'a bot with the id of whoever asked',
      said(1001, '/revoke', { author: bot(1001) }),
      'was ignored: the account is not a person',
    ],
    ['a deleted account', said(null), 'was ignored: the account is not a person'],
  ])('is ignored and answered: %s', (_, comment, words) => {
    const { revoked, ignored, unknown } = findRevocation(grant(), [comment], voices);
    expect(revoked).toBeUndefined();
    expect(unknown).toEqual([]);
    expect(ignored).toEqual([expect.stringMatching(new RegExp(`^#42: /revoke by .* ${words}$`))]);
  });

  it('does not count on another pull request, before the merge, or without the word', () => {
    const before = said(1001, '/revoke', { createdAt: '2026-11-24T02:16:59Z' });
    const comments = [said(1001, '/revoke', { pull: 43 }), before, said(1001, 'thanks')];
    expect(findRevocation(grant(), comments, voices)).toEqual({ ignored: [], unknown: [], unreadable: [] });
    expect(findRevocation(grant(), [said(1001, '/revoke', { createdAt: START })], voices).revoked?.at).toBe(START);
  });

  it('counts from the first that counts', () => {
    const early = said(1002, '/revoke', { createdAt: '2026-11-24T02:30:00Z' });
    expect(findRevocation(grant(), [said(1001), early, said(1004)], voices).revoked?.at).toBe('2026-11-24T02:30:00Z');
  });

  it.each([
    ['a team nobody could read', { ...voices, teams: { security: null } }],
    ['an organization nobody could read', { ...voices, organization: undefined }],
  ])('is not known with %s, and said so', (_, unread) => {
    const { revoked, ignored, unknown } = findRevocation(grant(), [said(1006)], unread);
    expect([revoked, ignored]).toEqual([undefined, []]);
    expect(unknown).toEqual([
      expect.stringContaining('may count, but the members of security are unknown (to revoke now: gh'),
    ]);
  });

  it('counts for the person who wrote it, whoever the comment is by', () => {
    const carol = { type: 'User', login: 'carol', id: 1003 } as const;
    const edit = (id: number, body: string | null) => said(id, body as string, { body, commentBy: carol });
    const byDave = findRevocation(grant(), [edit(1003, 'thanks'), edit(1004, '/revoke')], voices);
    expect(byDave.revoked).toBeUndefined();
    expect(byDave.ignored).toEqual([expect.stringContaining('/revoke by account-1004 (1004) was ignored')]);
    expect(findRevocation(grant(), [edit(1003, 'thanks'), edit(1002, '/revoke')], voices).revoked?.why).toContain(
      'account-1002 (1002), an approver, wrote /revoke into a comment of carol at',
    );
    expect(findRevocation(grant(), [edit(1003, '/revoke'), edit(1001, 'lgtm')], voices).revoked?.why).toContain(
      'account-1003 (1003), a member of security, wrote /revoke in a comment that was edited at',
    );
    const lost = findRevocation(grant(), [edit(1003, null), edit(1001, 'lgtm')], voices);
    expect([lost.revoked, lost.ignored, lost.unknown]).toEqual([undefined, [], []]);
    expect(lost.unreadable).toEqual([
      expect.stringContaining('#42: GitHub does not return what a comment of carol said at 2026-11-24T03:00:00Z'),
    ]);
  });

  it('needs the teams only where nothing else tells', () => {
    expect(asksForTeams(grant(), [said(1006)], voices)).toBe(true);
    expect(asksForTeams(grant(), [said(1006), said(1001)], voices)).toBe(false);
    expect(asksForTeams(grant(), [said(1006, 'hello')], voices)).toBe(false);
    expect(asksForTeams(grant(), [], voices)).toBe(false);
  });
});

describe('approvers', () => {
  it('are the accounts that had these logins when it was decided', () => {
    const reviews = [
      { author: { type: 'User', login: 'bob', id: 1002 } },
      { author: { type: 'User', login: 'dave', id: 1004 } },
      { author: { type: 'User', login: 'bob', id: null } },
      { author: null },
    ];
    expect(approverIds(['bob'], reviews)).toEqual([1002]);
    expect(approverIds([], reviews)).toEqual([]);
  });
});

function bot(id: number) {
  return { type: 'Bot', login: 'pullcord[bot]', id };
}
