import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyCommitSignature } from '../../../src/core/signature/commit-signature.ts';
import { readSignature, verifies } from '../../../src/core/signature/ssh-signature.ts';
import { parseSecurityKey } from '../../../src/core/signature/security-key.ts';
import { createRepository, HAS_SSH_KEYGEN, takeApart } from '../../support/git-repository.ts';
import { SoftwareKey } from '../../support/software-key.ts';

/* OpenSSH as the oracle: where both speak of the same, they agree; where ours is stricter, that is shown. */

if (!HAS_SSH_KEYGEN) console.warn('ssh-keygen is not installed: the comparisons with it are skipped');

const MESSAGES = ['', 'one line\n', 'Bestände\n\n\0\u{1F511}', 'x'.repeat(100_000)];
let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'pullcord-ssh-keygen-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string): string => join(folder, name);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function sshKeygen(args: readonly string[], input = ''): number | null {
  return spawnSync('ssh-keygen', args, { input }).status;
}

/** Whether ssh-keygen takes the signature for this key's, over this message. */
function keygenVerifies(key: SoftwareKey, armored: string, message: string, namespace = 'git'): boolean {
  writeFileSync(inFolder('allowed'), `alice@acme.example ${key.line()}\n`);
  writeFileSync(inFolder('signature'), armored);
  const options = ['-f', inFolder('allowed'), '-I', 'alice@acme.example', '-n', namespace, '-s', inFolder('signature')];
  return sshKeygen(['-Y', 'verify', ...options], message) === 0;
}

describe.skipIf(!HAS_SSH_KEYGEN)('ssh-keygen', () => {
  it.each(['sha256', 'sha512'])('signs with an Ed25519 key, and we agree that it did (%s)', (hash) => {
    const key = inFolder(`key-${hash}`);
    expect(sshKeygen(['-q', '-t', 'ed25519', '-N', '', '-C', 'alice@laptop', '-f', key])).toBe(0);
    for (const message of MESSAGES) {
      writeFileSync(inFolder('message'), message);
      rmSync(inFolder('message.sig'), { force: true });
      expect(sshKeygen(['-Y', 'sign', '-n', 'git', '-O', `hashalg=${hash}`, '-f', key, inFolder('message')])).toBe(0);
      const signature = readSignature(readFileSync(inFolder('message.sig'), 'utf8'));
      expect(signature).toMatchObject({ namespace: 'git', hash, key: { type: 'ssh-ed25519' } });
      expect(readFileSync(`${key}.pub`, 'utf8')).toBe(`ssh-ed25519 ${signature.key.blob} alice@laptop\n`);
      expect(verifies(signature, utf8(message))).toBe(true);
      expect(verifies(signature, utf8(`${message}!`))).toBe(false);
      const shown = spawnSync('ssh-keygen', ['-l', '-f', `${key}.pub`], { encoding: 'utf8' }).stdout;
      expect(shown).toContain(` ${signature.key.fingerprint} `);
    }
  });

  it.each(['ssh-ed25519', 'sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com'] as const)(
    'takes what the software key of type %s signs, and so do we',
    (type) => {
      const key = new SoftwareKey(type, 'alice');
      for (const message of MESSAGES)
        for (const hash of ['sha256', 'sha512']) {
          const armored = key.sign(message, { hash });
          expect(keygenVerifies(key, armored, message)).toBe(true);
          expect(verifies(readSignature(armored), utf8(message))).toBe(true);
          expect(keygenVerifies(key, armored, `${message}!`)).toBe(false);
          expect(verifies(readSignature(armored), utf8(`${message}!`))).toBe(false);
        }
    },
  );

  it('shows the fingerprint of a security key as we do', () => {
    for (const type of ['sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com'] as const) {
      const line = new SoftwareKey(type, 'alice').line('alice@laptop');
      writeFileSync(inFolder('key.pub'), `${line}\n`);
      const shown = spawnSync('ssh-keygen', ['-l', '-f', inFolder('key.pub')], { encoding: 'utf8' }).stdout;
      const parsed = parseSecurityKey(line);
      expect(parsed.ok && shown.includes(` ${parsed.value.fingerprint} alice@laptop `)).toBe(true);
    }
  });

  it.each(['sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com'] as const)(
    'takes a signature of %s that nobody touched the token for: that is why the flags are judged here',
    (type) => {
      const key = new SoftwareKey(type, 'alice');
      const parsed = parseSecurityKey(key.line());
      const keys = parsed.ok ? [parsed.value] : [];
      for (const flags of [0x00, 0x04, 0x41, 0x81]) {
        const armored = key.sign('payload', { flags });
        expect(keygenVerifies(key, armored, 'payload'), `flags ${flags}`).toBe(true);
        expect(verifyCommitSignature({ payload: 'payload', armored, keys, requireUserVerification: false }).ok).toBe(
          false,
        );
      }
    },
  );

  it('refuses what we refuse for its purpose or its end', () => {
    const key = new SoftwareKey('sk-ssh-ed25519@openssh.com', 'alice');
    for (const said of [{ namespace: 'file' }, { inside: Buffer.of(0) }, { behind: Buffer.of(0) }, { version: 2 }])
      expect(keygenVerifies(key, key.sign('payload', said), 'payload'), JSON.stringify(said)).toBe(false);
  });
});

describe.skipIf(!HAS_SSH_KEYGEN)('git with ssh-keygen', () => {
  it('signs a commit with an Ed25519 key, and we agree that it did', () => {
    const repository = createRepository();
    try {
      const key = join(repository.folder, '.git/id');
      expect(sshKeygen(['-q', '-t', 'ed25519', '-N', '', '-f', key])).toBe(0);
      repository.git(['config', 'user.signingkey', key]);
      repository.git(['commit', '-S', '--quiet', '--allow-empty', '-m', 'signed']);
      const { payload, armored } = takeApart(repository.git(['cat-file', 'commit', 'HEAD']));
      const signature = readSignature(armored);
      expect(signature.namespace).toBe('git');
      expect(verifies(signature, utf8(payload))).toBe(true);
      const asked = { payload, armored, keys: [], requireUserVerification: false };
      expect(verifyCommitSignature(asked)).toMatchObject({ code: 'signature-not-security-key' });
    } finally {
      repository.close();
    }
  });
});
