import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitOf } from '../../../src/core/signature/commit-object.ts';
import { verifyCommitSignature } from '../../../src/core/signature/commit-signature.ts';
import { parseSecurityKey } from '../../../src/core/signature/security-key.ts';
import { createRepository, takeApart, type Repository } from '../../support/git-repository.ts';
import { SoftwareKey } from '../../support/software-key.ts';

/* git itself is the oracle: it makes the commits, asks the key for signatures, and names what it made. */

const KEY = new SoftwareKey('sk-ssh-ed25519@openssh.com', 'alice');
let repository: Repository;
beforeAll(() => {
  repository = createRepository();
  repository.signWith(KEY, 'alice');
  for (const message of ['first', 'second', 'third']) commit('-m', message);
});
afterAll(() => repository.close());

function commit(...words: readonly string[]): {
  readonly sha: string;
  readonly payload: string;
  readonly armored: string;
} {
  repository.git(['commit', '-S', '--quiet', '--allow-empty', '--allow-empty-message', ...words]);
  return head();
}

function head(): ReturnType<typeof commit> {
  return {
    sha: repository.git(['rev-parse', 'HEAD']).trim(),
    ...takeApart(repository.git(['cat-file', 'commit', 'HEAD'])),
  };
}

describe('a signed commit', () => {
  const kinds: readonly (readonly [string, () => ReturnType<typeof commit>])[] = [
    [
      'without parents',
      () => {
        repository.git(['checkout', '--quiet', '--orphan', 'alone']);
        const made = commit('-m', 'Ask for the orders database');
        repository.git(['checkout', '--quiet', 'main']);
        expect(made.payload).not.toContain('\nparent ');
        return made;
      },
    ],
    [
      'of several paragraphs',
      () => commit('-m', 'Ask', '-m', 'Checkout returns 500s.', '-m', 'Co-authored-by: Bob <bob@acme.example>'),
    ],
    ['without a message', () => commit('-m', '')],
    ['in letters beyond ASCII', () => commit('-m', 'Bestände abfragen — 注文', '--author', 'Zoë <zoe@acme.example>')],
    ['whose message looks like a header', () => commit('-m', 'gpgsig is a header\n\ntree of life\n gpgsig')],
    [
      'that names an encoding',
      () => {
        repository.git(['config', 'i18n.commitEncoding', 'ISO-8859-2']);
        const made = commit('-m', 'plain words');
        repository.git(['config', '--unset', 'i18n.commitEncoding']);
        return made;
      },
    ],
    [
      'that adds a file',
      () => {
        writeFileSync(join(repository.folder, 'request.yaml'), 'policy: orders\n');
        repository.git(['add', 'request.yaml']);
        return commit('-m', 'Add it');
      },
    ],
    [
      'that merges',
      () => {
        repository.git(['checkout', '--quiet', '-b', 'side', 'HEAD~2']);
        commit('-m', 'on the side');
        repository.git(['checkout', '--quiet', 'main']);
        repository.git(['merge', '--quiet', '-S', '--no-ff', '-m', 'Merge', 'side']);
        return head();
      },
    ],
    [
      'that merges a signed tag, whose text it carries',
      () => {
        repository.git(['checkout', '--quiet', '-b', 'tagged', 'HEAD~1']);
        commit('-m', 'to be tagged');
        repository.git(['tag', '-s', '-m', 'a tag', 'v1']);
        repository.git(['checkout', '--quiet', 'main']);
        repository.git(['merge', '--quiet', '-S', '--no-ff', '-m', 'Merge the tag', 'v1']);
        const made = head();
        expect(made.payload).toContain('mergetag object ');
        return made;
      },
    ],
  ];

  it.each(kinds)('%s has the id that git gives it, and a signature that holds', (_, make) => {
    const { sha, payload, armored } = make();
    expect(armored).toMatch(/^-----BEGIN SSH SIGNATURE-----\n/);
    expect(commitOf(payload, armored)).toBe(sha);
    expect(commitOf(payload, armored.trimEnd())).toBe(sha);
    const key = parseSecurityKey(readFileSync(join(repository.folder, '.git/key.pub'), 'utf8'));
    const keys = key.ok ? [key.value] : [];
    expect(verifyCommitSignature({ payload, armored, keys, requireUserVerification: true })).toMatchObject({
      ok: true,
    });
  });

  it('has another id with another text, another signature, or a line more', () => {
    const { sha, payload, armored } = commit('-m', 'once');
    const others = [
      commitOf(payload.replace('once', 'twice'), armored),
      commitOf(payload, KEY.sign(payload, { counter: 8 })),
      commitOf(payload, `${armored}\n`),
      commitOf(`${payload}\n`, armored),
    ];
    for (const other of others) expect(other).toMatch(/^[0-9a-f]{40}$/);
    expect(others).not.toContain(sha);
  });

  it('has the id of exactly these bytes, as git hashes them', () => {
    const payload = 'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nx';
    const object = payload.replace('\n\n', '\ngpgsig one\n \n three\n\n');
    const oid = repository.git(['hash-object', '-t', 'commit', '-w', '--stdin'], object).trim();
    expect(commitOf(payload, 'one\n\nthree')).toBe(oid);
    expect(commitOf(payload, 'one\n\nthree\n')).toBe(oid);
  });

  it('is none where the text is none, or is signed already', () => {
    expect(commitOf('', 'x')).toBeUndefined();
    expect(commitOf('tree 1\n', 'x')).toBeUndefined();
    expect(commitOf('tag v1\n\nx', 'x')).toBeUndefined();
    expect(commitOf('tree 1\ngpgsig x\n\nm', 'x')).toBeUndefined();
    expect(commitOf('tree 1\ngpgsig-sha256 x\n\nm', 'x')).toBeUndefined();
    expect(commitOf('tree 1\n\ngpgsig x\n', 'x')).toMatch(/^[0-9a-f]{40}$/);
  });
});
