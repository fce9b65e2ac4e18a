/** Ends a run from outside. Each way is for good: what has been cancelled or killed starts no further step. */
export interface Control {
  readonly state: 'running' | 'cancelled' | 'killed';
  /** As a newer run or a person does: processes are asked to stop (SIGINT), then made to. `always()` steps still run. */
  cancel(): void;
  /** As a machine that dies: SIGKILL, and nothing more runs. */
  kill(): void;
  /** A process is about to begin: from now on it is ended with the run, even before it has really started. */
  begin(): Process;
}

export interface Process {
  started(signal: Signal): void;
  over(): void;
}

type Signal = (name: NodeJS.Signals) => void;

/** @param grace real milliseconds a cancelled process gets before SIGKILL */
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
