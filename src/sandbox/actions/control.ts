/** Ends a run from outside. Neither way can be undone. */
export interface Control {
  readonly state: 'running' | 'cancelled' | 'killed';
  /**
   * Cancels the run, as a newer run or a person does. Processes receive SIGINT, later SIGKILL. `always()` steps still
   * run.
   */
  cancel(): void;
  /** Kills the run, as if the machine died: SIGKILL, and no further step. */
  kill(): void;
  /** Announces a process. From now on the run's end also ends it, even before it has really started. */
  begin(): Process;
}

export interface Process {
  started(signal: Signal): void;
  over(): void;
}

type Signal = (name: NodeJS.Signals) => void;

/** @param grace real milliseconds between the cancellation of a process and its SIGKILL */
export function createControl(grace = 2_000): Control {
  const processes = new Set<Signal>();
  let state: Control['state'] = 'running';
  const signalAll = (name: NodeJS.Signals): void => processes.forEach((signal) => signal(name));
  return {
    get state() {
      return state;
    },
    cancel() {
      if (state !== 'running') return;
      state = 'cancelled';
      const interrupted = [...processes];
      signalAll('SIGINT');
      setTimeout(() => {
        for (const signal of interrupted) if (processes.has(signal)) signal('SIGKILL');
      }, grace).unref();
    },
    kill() {
      state = 'killed';
      signalAll('SIGKILL');
    },
    begin() {
      const missed: NodeJS.Signals[] = [];
      let deliver: Signal | undefined;
      const signal: Signal = (name) => {
        if (deliver === undefined) missed.push(name);
        else deliver(name);
      };
      processes.add(signal);
      return {
        started(to) {
          deliver = to;
          missed.forEach(to);
        },
        over: () => processes.delete(signal),
      };
    },
  };
}
