import { DATA_ACCESS_LOG, type UsageDigest } from './usage.ts';

/** Words for the calls that were seen. A silent log does not prove that a grant was not used. */
export function usageInWords({ used, calls, denied, sees, unread }: UsageDigest): string {
  const refused = denied === 0 ? '' : `, ${denied} denied`;
  if (used === true) return `${count(calls)} seen${refused}`;
  const nothing = denied === 0 ? 'nothing seen' : `nothing let through${refused}`;
  if (used === false) return `${nothing}, with the data access log on`;
  const [why] = unread;
  if (why !== undefined && sees.every(({ state }) => state === 'unread')) return `unread: ${why}`;
  if (why !== undefined) return `${nothing}, and not everything could be read: ${why}`;
  const silent = sees.filter(({ log, state }) => log === DATA_ACCESS_LOG && state !== 'entries');
  return `${nothing}; the data access log of ${silent.map(({ resource }) => resource).join(', ')} has no entry at all and may be off`;
}

function count(calls: number): string {
  return calls === 1 ? '1 call' : `${calls} calls`;
}
