import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyCommitSignature, type Verified } from '../../../src/core/signature/commit-signature.ts';
import type { SecurityKey } from '../../../src/core/signature/public-key.ts';
import { parseSecurityKey } from '../../../src/core/signature/security-key.ts';
import {
  armor,
  dearmor,
  mpint,
  SoftwareKey,
  string,
  TOUCHED,
  uint32,
  VERIFIED,
  type Said,
} from '../../support/software-key.ts';

const PAYLOAD = [
  'tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  'author Alice <alice@acme.example> 1795486500 +0000',
  'committer Alice <alice@acme.example> 1795486500 +0000',
  '',
  'Ask for the orders database\n',
].join('\n');

const TYPES = ['sk-ssh-ed25519@openssh.com', 'sk-ecdsa-sha2-nistp256@openssh.com'] as const;
const SOFTWARE = new SoftwareKey('ssh-ed25519', 'alice');
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');

function register(...keys: readonly SoftwareKey[]): readonly SecurityKey[] {
  return keys.map((key) => {
    const parsed = parseSecurityKey(key.line('alice@laptop'));
    if (!parsed.ok) throw new Error(parsed.sentence);
    return parsed.value;
  });
}

describe.each(TYPES)('a commit signed by a security key of type %s', (type) => {
  const key = new SoftwareKey(type, 'alice');
  const keys = register(new SoftwareKey(type, 'alice, the spare one'), key);
  const judge = (armored: string, more: Partial<Parameters<typeof verifyCommitSignature>[0]> = {}): Verified =>
    verifyCommitSignature({ payload: PAYLOAD, armored, keys, requireUserVerification: false, ...more });
  const codeOf = (said: Said, more: Parameters<typeof judge>[1] = {}): string => {
    const verified = judge(key.sign(PAYLOAD, said), more);
    return verified.ok ? 'ok' : verified.code;
  };

  it('is told with the key, the touch and the counter', () => {
    expect(judge(key.sign(PAYLOAD, { flags: TOUCHED, counter: 4_294_967_295 }))).toEqual({
      ok: true,
      key: keys[1]?.fingerprint,
      userPresence: true,
      userVerification: false,
      counter: 4_294_967_295,
    });
    expect(judge(key.sign(PAYLOAD, { flags: VERIFIED, hash: 'sha256' }))).toMatchObject({ userVerification: true });
  });

  it.each([
    [0x00, 'signature-without-touch', 'signature-without-touch'],
    [0x01, 'ok', 'signature-without-verification'],
    [0x04, 'signature-without-touch', 'signature-without-touch'],
    [0x05, 'ok', 'ok'],
    [0x1d, 'ok', 'ok'],
    [0x02, 'signature-flags', 'signature-flags'],
    [0x25, 'signature-flags', 'signature-flags'],
    [0x41, 'signature-extensions', 'signature-extensions'],
    [0x81, 'signature-extensions', 'signature-extensions'],
    [0xc5, 'signature-extensions', 'signature-extensions'],
  ])('with flags %i is judged by them', (flags, touch, verification) => {
    expect(codeOf({ flags })).toBe(touch);
    expect(codeOf({ flags }, { requireUserVerification: true })).toBe(verification);
  });

  it('counts for this text alone', () => {
    const armored = key.sign(PAYLOAD);
    expect(judge(armored, { payload: PAYLOAD.replace('orders', 'ORDERS') })).toMatchObject({
      code: 'signature-invalid',
    });
    expect(judge(armored, { payload: `${PAYLOAD}\n` })).toMatchObject({ code: 'signature-invalid' });
    expect(judge(armored, { payload: '' })).toMatchObject({ code: 'signature-invalid' });
  });

  it.each<readonly [string, Said, string]>([
    ['another purpose', { namespace: 'file' }, 'signature-not-for-git'],
    ['no purpose', { namespace: '' }, 'signature-not-for-git'],
    ['a purpose that begins with git', { namespace: 'git-annex' }, 'signature-not-for-git'],
    ['git with a NUL behind it', { namespace: 'git\0' }, 'signature-malformed'],
    ['another application', { application: 'ssh:work' }, 'signature-application'],
    ['another hash', { hash: 'sha1' }, 'signature-malformed'],
    ['another version', { version: 2 }, 'signature-malformed'],
    ['a reserved field', { reserved: 'x' }, 'signature-malformed'],
    ['a browser', { type: 'webauthn-sk-ecdsa-sha2-nistp256@openssh.com' }, 'signature-webauthn'],
    ['a type that is not the key’s', { type: 'ssh-ed25519' }, 'signature-malformed'],
    ['too little', { raw: Buffer.alloc(63, 1) }, 'signature-malformed'],
    ['too much', { raw: Buffer.alloc(65, 1) }, 'signature-malformed'],
    ['bytes behind it', { behind: Buffer.of(0) }, 'signature-malformed'],
    ['bytes behind the counter', { inside: Buffer.of(0) }, 'signature-malformed'],
    ['an extension behind the counter', { flags: 0x81, inside: string('x') }, 'signature-malformed'],
  ])('that says %s is refused', (_, said, code) => {
    expect(codeOf(said)).toBe(code);
  });

  it('counts for the application its key was made for', () => {
    const work = new SoftwareKey(type, 'alice', 'ssh:work');
    expect(judge(work.sign(PAYLOAD), { keys: register(work) })).toMatchObject({ ok: true });
    expect(judge(work.sign(PAYLOAD))).toMatchObject({ code: 'signature-application' });
  });

  it('is refused by whoever did not register the key', () => {
    expect(judge(key.sign(PAYLOAD), { keys: [] })).toMatchObject({ code: 'signature-key-unknown' });
    expect(judge(new SoftwareKey(type, 'mallory').sign(PAYLOAD))).toMatchObject({ code: 'signature-key-unknown' });
  });

  it('cut short at any byte is refused, without throwing', () => {
    const blob = dearmor(key.sign(PAYLOAD));
    for (let length = 0; length < blob.length; length += 1)
      expect(judge(armor(blob.subarray(0, length))), `the first ${length} bytes`).toMatchObject({
        code: 'signature-malformed',
      });
    const text = key.sign(PAYLOAD);
    for (let length = 0; length < text.length - 1; length += 1)
      expect(judge(text.slice(0, length)), `the first ${length} characters`).toMatchObject({
        code: 'signature-malformed',
      });
    expect(judge(text.slice(0, -1))).toMatchObject({ ok: true });
  });

  it('with any one bit turned is refused, in the blob and in its armor', () => {
    const text = Buffer.from(key.sign(PAYLOAD, { flags: VERIFIED }));
    const blob = dearmor(text.toString());
    for (const [bytes, write] of [
      [blob, armor] as const,
      [text, (one: Uint8Array) => Buffer.from(one).toString('latin1')] as const,
    ])
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const turned = Buffer.from(bytes);
        turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(judge(write(turned)).ok, `bit ${bit}`).toBe(false);
      }
  });

  it('has one way to be written', () => {
    const text = key.sign(PAYLOAD);
    for (const other of [
      ` ${text}`,
      `${text}\n`,
      `${text} `,
      text.replaceAll('\n', '\r\n'),
      text.replace('\n', '\n\n'),
      text.replace(/=*\n-----END/, '====\n-----END'),
      text.replace('SIGNATURE', 'signature'),
      text.repeat(2),
    ])
      expect(judge(other)).toMatchObject({ ok: false, code: 'signature-malformed' });
    const long = `-----BEGIN SSH SIGNATURE-----\n${'A'.repeat(4096)}\n-----END SSH SIGNATURE-----\n`;
    expect(judge(long)).toMatchObject({ sentence: 'the signature has more than 4096 characters' });
  });

  it('never throws, whatever it is given', () => {
    const pieces = [...key.sign(PAYLOAD).split('\n'), 'AAAA', '\n', '=', '-----BEGIN PGP SIGNATURE-----'];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 8 }), (words) => {
        expect(judge(words.join('\n')).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(judge(armor(bytes)).ok).toBe(false);
      }),
    );
  });
});

describe('a commit signed by anything else', () => {
  const keys = register(new SoftwareKey('sk-ssh-ed25519@openssh.com', 'alice'));
  const judge = (armored: string): string => {
    const verified = verifyCommitSignature({ payload: PAYLOAD, armored, keys, requireUserVerification: false });
    return verified.ok ? 'ok' : `${verified.code}: ${verified.sentence}`;
  };

  it('says that a key of software is no security key', () => {
    expect(judge(SOFTWARE.sign(PAYLOAD))).toBe(
      'signature-not-security-key: a key of type ssh-ed25519 is not a security key',
    );
  });

  it('says that a browser’s key is not read', () => {
    const type = 'webauthn-sk-ecdsa-sha2-nistp256@openssh.com';
    const blob = [Buffer.from('SSHSIG'), uint32(1), string(string(type)), string('git'), string(''), string('sha512')];
    expect(judge(armor(Buffer.concat([...blob, string('')])))).toMatch(/^signature-webauthn: .*browser/);
  });

  it('says that PGP and X.509 are not SSH', () => {
    expect(judge('-----BEGIN PGP SIGNATURE-----\n\nwsBc\n-----END PGP SIGNATURE-----\n')).toMatch(
      /^signature-not-ssh: /,
    );
    expect(judge('-----BEGIN SIGNED MESSAGE-----\nMIIE\n-----END SIGNED MESSAGE-----\n')).toMatch(
      /^signature-not-ssh: /,
    );
  });
});

describe('the numbers of an ECDSA signature', () => {
  const key = new SoftwareKey('sk-ecdsa-sha2-nistp256@openssh.com', 'alice');
  const keys = register(key);
  const one = Buffer.alloc(32).fill(1, 31);
  const judge = (...raw: readonly Uint8Array[]): string => {
    const armored = key.sign(PAYLOAD, { raw: Buffer.concat(raw) });
    const verified = verifyCommitSignature({ payload: PAYLOAD, armored, keys, requireUserVerification: false });
    return verified.ok ? 'ok' : `${verified.code}: ${verified.sentence}`;
  };

  it('are two, each from 1 to below the order of the curve', () => {
    const below = Buffer.from(ORDER);
    below.writeUInt8(below.readUInt8(31) - 1, 31);
    expect(judge(mpint(one), mpint(one))).toMatch(/^signature-invalid/);
    expect(judge(mpint(below), mpint(below))).toMatch(/^signature-invalid/);
    for (const outside of [ORDER, Buffer.alloc(32, 0xff)]) {
      expect(judge(mpint(outside), mpint(one))).toMatch(/^signature-malformed: .*outside the order of its curve/);
      expect(judge(mpint(one), mpint(outside))).toMatch(/^signature-malformed: .*outside the order of its curve/);
    }
    expect(judge(mpint(one))).toMatch(/^signature-malformed: .*ends too soon/);
    expect(judge(mpint(one), mpint(one), mpint(one))).toMatch(/^signature-malformed: .*after its end/);
  });

  it.each<readonly [string, Buffer]>([
    ['nothing', string('')],
    ['zero', string(Buffer.of(0))],
    ['a needless zero in front', string(Buffer.concat([Buffer.of(0), one]))],
    ['a negative number', string(Buffer.of(0x80))],
    ['more than 32 bytes', string(Buffer.alloc(33, 1))],
  ])('cannot be written as %s', (_, written) => {
    expect(judge(written, mpint(one))).toMatch(/^signature-malformed: /);
    expect(judge(mpint(one), written)).toMatch(/^signature-malformed: /);
  });

  it('may begin with the zero that a high bit needs', () => {
    let seen = 0;
    for (let turn = 0; turn < 40; turn += 1) {
      const armored = key.sign(PAYLOAD);
      if (dearmor(armored).includes(Buffer.from('0000002100', 'hex'))) seen += 1;
      expect(verifyCommitSignature({ payload: PAYLOAD, armored, keys, requireUserVerification: false }).ok).toBe(true);
    }
    expect(seen).toBeGreaterThan(0);
  });
});
