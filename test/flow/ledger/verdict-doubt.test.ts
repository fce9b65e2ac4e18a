import { describe, expect, it } from 'vitest';
import type { RecordedChange } from '../../../src/core/acceptance/change.ts';
import { judgeChange } from '../../../src/core/acceptance/judge-change.ts';
import { changeDraft, heartbeatDraft } from '../../../src/core/ledger/drafts.ts';
import type { Draft } from '../../../src/core/ledger/record.ts';
import { openLedger } from '../../../src/flow/ledger/open.ts';
import { CONTEXT, documentChange, POLICY_PATH } from '../../core/build.ts';
import { changed, SECOND, THIRD } from '../../core/acceptance/change-evidence.ts';
import { filesOf, genesisOf, signingKey, writeLedger } from '../../core/ledger/build-signed.ts';

/* A forger has the signing key: every record is sealed. A run believes no verdict that contradicts its own evidence. */

const pair = signingKey();
const recordOf = (change: RecordedChange): Draft => changeDraft(change, { ...CONTEXT, at: change.evidence.gathered });
const accepted = judgeChange(changed());
const refused = judgeChange(
  changed({}, { pull: documentChange(POLICY_PATH, SECOND, { reviews: [], reviewCount: 0 }).pull }),
);

/** The doubt of a run that opens a signed ledger with these records. */
async function doubtOver(drafts: readonly Draft[]): Promise<string | undefined> {
  const written = await writeLedger([[genesisOf([pair])], drafts], [pair]);
  const shards = filesOf(written).filter(({ path }) => path.startsWith('audit/entries/'));
  const reading = {
    ...{ kind: 'read' as const, head: 'abc', last: shards.at(-1), snapshot: written.files.get('audit/open.json') },
    checkpoint: written.files.get('audit/checkpoint'),
    genesis: shards[0]?.text.split('\n')[0],
    line: [],
    keyProofs: [],
  };
  const trust = { keys: [pair.key], signers: [], now: '2026-12-24T00:00:00Z' };
  const open = await openLedger({ ledger: { shards: () => Promise.resolve(shards) } as never }, reading, trust);
  if ('problem' in open) throw new Error(open.problem.sentence);
  return open.doubt;
}

/** A whole file of other records, so that a run reads the state at the start of the next one. */
const FILLED = Array.from({ length: 254 }, () => heartbeatDraft(CONTEXT, [{ code: 'test', sentence: 'a day' }]));

describe('a run over a signed ledger', () => {
  it('has no doubt about honest verdicts', async () => {
    expect(await doubtOver([recordOf(accepted)])).toBeUndefined();
    expect(await doubtOver([recordOf(refused)])).toBeUndefined();
  });

  it('doubts a verdict on another blob than the evidence has', async () => {
    const documents = accepted.documents.map((one) => ({ ...one, blob: THIRD }));
    expect(await doubtOver([recordOf({ ...accepted, documents })])).toContain(
      'record 1 contradicts its own evidence on #7: the blob of policies/orders.yaml is',
    );
  });

  it('doubts an acceptance that nobody approved', async () => {
    const documents = refused.documents.map(({ path, blob }) => ({
      ...{ path, blob, verdict: 'accepted' as const, reasons: [] },
    }));
    expect(await doubtOver([recordOf({ ...refused, documents, approvedBy: ['carol'] })])).toContain(
      'the evidence has no approval by carol',
    );
  });

  it('doubts a second verdict on one commit', async () => {
    expect(await doubtOver([recordOf(refused), recordOf(accepted)])).toBe(
      'record 2 gives a second verdict on #7, and a verdict is final',
    );
  });

  it('doubts it also if the first one is in an earlier file', async () => {
    const doubt = await doubtOver([recordOf(refused), ...FILLED, recordOf(accepted)]);
    expect(doubt).toBe('record 256 gives a second verdict on #7, and a verdict is final');
  });
});
