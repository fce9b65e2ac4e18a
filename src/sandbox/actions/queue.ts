/** The order of runs: GitHub's concurrency groups, and a limit on simultaneous work. */

export interface GroupRule {
  /** Compared without regard to case. */
  readonly group: string;
  /** True if a newcomer cancels the running member. */
  readonly cancelInProgress: boolean;
  /** `single`: one member waits, and a newer one replaces it. `max`: a hundred wait; further ones are rejected. */
  readonly queue: 'single' | 'max';
}

interface Member {
  readonly cancel: () => void;
  readonly settle: (release: (() => void) | undefined) => void;
}

interface Group {
  running: Member | undefined;
  waiting: Member[];
}

const mostWaiting = 100;

export interface Groups {
  /** @param cancel ends the running member; called at most once, when a newcomer with `cancelInProgress` arrives */
  enter(rule: GroupRule, cancel: () => void): Promise<(() => void) | undefined>;
}

/** Opens the repository's concurrency groups, all of them empty. */
export function concurrencyGroups(): Groups {
  const groups = new Map<string, Group>();

  function advance(key: string, group: Group): void {
    const next = group.waiting.shift();
    group.running = next;
    if (next === undefined) groups.delete(key);
    else next.settle(() => advance(key, group));
  }

  return {
    enter(rule, cancel) {
      const key = rule.group.toLowerCase();
      const group = groups.get(key) ?? { running: undefined, waiting: [] };
      groups.set(key, group);
      return new Promise((settle) => {
        const member = { cancel, settle };
        if (rule.queue === 'max' && group.waiting.length >= mostWaiting) {
          settle(undefined);
          return;
        }
        if (rule.queue === 'single') for (const replaced of group.waiting.splice(0)) replaced.settle(undefined);
        group.waiting.push(member);
        if (group.running === undefined) advance(key, group);
        else if (rule.cancelInProgress) group.running.cancel();
      });
    },
  };
}

/** Returns a function that runs at most `count` of its arguments at once. The others wait in order. */
export function slots(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      // The slot is handed over, not freed, so that no newcomer can take it in between.
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
