import { isPinned, PIN_PATH, pinFor } from '../../core/ledger/pin.ts';
import { message, type Message } from '../../core/message.ts';
import type { Doubtful } from './doubts.ts';
import type { Trust } from './trust.ts';

/**
 * Compares the beginning of the ledger with the pin on the default branch. A person who replaces the branch `audit` can
 * choose everything on it, but not the pin.
 * @param beginning the line of record 0
 */
export function pinDoubt({ root }: Pick<Trust, 'root'>, beginning: string | undefined): Doubtful | undefined {
  if (root === undefined || root.is === 'unpinned') return undefined;
  if (root.is === 'wrong')
    return {
      doubtCode: root.code,
      doubt: `${PIN_PATH} on the default branch does not name a ledger: ${root.why}. Restore the file in a pull request. Its history has the right line: git log -p -- ${PIN_PATH}`,
    };
  if (isPinned(root.pin, beginning)) return undefined;
  const found = beginning === undefined ? 'none' : pinFor(beginning).genesis;
  return {
    doubtCode: 'pin-mismatch',
    doubt: `${PIN_PATH} pins record 0 with the hash ${root.pin.genesis}, and record 0 on the branch audit has ${found}. If somebody edited the file, restore it in a pull request. Otherwise somebody replaced the branch audit: push it from a clone that has the pinned record`,
  };
}

/** Reports that nothing on the default branch names the ledger. Grants go on, because older installations have no pin. */
export function pinMessages({ root }: Pick<Trust, 'root'>): readonly Message[] {
  if (root?.is !== 'unpinned') return [];
  const sentence = `the ledger is not pinned, so runs believe any beginning on the branch audit. Write ${PIN_PATH} in a clone, and merge it in a pull request: pullcord init --pin`;
  return [message('ledger-unpinned', sentence)];
}

/** Returns the sentence about a missing branch. A pinned ledger began once, so it is pushed again and never begun anew. */
export function missingLedger({ root }: Pick<Trust, 'root'>): string {
  const next =
    root?.is === 'pinned'
      ? 'The default branch pins a ledger, so somebody deleted the branch. Push it from a clone: git push origin origin/audit:refs/heads/audit'
      : 'Begin the ledger with: pullcord init --ledger. If the branch existed before, push it from a clone instead';
  return `the branch audit is missing. ${next}. Until then, runs grant nothing and still revoke expired access`;
}
