import { createHash } from 'node:crypto';
import { concat, toUtf8 } from './bytes.ts';

/**
 * The id git gives the commit made of this text and this signature (SHA-1, 40 hexadecimal digits), so that a signature
 * can be bound to a commit: it speaks of the pull request's head only if this is the head. `undefined`: the text is no
 * commit without a signature.
 *
 * git puts the header `gpgsig` last, before the blank line, and begins each further line of it with a blank
 * (gitformat-signature(5); `add_header_signature` in git's commit.c). Other tools may put it elsewhere: then the id
 * differs, and the commit counts as another one.
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
