import { Cron } from 'croner';

/**
 * Returns the instants of a POSIX cron line in a time zone, in milliseconds. Each call gives the first instant after
 * `after`.
 * @throws Error if the line does not have five readable fields
 */
export function cronInstants(line: string, timezone: string): (after: number) => number | undefined {
  const cron = new Cron(line, { timezone, mode: '5-part' });
  return (after) => cron.nextRun(new Date(after))?.getTime();
}
