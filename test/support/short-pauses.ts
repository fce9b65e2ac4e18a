/**
 * Loaded into a process before the build under test, by `--import`: pauses between tries take a hundredth of their time.
 * Those of the product and its libraries last 500 to 8,000 ms. Time limits stay as they are: the shortest is the five
 * seconds of one call to Cloud Logging, and all others last longer than any pause.
 */
const real = globalThis.setTimeout;

function shortened<T extends unknown[]>(work: (...of: T) => void, milliseconds = 0, ...of: T): NodeJS.Timeout {
  return real(work, isPause(milliseconds) ? milliseconds / 100 : milliseconds, ...of);
}

function isPause(milliseconds: number): boolean {
  const isLimit = milliseconds > 4500 && milliseconds <= 5000;
  return milliseconds >= 500 && milliseconds <= 8000 && !isLimit;
}

globalThis.setTimeout = Object.assign(shortened, real);
