import { errorMessage } from '../../core/error-message.ts';
import { unknown, weak, type GateFinding } from '../../core/gate/rule.ts';
import { PIN_PATH, trustRootOf } from '../../core/ledger/pin.ts';
import type { LedgerRecord } from '../../core/ledger/record.ts';
import type { LedgerBranch, Repository } from '../../core/ports.ts';
import { beginningFault } from './beginning.ts';
import { readLedgerBranch } from './open.ts';
import { pinDoubt } from './pin.ts';

export type PinReader = {
  readonly repository: Pick<Repository, 'documents' | 'mainline' | 'pin'>;
  readonly ledger: LedgerBranch;
};

const PIN_NOW = 'write the file in a clone, and merge it in a pull request: pullcord init --pin';
const RESTORE = `restore the file in a pull request. Its history has the right line: git log -p -- ${PIN_PATH}`;
const NO_ANSWER = 'run doctor again later';

/** Compares the pin with the beginning of the ledger, and that with the default branch. Never throws. */
export async function pinFindings({ repository, ledger }: PinReader, head: string): Promise<readonly GateFinding[]> {
  try {
    const root = trustRootOf(await repository.pin(head));
    if (root.is === 'unpinned')
      return [weak('ledger-unpinned', `${PIN_PATH} is missing, so runs believe any beginning of the ledger`, PIN_NOW)];
    const reading = await readLedgerBranch({ ledger });
    if (reading.kind === 'unreadable') return [unknown('pin-mismatch', reading.sentence, NO_ANSWER)];
    const line = reading.kind === 'read' ? reading.genesis : undefined;
    const doubt = pinDoubt({ root }, line);
    if (doubt !== undefined) return [weak(doubt.doubtCode ?? 'pin-mismatch', doubt.doubt ?? '', RESTORE)];
    const { genesis } = JSON.parse(line ?? '{}') as Partial<LedgerRecord>;
    const fault = genesis && (await beginningFault(repository, head, genesis));
    return fault === undefined ? [] : [weak('genesis-differs', fault, 'find who wrote record 0: git log audit')];
  } catch (error) {
    return [unknown('pin-mismatch', errorMessage(error), NO_ANSWER)];
  }
}
