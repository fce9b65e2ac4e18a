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
  'denied',
  'downgraded',
  'foreign-writer',
  'github-down',
  'ledger-down',
  'unsigned',
] as const;
export type Fault = (typeof FAULTS)[number];
/** Kinds that last for a whole round. */
export const OUTAGES = ['github-down', 'ledger-down', 'unsigned'] as const satisfies readonly Fault[];

/** How a call may fail: it never arrived, or only its answer was lost, or it was answered with a refusal. */
export type Failure = 'fail-before' | 'lost-answer' | 'rate-limit' | 'denied';

/** One call to the outside, as its port describes it. */
export interface Call<T> {
  /** For the story: `google setIamPolicy projects/…`. */
  readonly name: string;
  /** Lets it happen, and gives the answer. */
  readonly effect: () => T;
  /** The answer if it never arrived, or the answer was lost. May throw, as the real thing does. */
  readonly failure: (fault: Failure) => T;
  /** An older answer, if the port can give one. */
  readonly stale?: () => T;
  /** A part of the answer. */
  readonly truncated?: () => T;
  /** The answer to somebody who asks in the terms of an older version. */
  readonly downgraded?: () => T;
}

/** What a run has been told so far: what it may be held to. */
export interface Heard {
  /** The clocks, in seconds since the epoch. */
  github?: number;
  google?: number;
  /** How many commits the default branch had in the last overview. */
  commits?: number;
  /** How many records the ledger had when it was last read. */
  records?: number;
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
  readonly heard: Heard = {};
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
        allows: (fault) => allows(call, fault),
        proceed: (fault) => {
          switch (fault) {
            case 'crash-before':
              this.dead = true;
              return;
            case 'crash-after':
              this.dead = true;
              answerQuietly(call.effect);
              return;
            case 'github-down':
            case 'ledger-down':
            case 'unsigned':
              answer(() => call.failure('fail-before'));
              return;
            case 'fail-before':
            case 'rate-limit':
            case 'denied':
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
            case 'downgraded':
              answer(call.downgraded ?? call.effect);
              return;
            default:
              answer(call.effect);
          }
        },
      });
    });
  }
}

function allows<T>({ name, ...call }: Call<T>, fault: Fault): boolean {
  switch (fault) {
    case 'stale':
    case 'truncated':
    case 'downgraded':
      return call[fault] !== undefined;
    case 'github-down':
      return name.startsWith('github ');
    case 'ledger-down':
      return name.startsWith('ledger ');
    case 'unsigned':
      return name.startsWith('kms ');
    default:
      return true;
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
  async drain(actors: readonly Actor[]): Promise<void> {
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
      return;
    }
    this.#waiting = this.#waiting.filter((one) => one !== next);
    if (fault === 'foreign-writer') {
      this.tell('somebody', this.#world.foreigner());
      next.proceed(undefined);
    } else {
      next.proceed(fault);
    }
    // Every call takes a moment.
    this.#world.clock.now += this.#world.random.int(3);
  }
}
