import type { Organization } from '../core/documents/organization.ts';
import { originOf } from '../core/ledger/checkpoint.ts';
import { rotationDraft } from '../core/ledger/drafts.ts';
import type { RunFact } from '../core/ledger/record.ts';
import { formatKey } from '../core/ledger/note.ts';
import { compareWithAnchors } from './ledger/anchors.ts';
import { trustOf } from './ledger/trust.ts';
import { readPolicySet } from './observe/documents.ts';
import { newestInBucket, newestInLog, type AnchorsOf } from './ledger/newest-anchors.ts';
import { readLedger, type OpenLedger } from './ledger/open.ts';
import { confirmBranch } from './ledger/confirm-branch.ts';
import { appendRecords, type Recorded } from './ledger/append.ts';
import type { Ports } from '../core/ports.ts';

export type SignedLedger =
  | { readonly outcome: 'signed'; readonly head: string; readonly size: number }
  | { readonly outcome: 'no' | 'failed'; readonly sentence: string };

/**
 * Signs a ledger that began without keys. No run does this by itself, because an unsigned ledger looks like a forged one
 * in its place. A person who holds the key does it once. It signs nothing that an outside anchor contradicts. It signs
 * nothing either if an anchor shows an earlier signature.
 *
 * A ledger that is signed already gets a signed heartbeat, if its branch moved and nothing contradicts it.
 */
export async function signLedger(ports: Ports, run: RunFact, version: string): Promise<SignedLedger> {
  const { repository, documents, pin } = await ports.repository.overview();
  const { organization } = readPolicySet(documents);
  const now = ports.repository.time();
  if (organization === undefined)
    return no('policies/organization.yaml on the default branch does not parse. Fix it in a pull request');
  if (now === undefined) return { outcome: 'failed', sentence: 'GitHub did not send the time. Run the command again' };
  const trust = trustOf(ports, organization, now, pin);
  const keys = trust.keys ?? [];
  if (keys.length === 0)
    return no('policies/organization.yaml has no ledger.keys. Print the key to add: pullcord init --ledger-key');
  const origin = originOf({ installation: organization.installation, repository });
  const stray = keys.find(({ name }) => name !== origin);
  if (stray !== undefined)
    return no(
      `ledger.keys names a key of ${stray.name}, and this ledger is ${origin}. Print the right key: pullcord init --ledger-key`,
    );
  const context = { at: now, run, version };
  const signed = await readLedger(ports, trust);
  const confirmed =
    'problem' in signed || signed.doubt !== undefined
      ? undefined
      : await confirmBranch(ports, signed, organization, context);
  if (confirmed !== undefined) return outcomeOf(confirmed);
  // The ledger is read as unsigned. Any other fault still puts it in doubt.
  const ledger = await readLedger(ports, { ...trust, keys: [], signers: [] });
  if ('problem' in ledger) return no(ledger.problem.sentence);
  const why = whyNotUnsigned(ledger) ?? ledger.doubt;
  if (why !== undefined) return no(why);
  const contradicted = await contradiction(ports, ledger, organization, { origin, keys });
  if (contradicted !== undefined) return no(contradicted);
  const draft = rotationDraft(keys.map(formatKey), context);
  return outcomeOf(await appendRecords(ports, { ...ledger, trust }, [draft], 'sealed'));
}

function outcomeOf(written: Recorded | { readonly refused: string }): SignedLedger {
  if ('refused' in written) return no(written.refused);
  const failure = written.messages.map(({ sentence }) => sentence).join('; ');
  return failure === ''
    ? { outcome: 'signed', head: written.ledger.head, size: written.ledger.tree.size }
    : { outcome: 'failed', sentence: failure };
}

function whyNotUnsigned({ tree, covered, uncounted }: OpenLedger): string | undefined {
  if (tree.state.keys.length > 0)
    return 'the ledger names keys already, so it is signed or forged. Check it in a clone: pullcord verify';
  const [first] = uncounted;
  if (first !== undefined)
    return `record ${first.seq} (${first.kind}) has no checkpoint: somebody else appended it. Check the ledger in a clone: pullcord verify`;
  return covered === tree.size
    ? undefined
    : `records ${covered} to ${tree.size - 1} have no checkpoint. Start a run, then sign again: gh workflow run reconcile.yml`;
}

/** Returns the reason against a signature. Unknown is not yes: an unreadable anchor may show a forgery. */
async function contradiction(
  ports: Ports,
  ledger: OpenLedger,
  { log, ledger: keeping }: Organization,
  signed: AnchorsOf,
): Promise<string | undefined> {
  const outside = { ...(log === undefined ? {} : { log }), ...(keeping === undefined ? {} : { ledger: keeping }) };
  const compared = await compareWithAnchors(ports, ledger, outside, signed.origin);
  const bucket = keeping?.bucket;
  const found = [
    ...(log === undefined ? [] : [await newestInLog(ports, log, signed)]),
    ...(bucket === undefined ? [] : [await newestInBucket(ports, bucket, ledger.tree.size, signed)]),
  ];
  if (found.some(({ anchors }) => anchors.length > 0))
    return 'a key of ledger.keys signed an outside anchor, so the branch audit is not the ledger that was signed. Restore the signed branch';
  return compared.doubt ?? compared.unread[0];
}

function no(sentence: string): SignedLedger {
  return { outcome: 'no', sentence };
}
