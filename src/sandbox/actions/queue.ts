/** Who may go now: concurrency groups as GitHub has them, and a cap on what runs at once. */

export interface GroupRule {
  /** Compared whatever its case. */
  readonly group: string;
  /** A newcomer ends the one that has the turn. */
  readonly cancelInProgress: boolean;
  /** `single`: one waits, and a newer one takes its place. `max`: a hundred wait; further ones are turned away. */
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
  /** @param cancel ends what has the turn; called at most once, when a newcomer with `cancelInProgress` arrives */
  enter(rule: GroupRule, cancel: () => void): Promise<(() => void) | undefined>;
}

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

/** At most `count` of what is passed to the returned function run at once; the others wait in order. */
export function slots(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      // The place is handed over, not freed, so that nobody new slips in between.
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
