import { changeName, type AcceptedDocuments, type UnacceptedChange } from '../core/acceptance/versions.ts';
import { inWords } from '../core/decision/approval.ts';
import type { Organization } from '../core/documents/organization.ts';
import type { PolicySet } from '../core/documents/policy-set.ts';
import { errorMessage } from '../core/error-message.ts';
import { message, type Message } from '../core/message.ts';
import type { DocumentFile, Ports, PullRequests, Repository } from '../core/ports.ts';
import { readLedger } from './ledger/open.ts';
import { trustOf } from './ledger/trust.ts';
import { textOfVersion } from './observe/change-work.ts';
import { documentsReader, type DocumentsAt } from './observe/documents-at.ts';
import { readPolicySet } from './observe/documents.ts';

/** The ports of a check. A check judges no change, so it needs the ledger only for verdicts on record. */
export type CheckPorts = PullRequests &
  Pick<Repository, 'contains' | 'mainline' | 'time'> &
  Partial<Pick<Ports, 'ledger'>>;

/** The verdicts on record, for a check. */
export interface KnownVerdicts {
  readonly accepted: AcceptedDocuments;
  readonly documentsAt: DocumentsAt;
}

/** Reads the verdicts on record. Returns a message if they are not readable, or if no key signs the ledger. */
export async function verdictsOnRecord(
  github: CheckPorts,
  head: string,
  files: readonly DocumentFile[],
  base: PolicySet,
): Promise<KnownVerdicts | Message> {
  const { ledger } = github;
  const unknown = (why: string) =>
    message('verdicts-unknown', `this check takes every document on the default branch as accepted: ${why}`);
  if (ledger === undefined) return unknown('it does not read the ledger');
  const pin = await github.pin(head).catch(errorMessage);
  if (typeof pin === 'string') return unknown(pin);
  const trust = trustOf({ signers: () => [] }, base.organization, github.time(), pin);
  if ((trust.keys ?? []).length === 0) return unknown('no key signs the ledger, so it holds no verdicts');
  const open = await readLedger({ ledger }, trust);
  if ('problem' in open) return unknown(open.problem.sentence);
  if (open.doubt !== undefined) return unknown(open.doubt);
  const documentsAt = documentsReader({ repository: github }, { repository: { head }, files, mainline: [] });
  return { accepted: open.index.accepted, documentsAt };
}

/** A document on the default branch whose last change is not accepted. */
interface OpenDocument {
  readonly path: string;
  /** Absent if no run has judged the change yet. */
  readonly change?: UnacceptedChange;
}

/** Returns the documents whose version on the default branch is not the accepted one. */
function openDocuments({ accepted }: KnownVerdicts, files: readonly DocumentFile[]): readonly OpenDocument[] {
  const atHead = new Map(files.map(({ path, blob }) => [path, blob]));
  const paths = [...new Set([...atHead.keys(), ...accepted.documents.keys()])].sort();
  return paths.flatMap((path) => {
    const state = accepted.documents.get(path);
    const blob = atHead.get(path) ?? null;
    if (blob === (state?.accepted[0]?.blob ?? null)) return [];
    const { unaccepted } = state ?? {};
    return unaccepted?.blob === blob ? [{ path, change: unaccepted }] : [{ path }];
  });
}

/** Returns the documents as they were accepted: a change of policies is judged over everything since then. */
export async function acceptedSet(known: KnownVerdicts, files: readonly DocumentFile[]): Promise<PolicySet> {
  const open = new Set(openDocuments(known, files).map(({ path }) => path));
  const others = files.filter(({ path }) => !open.has(path));
  const versions = [...open].map(async (path): Promise<readonly DocumentFile[]> => {
    const version = known.accepted.documents.get(path)?.accepted[0];
    if (version?.blob == null) return [];
    const { blob, commit } = version;
    const text = await textOfVersion({ documentsAt: known.documentsAt, files }, path, { blob, commit });
    return text === undefined ? [] : [{ path, blob, mode: '100644', bytes: new TextEncoder().encode(text) }];
  });
  return readPolicySet([...others, ...(await Promise.all(versions)).flat()]);
}

/**
 * Names what is missing for documents whose version on the default branch is not accepted. A pull request that changes
 * one is judged over that change too. The authors of both may not approve it.
 */
export function standingMessages(
  known: KnownVerdicts,
  files: readonly DocumentFile[],
  touched: readonly string[],
  organization: Organization | undefined,
): readonly Message[] {
  const approvers = organization?.policyChanges.map(inWords).join(' and ');
  return openDocuments(known, files).map(({ path, change }) => {
    if (change === undefined) {
      const sentence = `${path} on the default branch has no verdict yet. The next run judges its last change`;
      return message('document-unaccepted', sentence);
    }
    const fault = `${path} as ${changeName(change)} left it is not accepted: ${change.why}`;
    if (!touched.includes(path)) return message('document-unaccepted', `${fault}. It gives no access`);
    const barred = change.contributors.map((id) => loginOf(id, organization)).join(', ');
    const need = approvers === undefined ? '' : ` This pull request needs ${approvers}.`;
    return message(
      'document-unaccepted',
      `${fault}. The differences shown are those since the accepted version.${need} Those who made these changes may not approve it: ${barred}. Or revert ${path} first, and change it in another pull request`,
    );
  });
}

function loginOf(id: number | null, organization: Organization | undefined): string {
  if (id === null) return 'people whom GitHub does not name';
  const person = organization?.people.find((one) => one.id === id || one.otherIds.includes(id));
  return person?.login ?? `account ${id}`;
}
