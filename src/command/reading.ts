import { resolve } from 'node:path';
import {
  findPerson,
  hintFor,
  loginsIn,
  mayContain,
  namesIn,
  readInstant,
  resourcesIn,
  toResource,
  type KnownNames,
} from '../core/audit/select.ts';
import { aboutDocument, documentsIn, type DocumentAnswer, type PersonOnRecord } from '../core/audit/change-story.ts';
import type { DocumentFile } from '../core/ports.ts';
import { parseCheckpoint } from '../core/ledger/checkpoint.ts';
import { parseLedger } from '../core/ledger/shard.ts';
import type { LedgerRecord } from '../core/ledger/record.ts';
import { countingRecords } from '../core/ledger/sealing.ts';
import type { Instant } from '../core/time.ts';
import { trustRootOf } from '../core/ledger/pin.ts';
import { readClone } from '../edge/clone.ts';
import { readClonePin } from '../edge/clone-pin.ts';
import { readPolicies } from '../environment.ts';
import { SettingError } from '../failure.ts';
import { pinDoubt } from '../flow/ledger/pin.ts';
import { readPolicySet } from '../flow/observe/documents.ts';
import type { Terminal } from './command.ts';

/** The past of one installation: its ledger, and the names that its policies know. */
export interface Past {
  readonly records: readonly LedgerRecord[];
  readonly known: KnownNames;
}

/**
 * Reads every record that counts, and the policies beside it, out of a clone or a folder. Nothing is fetched. Standard
 * error names the commit, and the records that a stranger may have appended: they do not count.
 */
export async function readPast({ folder, note }: Terminal, dir: string): Promise<Past> {
  const reading = await readClone(resolve(folder, dir));
  if (reading.kind === 'unreadable') throw new SettingError(reading.sentence);
  const parsed = parseLedger(reading.shards);
  if ('invalid' in parsed)
    throw new Error(
      `the ledger from ${reading.from} is not valid, so it gives no answer: ${parsed.invalid}; run \`pullcord verify\``,
    );
  await assertPinned(resolve(folder, dir), reading.shards[0]?.text.split('\n', 1)[0]);
  note(`${parsed.records.length} records from ${reading.from}`);
  const counting = countingRecords(parsed.records, coveredBy(reading.checkpoint) ?? parsed.records.length);
  const counted = new Set(counting.map(({ seq }) => seq));
  const others = parsed.records.flatMap(({ seq, kind }) => (counted.has(seq) ? [] : [`${seq} (${kind})`]));
  if (others.length > 0) note(`records that do not count are left out: ${others.join(', ')}; run \`pullcord verify\``);
  return { records: counting, known: namesIn(readPolicySet(await policiesBeside(resolve(folder, dir), note))) };
}

/** @throws Error if the default branch of the clone pins another ledger. A clone without a pin gives answers. */
async function assertPinned(folder: string, beginning: string | undefined): Promise<void> {
  const pin = await readClonePin(folder);
  if ('unread' in pin) return;
  const { doubt } = pinDoubt({ root: trustRootOf(pin.file) }, beginning) ?? {};
  if (doubt !== undefined) throw new Error(`the ledger gives no answer: ${doubt}`);
}

/** Reads the policies. The answer needs only the ledger, so unreadable policies give no names and do not end it. */
async function policiesBeside(dir: string, note: Terminal['note']): Promise<readonly DocumentFile[]> {
  try {
    return await readPolicies(dir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    note(`policies/ cannot be read (${String(code)}); only the ledger gives names of people and resources`);
    return [];
  }
}

/** Returns the size of a checkpoint, or `undefined` if it cannot be read. Only `verify` checks its signatures. */
function coveredBy(checkpoint: string | undefined): number | undefined {
  const parsed = checkpoint === undefined ? { invalid: 'it is missing' } : parseCheckpoint(checkpoint);
  return 'invalid' in parsed ? undefined : parsed.checkpoint.size;
}

/** Reads the instant of an option. @throws SettingError that says what would be right */
export function instantFrom(option: string, text: string): Instant {
  const read = readInstant(option, text);
  if ('wrong' in read) throw new SettingError(read.wrong);
  return read.at;
}

/** Finds a person by login or by an account's number. @throws SettingError with the nearest logins if there is none */
export function personFrom({ records, known }: Past, text: string): PersonOnRecord {
  const person = findPerson(records, text, known.people);
  if (person !== undefined) return person;
  const hint = hintFor(text, loginsIn(records, known.people));
  throw new SettingError(
    `neither the ledger nor policies/ knows ${JSON.stringify(text)}: ${hint} Type a GitHub login or the number of an account.`,
  );
}

/** Reads a resource's name. @throws SettingError that says what would be right */
export function resourceFrom(text: string): string {
  if (!/^(?:[a-z]+\/)?[a-z0-9_][\w./:@-]*$/i.test(text))
    throw new SettingError(
      `--resource ${JSON.stringify(text)} is not the name of a resource; write it as projects/acme-orders-prod, folders/123 or organizations/123`,
    );
  return toResource(text);
}

/** Returns the resource. @throws SettingError with the nearest resources if neither the ledger nor the policies know it */
export function knownResource(past: Past, resource: string): string {
  return resourceAmong(past, resource, (name) => name === resource);
}

/**
 * Returns the resource, also if only a known wider one may contain it: a folder may contain any project.
 * @throws SettingError with the nearest resources if no access can include it
 */
export function reachableResource(past: Past, resource: string): string {
  return resourceAmong(past, resource, (name) => name === resource || mayContain(name, resource));
}

function resourceAmong({ records, known }: Past, resource: string, isEnough: (name: string) => boolean): string {
  const names = resourcesIn(records, known.resources);
  if (names.some(isEnough)) return resource;
  throw new SettingError(`neither the ledger nor policies/ knows ${resource}: ${hintFor(resource, names)}`);
}

/** Returns the history of a document: `orders` or `policies/orders.yaml`. @throws SettingError with the nearest paths */
export function documentFrom({ records }: Past, text: string): DocumentAnswer {
  const path = text.includes('/') ? text : `policies/${text.replace(/\.yaml$/, '')}.yaml`;
  const answer = aboutDocument(records, path);
  if (answer === undefined)
    throw new SettingError(`the ledger does not know ${path}: ${hintFor(path, documentsIn(records))}`);
  return answer;
}
