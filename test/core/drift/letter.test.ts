import { describe, expect, it } from 'vitest';
import { isDrift, recentDrift } from '../../../src/core/drift/drift.ts';
import { driftBody, driftMarker, driftTitle } from '../../../src/core/drift/letter.ts';
import type { LedgerRecord } from '../../../src/core/ledger/record.ts';
import { bears } from '../../../src/core/review/letter.ts';
import { bindingOf, draft, fact, GENESIS, grant, numbered, PROJECT, VIEWER } from '../build.ts';

const AT = '2026-11-24T03:00:00Z';
const record = (change: Partial<LedgerRecord> = {}): LedgerRecord => ({
  ...draft({ kind: 'altered', at: AT, grant: grant(), bindings: [fact()], reasons: [] }),
  seq: 17,
  ...change,
});
const letter = (one: LedgerRecord) => ({
  record: one,
  repository: { id: 700100, name: 'acme/access' },
  security: [
    { kind: 'team', slug: 'security' },
    { kind: 'user', login: 'erin', id: 1005 },
  ] as const,
});

describe('drift', () => {
  it('is what somebody did by hand, told for a day', () => {
    const drafts = (['altered', 'removed', 'unexplained', 'ended', 'revoked'] as const).map((kind) =>
      draft({ kind, at: AT, grant: grant(), bindings: [fact()] }),
    );
    const drift = numbered([GENESIS, ...drafts]).filter(isDrift);
    expect(drift.map(({ kind }) => kind)).toEqual(['altered', 'removed', 'unexplained']);
    expect(recentDrift(drift, '2026-11-25T03:00:00Z')).toHaveLength(3);
    expect(recentDrift(drift, '2026-11-25T03:00:01Z')).toEqual([]);
  });
});

describe('the issue about it', () => {
  it('begins with the mark of its record, calls security, and names what was changed and whose it was', () => {
    const given = bindingOf(grant());
    const after = [{ role: given.role, member: given.member }];
    const bindings = [{ ...fact(), before: [given], after }];
    const body = driftBody(letter(record({ bindings })));
    expect(bears(body, driftMarker(700100, 17))).toBe(true);
    expect(bears(body, driftMarker(700100, 18))).toBe(false);
    for (const text of ['@acme/security @erin', '#42', PROJECT, VIEWER, 'user:alice@acme.example', AT])
      expect(body).toContain(text);
    expect(body).toContain(`while ${given.condition?.expression ?? '?'}`);
    expect(body).toContain(`| \`${VIEWER} for user:alice@acme.example\` |`);
  });

  it('says so where no pull request explains it', () => {
    const rest: LedgerRecord = { ...draft({ kind: 'unexplained', at: AT, pull: null, bindings: [fact()] }), seq: 17 };
    expect(driftBody(letter(rest))).toContain('No pull request explains it.');
    expect(driftTitle({ record: rest })).toMatch(/^Drift: unexplained a binding: /);
  });

  it('mentions nobody and builds nothing at the word of others', () => {
    const sly = { ...fact(), resource: 'projects/x` | @mallory <img src=x>\n\n# hello' };
    const body = driftBody(letter(record({ bindings: [sly], reasons: [{ code: 'x', sentence: 'by @mallory #1' }] })));
    expect(body).not.toMatch(/^# hello/m);
    expect(body.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(2);
    expect(body).toContain('@&#8203;mallory');
  });
});
