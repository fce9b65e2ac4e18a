import type { SandboxClock } from '../clock.ts';
import { cronInstants } from './cron.ts';
import type { Catalog } from './catalog.ts';
import { InvalidWorkflow } from './workflow.ts';

/** The crons of the default branch on the sandbox's clock. */
export interface Schedules {
  /** Schedules new crons and drops those that were removed. */
  follow(catalog: Catalog | undefined): void;
  stop(): void;
}

/** @param fire called at each instant; the clock waits for it */
export function openSchedules(clock: SandboxClock, fire: (path: string, cron: string) => Promise<void>): Schedules {
  const scheduled = new Map<string, () => void>();

  function drop(gone: (key: string) => boolean): void {
    for (const [key, stop] of scheduled) {
      if (!gone(key)) continue;
      stop();
      scheduled.delete(key);
    }
  }

  return {
    follow(catalog) {
      const wanted = new Map(cronsOf(catalog).map((entry) => [Object.values(entry).join('\0'), entry]));
      drop((key) => !wanted.has(key));
      for (const [key, { path, cron, timezone }] of wanted) {
        if (!scheduled.has(key))
          scheduled.set(
            key,
            clock.schedule(cronInstants(cron, timezone), () => fire(path, cron)),
          );
      }
    },
    stop: () => drop(() => true),
  };
}

function cronsOf(catalog: Catalog | undefined): { path: string; cron: string; timezone: string }[] {
  return [...(catalog?.workflows ?? [])].flatMap(([path, workflow]) =>
    workflow instanceof InvalidWorkflow
      ? []
      : (workflow.on.schedule ?? []).map(({ cron, timezone }) => ({ path, cron, timezone: timezone ?? 'UTC' })),
  );
}
