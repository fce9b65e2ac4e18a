import { describe, expect, it } from 'vitest';
import type { ChangeEvidence, DocumentVerdict, RecordedChange } from '../../../src/core/acceptance/change.ts';
import { judgeChange } from '../../../src/core/acceptance/judge-change.ts';
import type { VersionFact } from '../../../src/core/decision/evidence.ts';
import { changeDraft } from '../../../src/core/ledger/drafts.ts';
import type { Draft } from '../../../src/core/ledger/record.ts';
import { beginVerdicts } from '../../../src/core/verify/verdicts.ts';
import { addSeconds, EPOCH } from '../../../src/core/time.ts';
import {
  blobOf,
  CONTEXT,
  documentChange,
  draft,
  evidence,
  GENESIS,
  MERGE_COMMIT,
  ORGANIZATION,
  POLICY_PATH,
} from '../build.ts';
import { PEOPLE } from '../../support/people.ts';
import { changed, FIRST, pullOf, SECOND, THIRD } from '../acceptance/change-evidence.ts';

const ORGANIZATION_PATH = 'policies/organization.yaml';
const START = { ...GENESIS, keys: ['a key'] };

const recordOf = (
  given: ChangeEvidence,
  edit: (documents: readonly DocumentVerdict[]) => readonly DocumentVerdict[] = (all) => all,
) => {
  const judged = judgeChange(given);
  return changeDraft({ ...judged, documents: edit(judged.documents) }, { ...CONTEXT, at: given.gathered });
};

/** An approved request that rests on these versions. */
function approvedBy(versions: Readonly<Record<string, readonly Partial<VersionFact>[]>>): Draft {
  const known = Object.entries(versions).map(([path, accepted]) => {
    const whole = accepted.map((one) => ({
      blob: FIRST,
      commit: 'f1257',
      at: EPOCH,
      place: 'before' as const,
      ...one,
    }));
    return [path, { accepted: whole }] as const;
  });
  const decided = { ...evidence(), versions: Object.fromEntries(known) };
  return draft({ decision: { verdict: 'approved', reasons: [], results: [], approvals: [], evidence: decided } });
}

function verify(drafts: readonly Draft[], version = CONTEXT.version) {
  const check = beginVerdicts((given) => judgeChange(given), version);
  for (const [seq, one] of drafts.entries()) check.record({ ...one, seq });
  const { findings, ...rest } = check.end();
  return { ...rest, found: findings.map(({ code, where, weight }) => [code, where, weight]) };
}

describe('verdicts on record', () => {
  it('are replayed, and name the merges of accepted changes', () => {
    const accepted = recordOf(changed());
    const refused = recordOf(
      changed(
        { accepted: SECOND, before: SECOND, after: THIRD },
        { pull: documentChange(POLICY_PATH, THIRD, { reviews: [], reviewCount: 0 }).pull },
      ),
    );
    expect([accepted, refused].map(({ change }) => change?.documents[0]?.verdict)).toEqual([
      'accepted',
      'not accepted',
    ]);
    expect(verify([START, accepted, refused])).toEqual({
      ...{ changes: 2, replayed: 2, found: [] },
      merges: [{ seq: 1, sha: `commit of ${SECOND}` }],
    });
  });

  it('differ if the evidence gives another verdict or other reasons', () => {
    const unapproved = changed({}, { pull: documentChange(POLICY_PATH, SECOND, { reviews: [], reviewCount: 0 }).pull });
    const forged = recordOf(unapproved, (all) => all.map((one) => ({ ...one, verdict: 'accepted', reasons: [] })));
    const other = recordOf(unapproved, (all) =>
      all.map((one) => ({ ...one, reasons: [{ code: 'fork', sentence: '' }] })),
    );
    expect(verify([START, forged]).found).toContainEqual(['verdict-differs', 'record 1', 'broken']);
    expect(verify([START, other]).found).toEqual([['verdict-differs', 'record 1', 'broken']]);
    expect(verify([START, other], '9.9.9').found).toEqual([['verdict-differs', 'record 1', 'incomplete']]);
  });

  it('are unfounded if they were judged by an organization that nobody accepted', () => {
    const own = `${ORGANIZATION}# own\n`;
    const given = changed({}, { organization: blobOf(own), texts: { [blobOf(own)]: own } });
    expect(verify([START, recordOf(given)]).found).toEqual([['verdict-unfounded', 'record 1', 'broken']]);
  });

  it('are unfounded if they stand on a version that nobody accepted', () => {
    const given = recordOf(changed({ accepted: THIRD, before: THIRD }));
    expect(verify([START, given]).found).toEqual([['verdict-unfounded', 'record 1', 'broken']]);
  });

  it('are unfounded if they leave out the author of an earlier change that was not accepted', () => {
    const wide = recordOf(
      changed(
        {},
        {
          pull: documentChange(POLICY_PATH, SECOND, {
            author: PEOPLE.carol,
            pushers: [1003],
            commits: [],
            commitCount: 0,
          }).pull,
        },
      ),
    );
    expect(wide.change?.documents[0]?.verdict).toBe('not accepted');
    const over = (contributors: readonly (number | null)[]) =>
      recordOf(changed({ before: SECOND, after: THIRD, contributors }));
    const named = wide.change?.documents[0]?.contributors ?? [];
    expect(named).toContain(1003);
    expect(verify([START, wide, over(named)]).found).toEqual([]);
    expect(verify([START, wide, over([1004])]).found).toEqual([['verdict-unfounded', 'record 2', 'broken']]);
  });
});

describe('a record of a change', () => {
  const APPROVED = changed();
  const REFUSED = changed(
    {},
    { pull: documentChange(POLICY_PATH, SECOND, { reviews: [], reviewCount: 0 }).pull, commit: 'feed42' },
  );
  /** The honest record with one member replaced. */
  const forge = (given: ChangeEvidence, edit: (record: Draft, change: RecordedChange) => Partial<Draft>): Draft => {
    const honest = recordOf(given);
    if (honest.change === undefined) throw new Error('the record has no change');
    return { ...honest, ...edit(honest, honest.change) };
  };
  const inChange = (given: ChangeEvidence, members: Partial<RecordedChange>) =>
    forge(given, (_, change) => ({ change: { ...change, ...members } }));
  const inDocument = (given: ChangeEvidence, members: Partial<DocumentVerdict>) =>
    forge(given, (_, change) => ({
      change: { ...change, documents: change.documents.map((one) => ({ ...one, ...members })) },
    }));
  const later = (seconds: number, given = APPROVED) => addSeconds(given.gathered, seconds);

  it.each<[string, Draft]>([
    ['another blob', inDocument(APPROVED, { blob: THIRD })],
    ['another path', inDocument(APPROVED, { path: 'policies/other.yaml' })],
    ['no documents', inChange(APPROVED, { documents: [] })],
    ['a reason for an acceptance', inDocument(APPROVED, { reasons: [{ code: 'fork', sentence: '' }] })],
    ['another commit', inChange(APPROVED, { commit: 'elsewhere' })],
    ['another time of the commit', inChange(APPROVED, { at: '2026-11-20T09:29:59Z' })],
    ['another approver', inChange(APPROVED, { approvedBy: ['alice'] })],
    ['one more approver', inChange(APPROVED, { approvedBy: ['bob', 'carol'] })],
    ['no approver', inChange(APPROVED, { approvedBy: [] })],
    ['another pull request', forge(APPROVED, () => ({ pull: 8 }))],
    ['other reasons', forge(REFUSED, () => ({ reasons: [] }))],
    ['an approver of a refused change', inChange(REFUSED, { approvedBy: ['carol'] })],
    ['no contributors', inDocument(REFUSED, { contributors: [] })],
    ['one contributor more', inDocument(REFUSED, { contributors: [1004, 1003] })],
    ['a time before its evidence', forge(APPROVED, () => ({ at: later(-301) }))],
    ['a time long after its evidence', forge(APPROVED, () => ({ at: later(6 * 3600 + 1) }))],
    [
      'the merge of another commit',
      recordOf({ ...APPROVED, pull: { ...pullOf(SECOND), merge: { ...MERGE_COMMIT, sha: 'elsewhere' } } }),
    ],
  ])('is broken with %s than its evidence gives', (_name, record) => {
    const { found } = verify([START, record]);
    expect(found.filter(([code]) => code === 'verdict-differs')).not.toEqual([]);
    expect(new Set(found.map(([, , weight]) => weight))).toEqual(new Set(['broken']));
  });

  it.each<[string, Draft]>([
    ['as its evidence gives it', recordOf(APPROVED)],
    ['a refusal', recordOf(REFUSED)],
    ['recorded at the end of a long run', forge(APPROVED, () => ({ at: later(6 * 3600) }))],
  ])('is sound: %s', (_name, record) => {
    expect(verify([START, record]).found).toEqual([]);
  });

  it('is unfounded if its evidence leaves out an earlier quarantine', () => {
    const quarantine = { ids: [1003], login: 'carol', principals: [], by: 'erin', why: 'a stolen laptop' };
    const at = '2026-11-20T08:00:00Z';
    const held = draft({ kind: 'quarantined', pull: null, at, quarantine });
    const term = { record: 1, ids: [1003], since: at, until: null };
    const over = (quarantines: ChangeEvidence['quarantines']) =>
      verify([START, held, recordOf(changed({}, quarantines === undefined ? {} : { quarantines }))]).found;
    expect(over([term])).toEqual([]);
    for (const forged of [undefined, [], [{ ...term, record: 0 }], [{ ...term, ids: [1005] }]])
      expect(over(forged)).toContainEqual(['verdict-unfounded', 'record 2', 'broken']);
    expect(over([{ ...term, since: '2026-11-20T09:31:00Z' }])).toContainEqual([
      'verdict-unfounded',
      'record 2',
      'broken',
    ]);
  });

  it('is unfounded if the commit has a verdict already', () => {
    const [accepted, refused] = [recordOf(APPROVED), recordOf({ ...REFUSED, commit: APPROVED.commit })];
    for (const records of [
      [START, accepted, accepted],
      [START, refused, accepted],
      [START, accepted, refused],
    ])
      expect(verify(records).found).toContainEqual(['verdict-unfounded', 'record 2', 'broken']);
  });
});

describe('an approved request', () => {
  it('rests on the versions of the start, or on changes that were accepted before', () => {
    const accepted = recordOf(changed());
    const request = approvedBy({
      [ORGANIZATION_PATH]: [{ blob: blobOf(ORGANIZATION) }],
      [POLICY_PATH]: [{ blob: SECOND, commit: `commit of ${SECOND}` }, {}],
    });
    expect(verify([START, accepted, request]).found).toEqual([]);
    expect(verify([START, request, accepted]).found).toEqual([['version-unrecorded', 'record 1', 'broken']]);
  });

  it.each([
    ['another blob', { blob: THIRD }],
    ['another commit', { commit: 'elsewhere' }],
  ])('does not rest on %s', (_name, version) => {
    expect(verify([START, approvedBy({ [POLICY_PATH]: [version] })]).found).toEqual([
      ['version-unrecorded', 'record 1', 'broken'],
    ]);
  });

  it('is not compared in a ledger without keys, whose runs judge all changes each time', () => {
    expect(verify([{ ...START, keys: [] }, approvedBy({ [POLICY_PATH]: [{ blob: THIRD }] })]).found).toEqual([]);
  });
});
