import type { MainlineCommit } from '../../core/ports.ts';

/** The default branch's first-parent line, newest commit first. */
export type Line = readonly MainlineCommit[];

/**
 * Returns the place of each commit on the line, from 0 for the newest. A commit that the line does not have counts as
 * older. The line is read back as far as decisions need it.
 */
export function placesOn(line: Line): (commit: string) => number {
  const places = new Map(line.map(({ sha }, index) => [sha, index]));
  return (commit) => places.get(commit) ?? line.length;
}
