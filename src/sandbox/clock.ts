/**
 * The sandbox's own time. It runs like the real one and can be moved forward. On the way it fires everything that is
 * scheduled. An advance of three hours fires every cron in between, in order, each at its own instant.
 */
export interface SandboxClock {
  /** Milliseconds since the epoch, in sandbox time. */
  now(): number;
  /** Moves time forward. Resolves after everything due on the way has fired and its handlers have settled. */
  advance(milliseconds: number): Promise<void>;
  /** Calls `handler` at each instant that `next` returns, until the returned function is called. */
  schedule(next: (after: number) => number | undefined, handler: (at: number) => Promise<void> | void): () => void;
}

interface Alarm {
  at: number | undefined;
  readonly next: (after: number) => number | undefined;
  readonly handler: (at: number) => Promise<void> | void;
}

/** @param wall the real clock in milliseconds; the sandbox starts at its current instant */
export function startClock(wall: () => number): SandboxClock & { stop(): void } {
  let offset = 0;
  let held: number | undefined;
  let moving = Promise.resolve();
  const alarms = new Set<Alarm>();
  const now = () => held ?? wall() + offset;

  async function fireDue(until: number): Promise<void> {
    for (;;) {
      const due = [...alarms]
        .filter((alarm) => alarm.at !== undefined && alarm.at <= until)
        .sort((a, b) => (a.at ?? 0) - (b.at ?? 0))[0];
      if (due?.at === undefined) return;
      const at = due.at;
      if (at > now()) held = at;
      due.at = due.next(at);
      await due.handler(at);
    }
  }

  function serialised(step: () => Promise<void>): Promise<void> {
    moving = moving.then(step, step);
    return moving;
  }

  const ticker = setInterval(() => void serialised(() => fireDue(now())), 1000);
  ticker.unref();

  return {
    now,
    advance: (milliseconds) =>
      serialised(async () => {
        const target = now() + milliseconds;
        await fireDue(target);
        offset += Math.max(0, target - (wall() + offset));
        held = undefined;
      }),
    schedule(next, handler) {
      const alarm: Alarm = { at: next(now()), next, handler };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
    stop: () => clearInterval(ticker),
  };
}
