import { createHash } from 'node:crypto';
import { concat, toUtf8 } from './bytes.ts';

/**
 * Returns git's id of the commit with this text and this signature: SHA-1, 40 hexadecimal digits. The id binds a signature
 * to a commit: it concerns the pull request's head only if both ids match. Returns `undefined` if the
 * text is not a commit without its signature.
 *
 * git puts the header `gpgsig` last, before the blank line. A space begins each further line of it. Sources:
 * gitformat-signature(5) and `add_header_signature` in git's commit.c. If another tool puts it elsewhere, the id differs, and
 * the commit counts as another one.
 */
export function commitOf(payload: string, armored: string): string | undefined {
  const end = payload.indexOf('\n\n');
  const headers = payload.slice(0, end + 1);
  if (end < 0 || !headers.startsWith('tree ') || /^gpgsig/m.test(headers)) return undefined;
  const lines = armored.replace(/\n$/, '').replaceAll('\n', '\n ');
  const commit = toUtf8(`${headers}gpgsig ${lines}\n${payload.slice(end + 1)}`);
  return createHash('sha1')
    .update(concat(toUtf8(`commit ${commit.length}\0`), commit))
    .digest('hex');
}
