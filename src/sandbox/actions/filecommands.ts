/** The content of GITHUB_OUTPUT, GITHUB_ENV and GITHUB_STATE: `name=value` lines and `name<<DELIMITER` blocks. */

/**
 * Returns names and values in the order written. The last value of a name wins.
 * @throws Error in GitHub's words if a line is neither of the two, or a block has no end
 */
export function readAssignments(text: string): Record<string, string> {
  const assignments = new Map<string, string>();
  const lines = text.split(/\r?\n/u);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const block = /^([^=]+?)<<(.+)$/su.exec(line);
    if (block !== null) {
      const end = lines.indexOf(block[2] ?? '', index + 1);
      if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${block[2] ?? ''}'`);
      assignments.set(block[1] ?? '', lines.slice(index + 1, end).join('\n'));
      index = end;
      continue;
    }
    const split = line.indexOf('=');
    if (split <= 0) throw new Error(`Invalid format '${line}'`);
    assignments.set(line.slice(0, split), line.slice(split + 1));
  }
  return Object.fromEntries(assignments);
}
