import type { Organization } from '../core/documents/organization.ts';
import type { RecordContext } from '../core/ledger/drafts.ts';
import { refusedQuarantineDraft } from '../core/quarantine/drafts.ts';
import { mayQuarantine, teamsOfQuarantiners, type Caller, type Permitted } from '../core/quarantine/may.ts';
import type { Quarantine } from '../core/quarantine/on-record.ts';
import { idsIn, inForce, releaseOf, type Person } from '../core/quarantine/quarantine.ts';
import type { QuarantineResult } from '../core/report/quarantine.ts';
import { EPOCH } from '../core/time.ts';
import type { NoLedger, OpenLedger } from './ledger/open.ts';
import { message } from '../core/message.ts';
import { appendRecords } from './ledger/append.ts';
import { readOrganizationInForce } from './observe/organization-in-force.ts';
import type { Ports } from '../core/ports.ts';

/** The organization that a command uses. */
export interface Head {
  readonly organization: Organization | undefined;
  /** The reason, if the default branch was unreadable. */
  readonly unread?: string;
}

/**
 * Decides if the caller may quarantine. Reads teams only if they matter. Without a ledger no caller counts as in
 * quarantine. Otherwise an intruder who damages the branch `audit` would be safe from a quarantine.
 */
export async function permissionOf(
  ports: Ports,
  caller: Caller,
  head: Head,
  ledger: OpenLedger | undefined,
): Promise<Permitted> {
  const { organization } = head;
  const quarantines = ledger === undefined ? undefined : await quarantinesOf(ports, caller, organization, ledger);
  const unaided = mayQuarantine(caller, { ...head, quarantines, teams: {} });
  if (unaided.may !== 'unknown' || caller.is !== 'account' || organization === undefined) return unaided;
  const slugs = head.unread === undefined ? teamsOfQuarantiners(organization) : [];
  const read = slugs.map(async (slug) => [slug, await ports.comments.team(slug)] as const);
  return mayQuarantine(caller, { ...head, quarantines, teams: Object.fromEntries(await Promise.all(read)) });
}

/** Returns the caller's own quarantines in force. A line that releases them counts only in an accepted document. */
async function quarantinesOf(
  ports: Ports,
  caller: Caller,
  organization: Organization | undefined,
  ledger: OpenLedger,
): Promise<readonly Quarantine[]> {
  if (caller.is !== 'account') return [];
  const theirs = ledger.index.quarantines.filter((one) => idsIn([one], organization).includes(caller.id));
  if (theirs.every((one) => releaseOf(one, organization) === undefined)) return theirs;
  return inForce(theirs, (await readOrganizationInForce(ports, ledger)).organization);
}

/** Reports the reason and does nothing else. A refusal goes on record; an unknown answer does not. */
export async function refuse(
  ports: Ports,
  ledger: OpenLedger | NoLedger,
  { may, who, sentence }: Exclude<Permitted, { readonly may: 'yes' }>,
  { person, why }: { readonly person: Person; readonly why: string },
  context: RecordContext,
): Promise<QuarantineResult> {
  const nothing = { records: [], deny: [] };
  if (may === 'unknown') {
    const refused = message(
      'caller-unknown',
      `Pullcord could not decide if ${who} may quarantine, so nothing was changed`,
    );
    return { ...nothing, messages: [refused, message('caller-unknown', sentence)] };
  }
  const refused = message('quarantine-refused', sentence);
  const unrecorded = (why: string) => ({
    ...nothing,
    messages: [refused, message('refusal-unrecorded', `the refusal is not on record: ${why}`)],
  });
  if ('problem' in ledger) return unrecorded(ledger.problem.sentence);
  if (context.at === EPOCH) return unrecorded('neither GitHub nor Google sent the time');
  const name = person.login ?? `account ${person.ids[0] ?? '?'}`;
  const draft = refusedQuarantineDraft({ sentence, person: name, why }, context);
  const { records, messages } = await appendRecords(ports, ledger, [draft]);
  if (messages.length === 0) return { ...nothing, records, messages: [refused] };
  const failure = messages.map((one) => one.sentence).join('; ');
  return records.length === 0
    ? unrecorded(failure)
    : {
        ...nothing,
        records,
        messages: [refused, message('refusal-unrecorded', `the refusal is on record, with a failure: ${failure}`)],
      };
}
