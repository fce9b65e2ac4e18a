import { setImmediate as turn } from 'node:timers/promises';
import type { Random } from './random.ts';

/** What may happen to a call to the outside. Every kind must have happened in a run of many seeds, or the run fails. */
export const FAULTS = [
  'crash-before',
  'crash-after',
  'fail-before',
  'lost-answer',
  'delay',
  'stale',
  'truncated',
  'rate-limit',
  'foreign-writer',
] as const;
export type Fault = (typeof FAULTS)[number];

/** One call to the outside, as its port describes it. */
export interface Call<T> {
  /** For the story: `google setIamPolicy projects/…`. */
  readonly name: string;
  /** Lets it happen, and gives the answer. */
  readonly effect: () => T;
  /** The answer if it never arrived, or the answer was lost. May throw, as the real thing does. */
  readonly failure: (fault: 'fail-before' | 'lost-answer' | 'rate-limit') => T;
  /** An older answer, if the port can give one. */
  readonly stale?: () => T;
  /** A part of the answer. */
  readonly truncated?: () => T;
}

interface Waiting {
  readonly actor: Actor;
  readonly name: string;
  /** Carries the call out under a fault, or none. */
  readonly proceed: (fault: Fault | undefined) => void;
  readonly allows: (fault: Fault) => boolean;
}

/** One run of the product. Dead: none of its calls is ever answered again, as after a kill. */
export class Actor {
  dead = false;
  done = false;
  readonly name: string;
  readonly schedule: Schedule;

  constructor(name: string, schedule: Schedule) {
    this.name = name;
    this.schedule = schedule;
  }

  /** Hands a call to the schedule, which decides when and how it is answered. */
  call<T>(call: Call<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.dead) return;
      const answer = (give: () => T) => {
        try {
          resolve(give());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      this.schedule.wait({
        actor: this,
        name: call.name,
        allows: (fault) =>
          (fault !== 'stale' || call.stale !== undefined) && (fault !== 'truncated' || call.truncated !== undefined),
        proceed: (fault) => {
          switch (fault) {
            case 'crash-before':
              this.dead = true;
              return;
            case 'crash-after':
              this.dead = true;
              answerQuietly(call.effect);
              return;
            case 'fail-before':
            case 'rate-limit':
              answer(() => call.failure(fault));
              return;
            case 'lost-answer':
              answerQuietly(call.effect);
              answer(() => call.failure(fault));
              return;
            case 'stale':
              answer(call.stale ?? call.effect);
              return;
            case 'truncated':
              answer(call.truncated ?? call.effect);
              return;
            default:
              answer(call.effect);
          }
        },
      });
    });
  }
}

function answerQuietly(effect: () => unknown): void {
  try {
    effect();
  } catch {
    // Nobody is there to hear that it failed.
  }
}

export interface Happening {
  readonly at: number;
  readonly actor: string;
  readonly what: string;
  readonly fault: Fault | undefined;
}

/** Decides the fault of the n-th call of a story. */
export type Fate = (call: {
  readonly number: number;
  readonly name: string;
  readonly allows: (fault: Fault) => boolean;
}) => Fault | undefined;

export interface Surroundings {
  readonly random: Random;
  readonly fate: Fate;
  /** The world's own clock, moved by delays. */
  readonly clock: { now: number };
  /** Somebody else acts on the world. */
  readonly foreigner: () => string;
  /** Looks at the world after every step. */
  readonly watch: () => void;
}

/** Holds every call of every actor, and lets one happen at a time. */
export class Schedule {
  readonly story: Happening[] = [];
  calls = 0;
  #waiting: Waiting[] = [];
  readonly #world: Surroundings;

  constructor(world: Surroundings) {
    this.#world = world;
  }

  wait(call: Waiting): void {
    this.#waiting.push(call);
  }

  /** Until every actor is done or dead. */
  async drain(actors: readonly Actor[], between: () => void = () => undefined): Promise<void> {
    for (;;) {
      await turn();
      this.#waiting = this.#waiting.filter(({ actor }) => !actor.dead);
      if (actors.every(({ dead, done }) => dead || done)) return;
      const next = this.#waiting[this.#world.random.int(this.#waiting.length)];
      if (next === undefined) {
        // Somebody waits for something that is no call of ours; another turn brings it.
        continue;
      }
      this.#step(next);
      between();
    }
  }

  tell(actor: string, what: string, fault?: Fault): void {
    this.story.push({ at: this.#world.clock.now, actor, what, fault });
  }

  #step(next: Waiting): void {
    const fault = this.#world.fate({ number: this.calls, name: next.name, allows: next.allows });
    this.calls += 1;
    this.tell(next.actor.name, next.name, fault);
    if (fault === 'delay') {
      this.#world.clock.now += 1 + this.#world.random.int(120);
      this.#world.watch();
      return;
    }
    this.#waiting = this.#waiting.filter((one) => one !== next);
    if (fault === 'foreign-writer') {
      this.tell('somebody', this.#world.foreigner());
      this.#world.watch();
      next.proceed(undefined);
    } else {
      next.proceed(fault);
    }
    // Every call takes a moment.
    this.#world.clock.now += this.#world.random.int(3);
    this.#world.watch();
  }
}
