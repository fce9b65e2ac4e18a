import { PIN_PATH, trustRootOf } from '../../core/ledger/pin.ts';
import { message, type Message } from '../../core/message.ts';
import type { LedgerBranch, Repository } from '../../core/ports.ts';
import { beginningFault, beginningIn } from './beginning.ts';
import { readLedgerBranch } from './open.ts';
import { pinDoubt } from './pin.ts';

/** The ports for the pin of a pull request. */
export type PinCheckPorts = Pick<Repository, 'documents' | 'mainline' | 'pin'> & { readonly ledger?: LedgerBranch };

/**
 * Shows reviewers the ledger that a changed pin names: its first documents and keys. A hash alone says nothing to people.
 * @param head the pull request's head, and the default branch's
 */
export async function checkPin(
  github: PinCheckPorts,
  head: { readonly pull: string; readonly main: string },
): Promise<readonly Message[]> {
  const file = await github.pin(head.pull);
  if (file.is !== 'there') return [message('pin-removed', `this pull request removes ${PIN_PATH}, which stops grants`)];
  const root = trustRootOf(file);
  if (root.is === 'wrong') return [message(root.code, `${PIN_PATH} in this pull request: ${root.why}`)];
  const reading = github.ledger === undefined ? undefined : await readLedgerBranch({ ledger: github.ledger });
  const line = reading?.kind === 'read' ? reading.genesis : undefined;
  const beginning = line === undefined ? undefined : beginningIn(line);
  if (line === undefined || beginning === undefined)
    return [message('pin-mismatch', 'record 0 of the ledger could not be read, so the pin is not compared')];
  const { doubt } = pinDoubt({ root }, line) ?? {};
  if (doubt !== undefined) return [message('pin-mismatch', doubt)];
  const fault = await beginningFault(github, head.main, beginning);
  if (fault !== undefined) return [message('pin-mismatch', fault)];
  const documents = Object.entries(beginning.policies).map(([path, blob]) => `${path} ${blob}`);
  const keys = beginning.keys.length === 0 ? 'no key' : beginning.keys.join(', ');
  return [
    message(
      'pin-changed',
      `the pin names the ledger that began at commit ${beginning.commit}. Its first documents are those of that commit: ${documents.join(', ')}. Its first keys: ${keys}`,
    ),
  ];
}
