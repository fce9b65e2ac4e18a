import { Cron } from 'croner';

/**
 * The instants of a POSIX cron line in a time zone, in milliseconds: the first after `after`.
 * @throws Error when the line is not five fields this reads
 */
export function cronInstants(line: string, timezone: string): (after: number) => number | undefined {
  const cron = new Cron(line, { timezone, mode: '5-part' });
  return (after) => cron.nextRun(new Date(after))?.getTime();
}
