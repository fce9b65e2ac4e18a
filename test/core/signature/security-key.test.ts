import { describe, expect, it } from 'vitest';
import { parseSecurityKey } from '../../../src/core/signature/security-key.ts';
import { SoftwareKey, string } from '../../support/software-key.ts';

const ED25519 = new SoftwareKey('sk-ssh-ed25519@openssh.com', 'alice');
const ECDSA = new SoftwareKey('sk-ecdsa-sha2-nistp256@openssh.com', 'alice');

function said(type: string, blob: Uint8Array): string {
  const parsed = parseSecurityKey(`${type} ${Buffer.from(blob).toString('base64')} alice@laptop`);
  return parsed.ok ? 'ok' : `${parsed.code}: ${parsed.sentence}`;
}

describe('the line of a security key', () => {
  it('is read with and without a comment, and blanks around it', () => {
    for (const key of [ED25519, ECDSA]) {
      expect(parseSecurityKey(key.line())).toMatchObject({ ok: true, value: { type: key.type, comment: '' } });
      expect(parseSecurityKey(`  ${key.line('alice, at home')} \n`)).toMatchObject({
        ok: true,
        value: { application: 'ssh:', comment: 'alice, at home' },
      });
    }
  });

  it('names one curve, and a point on it that is written out', () => {
    const point = ECDSA.blob().subarray(4 + ECDSA.type.length + 12 + 4, -8);
    const blob = (curve: string, written: Uint8Array) =>
      Buffer.concat([string(ECDSA.type), string(curve), string(written), string('ssh:')]);
    const with2 = Buffer.concat([Buffer.of(2), point.subarray(1)]);
    const off = Buffer.concat([point.subarray(0, 64), Buffer.of((point[64] ?? 0) ^ 1)]);
    expect(said(ECDSA.type, blob('nistp256', point))).toBe('ok');
    expect(said(ECDSA.type, blob('nistp384', point))).toMatch(/^security-key-malformed: .*not on the curve nistp256/);
    expect(said(ECDSA.type, blob('nistp256', with2))).toMatch(/^security-key-malformed: .*not an uncompressed point/);
    expect(said(ECDSA.type, blob('nistp256', off))).toMatch(/^security-key-malformed: .*not a point of its curve/);
    expect(said(ECDSA.type, blob('nistp256', point.subarray(0, 64)))).toMatch(/64 bytes instead of 65/);
  });

  it('cut short at any byte, or with one more, is refused', () => {
    for (const key of [ED25519, ECDSA]) {
      const blob = key.blob();
      for (let length = 0; length < blob.length; length += 1)
        expect(said(key.type, blob.subarray(0, length)), `${length} bytes`).toMatch(/^security-key-malformed: /);
      expect(said(key.type, Buffer.concat([blob, Buffer.of(0)]))).toMatch(/has bytes after its end/);
    }
  });

  it('says its type as the key itself does', () => {
    expect(said(ED25519.type, ECDSA.blob())).toMatch(/^security-key-malformed: the key's own type is sk-ecdsa/);
    expect(said(ED25519.type, new SoftwareKey('ssh-ed25519', 'alice').blob())).toMatch(/own type is ssh-ed25519/);
    expect(said('ssh-ed25519', ED25519.blob())).toMatch(/^security-key-plain: /);
  });

  it('never has two ways to write its base64', () => {
    const [type = '', base64 = ''] = ECDSA.line().split(' ');
    expect(base64).toMatch(/[^=]==$/);
    // The last digit before the padding has four bits that count for nothing.
    const other = base64.replace(/(.)==$/, (_, digit: string) => `${String.fromCharCode(digit.charCodeAt(0) + 1)}==`);
    expect(parseSecurityKey(`${type} ${other}`)).toMatchObject({ ok: false, code: 'security-key-malformed' });
    expect(parseSecurityKey(`${type} ${base64.slice(0, -1)}`)).toMatchObject({ ok: false });
  });
});
