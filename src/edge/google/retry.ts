import { parseHttpDate, secondsBetween } from '../../core/time.ts';
import { failureOf, type CallResult } from './request.ts';

/** Resolves after this number of milliseconds. */
export type Pause = (milliseconds: number) => Promise<void>;

const TRIES = 4;
/** Milliseconds for all tries and pauses of one reading. */
const RETRY_BUDGET = 30_000;
const FIRST_PAUSE = 500;
const PASSING = new Set([429, 502, 503, 504]);

/**
 * Tries a read at most four times within thirty seconds. It retries after no answer, or after a status that may be
 * temporary. Pauses grow, and are never shorter than `Retry-After`. Use it only for calls that may land twice.
 * @param read receives the milliseconds that it may use
 */
export async function readWithRetries(
  read: (limit: number) => Promise<CallResult>,
  {
    what,
    log,
    pause = realPause,
  }: {
    readonly what: string;
    readonly log: ((line: string) => void) | undefined;
    readonly pause: Pause | undefined;
  },
): Promise<CallResult> {
  let left = RETRY_BUDGET;
  for (let attempt = 1; ; attempt += 1) {
    const began = performance.now();
    const outcome = await read(left);
    left -= performance.now() - began;
    if (!mayPass(outcome) || attempt === TRIES) return outcome;
    const wait = Math.max(backoff(attempt), retryAfter(outcome));
    if (wait >= left) return outcome;
    log?.(`reading ${what} again in ${Math.ceil(wait / 1000)} s: ${sentenceOf(outcome)}`);
    await pause(wait);
    left -= wait;
  }
}

const realPause: Pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function mayPass(outcome: CallResult): boolean {
  switch (outcome.kind) {
    case 'answered':
      return PASSING.has(outcome.status);
    case 'unsent':
      return !outcome.lasting;
    case 'silent':
      return true;
  }
}

/** Doubles with every try. The random part spreads the retries of runs that failed together. */
function backoff(attempt: number): number {
  const full = FIRST_PAUSE * 2 ** (attempt - 1);
  return full / 2 + (Math.random() * full) / 2;
}

/** Returns milliseconds, from a number of seconds, or from a date compared with the answer's own. */
function retryAfter(outcome: CallResult): number {
  if (outcome.kind !== 'answered') return 0;
  const asked = outcome.headers.get('retry-after') ?? '';
  if (/^\d{1,6}$/.test(asked)) return Number(asked) * 1000;
  const until = parseHttpDate(asked);
  const now = parseHttpDate(outcome.headers.get('date') ?? '');
  return until === undefined || now === undefined ? 0 : Math.max(0, secondsBetween(now, until) * 1000);
}

function sentenceOf(outcome: CallResult): string {
  return outcome.kind === 'answered' ? failureOf(outcome.status, outcome.text) : outcome.sentence;
}
