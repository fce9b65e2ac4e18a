import { monthsAround } from '../core/documents/paths.ts';
import type { Organization } from '../core/documents/organization.ts';
import { originOf } from '../core/ledger/checkpoint.ts';
import { lineOf, type Draft, type RunFact } from '../core/ledger/record.ts';
import { formatKey, toKey } from '../core/ledger/note.ts';
import { PIN_PATH, trustRootOf } from '../core/ledger/pin.ts';
import { messageFor } from '../core/ledger/story.ts';
import { EMPTY_TREE } from '../core/ledger/tree-head.ts';
import { extend } from '../core/ledger/extend.ts';
import { digestsOf, readPolicySet } from './observe/documents.ts';
import { seal } from './ledger/seal.ts';
import { trustOf } from './ledger/trust.ts';
import type { NewLedger, Ports, Repository, Signer } from '../core/ports.ts';

export type Begun =
  | { readonly outcome: 'created'; readonly head: string; readonly genesis: string }
  | { readonly outcome: 'exists' | 'failed'; readonly sentence: string };

/**
 * Returns the public keys of these signers, in the form that `ledger.keys` in the organization's document takes.
 * `failed` is the reason if a signer does not return its key.
 */
export async function keysFor(
  genesis: Parameters<typeof originOf>[0],
  signers: readonly Signer[],
): Promise<{ readonly keys: readonly string[] } | { readonly failed: string }> {
  const keys: string[] = [];
  for (const signer of signers) {
    const told = await signer.publicKey();
    if ('failed' in told) return told;
    keys.push(formatKey(toKey(originOf(genesis), told.key)));
  }
  return { keys };
}

/**
 * Begins the ledger: creates the branch `audit` with one genesis record. The record names the installation, the
 * repository and the documents that count from the start. Never changes an existing ledger.
 */
export async function initLedger(
  repository: Pick<Repository, 'repository' | 'documents' | 'pin' | 'requestFiles' | 'time'>,
  ledger: NewLedger,
  signers: Ports['signers'],
  run: RunFact,
  version: string,
): Promise<Begun> {
  const state = await repository.repository();
  const root = trustRootOf(await repository.pin(state.head));
  if (root.is !== 'unpinned')
    return {
      outcome: 'exists',
      sentence: `${PIN_PATH} on ${state.defaultBranch} pins a ledger, and a ledger begins only once. Push it from a clone: git push origin origin/audit:refs/heads/audit`,
    };
  const files = await repository.documents(state.head);
  const set = readPolicySet(files);
  if (set.organization === undefined || set.issues.length > 0) {
    const [first] = set.issues;
    return {
      outcome: 'failed',
      sentence: `issues in policies/ on ${state.defaultBranch}: ${set.issues.length}. Fix them first. List them in a clone: pullcord check policies/*.yaml. The first: ${first === undefined ? '' : `${first.path}:${first.line}:${first.column} ${first.sentence}`}`,
    };
  }
  const at = repository.time();
  if (at === undefined) return { outcome: 'failed', sentence: 'GitHub did not send the time. Run the command again' };
  const trust = trustOf({ signers }, set.organization, at);
  const named = { installation: set.organization.installation, repository: { id: state.id } };
  const lacking = await keyLack(set.organization, named, signers);
  if (lacking !== undefined) return { outcome: 'failed', sentence: lacking };
  const genesis: Draft = {
    schema: 1,
    kind: 'genesis',
    at,
    pull: null,
    reasons: [],
    run,
    tool: { name: 'pullcord', version },
    keys: (trust.keys ?? []).map(formatKey),
    genesis: {
      installation: set.organization.installation,
      repository: { id: state.id, name: state.name },
      commit: state.head,
      policies: digestsOf(files),
      requests: digestsOf(await repository.requestFiles(state.head, monthsAround(at))),
    },
  };
  const { tree, records, files: entries, unfit } = extend(EMPTY_TREE, [genesis]);
  const [flaw] = unfit.map((one) => one.flaw);
  if (flaw !== undefined)
    return {
      outcome: 'failed',
      sentence: `the first record of the ledger cannot be written: ${flaw.code} at ${flaw.at}. Report a defect of Pullcord`,
    };
  const sealed = await seal(tree, {
    origin: originOf(named),
    keys: trust.keys ?? [],
    signers: trust.signers,
    before: [],
  });
  if ('unsealed' in sealed)
    return { outcome: 'failed', sentence: `the first checkpoint could not be signed: ${sealed.unsealed}` };
  const result = await ledger.create([...entries, ...sealed.files], messageFor(records));
  if (result.outcome === 'exists')
    return {
      outcome: 'exists',
      sentence: 'the branch audit exists already, and a ledger begins only once. Verify it in a clone: pullcord verify',
    };
  if (result.outcome === 'failed') return result;
  const [record] = records;
  return { outcome: 'created', head: result.head, genesis: record === undefined ? '' : lineOf(record) };
}

/** Returns the reason why the organization's keys do not fit this ledger, with the right keys. */
async function keyLack(
  { ledger }: Organization,
  named: Parameters<typeof originOf>[0],
  signers: Ports['signers'],
): Promise<string | undefined> {
  if (ledger === undefined) return undefined;
  const origin = originOf(named);
  if (ledger.keys.every(({ name }) => name === origin)) return undefined;
  const right = await keysFor(named, signers(ledger.kms));
  const hint = 'failed' in right ? right.failed : `Set ledger.keys to: ${right.keys.join(', ')}`;
  return `ledger.keys names keys of another ledger, and this one is ${origin}. ${hint}`;
}
