import { describe, expect, it } from 'vitest';
import {
  bears,
  bodyOf,
  markerOf,
  OVERDUE_MARKER,
  overdueComment,
  titleOf,
  type Letter,
} from '../../../src/core/review/letter.ts';
import { grant } from '../build.ts';

const TEAM = (slug: string) => ({ kind: 'team' as const, slug });
const GRANT = grant({ breakGlass: { from: [TEAM('security')], within: 86_400 } });

function letter(change: Partial<Letter> = {}): Letter {
  return {
    grant: GRANT,
    due: '2026-11-25T02:17:00Z',
    text: 'policy: orders\nduration: 1h\nreason: checkout returns 500s\nincident: INC-4821\n',
    repository: { id: 700100, name: 'acme/access' },
    from: [TEAM('security'), { kind: 'user', login: 'erin', id: 1005 }],
    approval: [
      { from: [TEAM('sre-leads'), { kind: 'user', login: 'bob', id: 1002 }], count: 1 },
      { from: [TEAM('sre-leads')], count: 1 },
    ],
    ...change,
  };
}

describe('the issue that asks for a review', () => {
  it('says who took what, why, and how to answer, and calls everybody concerned', () => {
    const body = bodyOf(letter());
    for (const part of [
      'alice broke glass in #42: access under the policy `orders`, without an approval.',
      'Approvers of this policy without break glass: @acme/sre-leads @bob\n',
      'Please review it before 2026-11-25T02:17:00Z, 24h after the merge: @acme/security @erin',
      '| access | `roles/cloudsql.viewer` on `projects/acme-orders-prod` |',
      '| to | `user:alice@acme.example` |',
      '| reason | checkout returns 500s |',
      '| incident | `INC-4821` |',
      '`not justified: why`',
    ])
      expect(body).toContain(part);
  });

  it('begins with a mark that names the repository and the pull request, by which it is found', () => {
    const marker = markerOf(700100, 42);
    expect(bears(bodyOf(letter()), marker)).toBe(true);
    expect(bears(bodyOf(letter()).replaceAll('\n', '\r\n'), marker)).toBe(true);
    for (const other of [markerOf(700100, 4), markerOf(700100, 420), markerOf(7001, 42)])
      expect(bears(bodyOf(letter()), other)).toBe(false);
    expect(bears(`quoted:\n${marker}`, marker)).toBe(false);
  });

  it('lets nothing that was written in the request take effect', () => {
    const text =
      'policy: orders\nduration: 1h\nreason: "@acme/everybody <!-- x --> [a](http://b) | #1 `c`"\nincident: "|@x"\n';
    const body = bodyOf(letter({ text }));
    const row = body.split('\n').find((line) => line.startsWith('| reason')) ?? '';
    expect(row).not.toMatch(/@acme|<!--|\]\(|[^\\]\| #1/);
    expect(body).toContain('| incident | `\\|@x` |');
  });

  it('does without a request that is not on record and without a policy that is gone', () => {
    const body = bodyOf(letter({ text: null, approval: [] }));
    expect(body).toContain('| reason | not on record |');
    expect(body).not.toContain('Approvers of this policy');
  });

  it('has a title of one line', () => {
    expect(titleOf(letter())).toBe('Review: alice broke glass under orders (#42)');
  });
});

it('an overdue review is told to security, with a mark of its own', () => {
  const comment = overdueComment(letter(), [TEAM('security')]);
  expect(bears(comment, OVERDUE_MARKER)).toBe(true);
  expect(comment).toContain('@acme/security: the review of #42 was due at 2026-11-25T02:17:00Z');
});
