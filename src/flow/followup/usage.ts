import { message, type Message } from '../../core/message.ts';
import type { AuditLogs } from '../../core/ports.ts';
import { callsOf, dataAccess, digestOf, SETTLING, windowLookedAt, type Sighting } from '../../core/audit/usage.ts';
import type { Grant } from '../../core/grant/grant.ts';
import { usedDraft, type RecordContext } from '../../core/ledger/drafts.ts';
import type { Draft } from '../../core/ledger/record.ts';
import { hasOpenEntries, type GrantState } from '../../core/ledger/grant-state.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import { addSeconds, type Instant, type Window } from '../../core/time.ts';
import { errorMessage } from '../../core/error-message.ts';
import { mapLimited } from '../map-limited.ts';

/** Maximum number of grants whose usage one run reads. Later runs read the others, because all share one quota. */
const MOST_GRANTS = 5;
/** Maximum number of entries that are counted of one principal on one resource. */
const MOST_ENTRIES = 5000;
/** Seconds after the close in which later runs retry a reading that failed temporarily. */
const PATIENCE = 6 * 3600;
const AT_ONCE = 2;

/**
 * Reads the audit logs of grants that closed some time ago, once each, as drafts to record. No access waits for it. A
 * lasting failure becomes a sentence in the record. Later runs retry after a temporary one.
 */
export async function readUsage(
  logs: AuditLogs,
  index: LedgerIndex,
  context: RecordContext,
): Promise<{ readonly drafts: readonly Draft[]; readonly messages: readonly Message[] }> {
  const due = [...index.byPull.values()].flatMap((state) => dueFor(state, context.at)).slice(0, MOST_GRANTS);
  const read = await mapLimited(due, AT_ONCE, async ({ grant, closedAt }) => {
    const window = windowLookedAt(grant.window, closedAt);
    const resources = [...new Set(grant.access.map(({ resource }) => resource))].sort();
    const looks = await mapLimited(resources, 1, (resource) => look(logs, grant.principal, resource, window));
    const passing = looks.flatMap(({ passing: why }) => why ?? []);
    if (passing.length > 0 && context.at < addSeconds(closedAt, PATIENCE))
      return {
        drafts: [],
        messages: [
          message(
            'usage-waits',
            `Google did not return the audit logs of #${grant.pull}, so the next run retries: ${passing.join('; ')}`,
          ),
        ],
      };
    return { drafts: [usedDraft(grant, digestOf(window, looks), context)], messages: [] };
  });
  return {
    drafts: read.flatMap(({ drafts }) => drafts),
    messages: read.flatMap(({ messages }) => messages),
  };
}

/** Returns the grant if it gave access, closed long enough ago for Google's logs, and its usage is unread. */
function dueFor(state: GrantState, now: Instant): readonly { grant: Grant; closedAt: Instant }[] {
  const { grant, closedAt, fate, wasGiven, usageRead } = state;
  if (fate !== 'granted' || grant === undefined || closedAt === undefined || !wasGiven || usageRead) return [];
  return hasOpenEntries(state) || now < addSeconds(closedAt, SETTLING) ? [] : [{ grant, closedAt }];
}

interface Look extends Sighting {
  /** The reason of a temporary failure. A later run may succeed. */
  readonly passing?: string;
}

async function look(logs: AuditLogs, principal: string, resource: string, window: Window): Promise<Look> {
  const read = (filter: string, most: number) =>
    logs
      .read(resource, filter, most)
      .catch((error: unknown) => ({ kind: 'unread', sentence: errorMessage(error), lasting: false }) as const);
  const calls = await read(callsOf(principal, window), MOST_ENTRIES);
  if (calls.kind === 'unread') {
    const why = `${resource}: ${calls.sentence}`;
    return {
      resource,
      calls: [],
      dataAccess: null,
      unread: [why],
      blind: true,
      ...(calls.lasting ? {} : { passing: why }),
    };
  }
  const others = await read(dataAccess(window), 1);
  return {
    resource,
    calls: calls.entries,
    dataAccess: others.kind === 'read' ? others.entries.length > 0 : null,
    unread: [
      ...(calls.complete
        ? []
        : [`${resource}: more than ${MOST_ENTRIES} calls; the first ${MOST_ENTRIES} are counted`]),
      ...(others.kind === 'read' ? [] : [`${resource}: ${others.sentence}`]),
      ...(resource.startsWith('projects/') ? [] : [`${resource}: the logs of what lies below it were not read`]),
    ],
    blind: false,
  };
}
