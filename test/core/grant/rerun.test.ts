import { describe, expect, it } from 'vitest';
import { whyRerunGrantsNothing } from '../../../src/core/grant/rerun.ts';
import type { RunFact } from '../../../src/core/ledger/record.ts';

const START = 'start a new run: gh workflow run reconcile.yml';

function run(attempt: string, more: Partial<RunFact> = {}): RunFact {
  return { kind: 'actions', id: '123', attempt, event: 'push', url: '', ...more };
}

describe('an attempt of a workflow run', () => {
  it('may grant if it is the first', () => {
    expect(whyRerunGrantsNothing(run('1'))).toBeUndefined();
  });

  it.each(['2', '3', '10', '11', '2147483648'])('grants nothing as number %s, and says what to do', (attempt) => {
    expect(whyRerunGrantsNothing(run(attempt))).toBe(
      `this is attempt ${attempt} of run 123: a re-run only revokes access; ${START}`,
    );
  });

  it.each(['', '0', '01', '+1', '-1', '1.0', '1e0', ' 1', '1 ', '1\n', '1,1', '１', 'one', 'null', 'undefined'])(
    'grants nothing if its number reads %j',
    (attempt) => {
      expect(whyRerunGrantsNothing(run(attempt))).toBe(
        `run 123 has the attempt ${JSON.stringify(attempt)} instead of "1": a possible re-run only revokes access; ${START}`,
      );
    },
  );

  it('shows no number of a run that has none', () => {
    expect(whyRerunGrantsNothing(run('2', { id: '' }))).toContain('this is attempt 2 of run "": ');
    expect(whyRerunGrantsNothing(run('', { id: '1\n::error::2' }))).toContain(
      'run "1\\n::error::2" has the attempt "" ',
    );
  });
});

describe('the command line', () => {
  it.each(['', '1', '2'])('may grant, whatever its attempt: %j', (attempt) => {
    expect(whyRerunGrantsNothing(run(attempt, { kind: 'cli' }))).toBeUndefined();
  });
});
