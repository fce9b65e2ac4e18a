import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkpointText, originOf, parseCheckpoint } from '../../../src/core/ledger/checkpoint.ts';
import { leafHash } from '../../../src/core/ledger/merkle.ts';
import {
  formatKey,
  formatNote,
  parseKey,
  parseNote,
  signersOf,
  toKey,
  type VerifierKey,
} from '../../../src/core/ledger/note.ts';

/** The example of the specification: https://c2sp.org/signed-note@v1.0.0 */
const EXAMPLE_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const EXAMPLE =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

const NAME = 'pullcord/acme/700100';

function pair(name = NAME): { key: VerifierKey; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { key: toKey(name, new Uint8Array(Buffer.from(x, 'base64url'))), privateKey };
}

function signedBy(text: string, ...pairs: ReturnType<typeof pair>[]): string {
  return formatNote(
    text,
    pairs.map(({ key, privateKey }) => ({
      ...key,
      signature: new Uint8Array(sign(null, Buffer.from(text), privateKey)),
    })),
  );
}

function keyOf(text: string): VerifierKey {
  const key = parseKey(text);
  if ('invalid' in key) throw new Error(key.invalid);
  return key;
}

function namesOf(whole: string, keys: readonly VerifierKey[]): readonly string[] | string {
  const note = parseNote(whole);
  if ('invalid' in note) return note.invalid;
  const signers = signersOf(note, keys);
  return 'invalid' in signers ? signers.invalid : signers.map(formatKey);
}

describe('a signed note', () => {
  it("is verified with the specification's own example", () => {
    expect(formatKey(keyOf(EXAMPLE_KEY))).toBe(EXAMPLE_KEY);
    expect(namesOf(EXAMPLE, [keyOf(EXAMPLE_KEY)])).toEqual([EXAMPLE_KEY]);
    expect(namesOf(EXAMPLE.replace('an', 'no'), [keyOf(EXAMPLE_KEY)])).toBe(
      'the signature of example.com/foo+530d903a is invalid',
    );
  });

  it('is read back as it was written, whoever signs', () => {
    const signers = [pair(), pair()];
    const whole = signedBy('a\n\nb\n', ...signers);
    expect(
      namesOf(
        whole,
        signers.map(({ key }) => key),
      ),
    ).toEqual(signers.map(({ key }) => formatKey(key)));
    const note = parseNote(whole);
    expect('text' in note && formatNote(note.text, note.signatures)).toBe(whole);
  });

  it('passes over signatures of others, and rejects one that a known key did not make', () => {
    const [ours, other] = [pair(), pair()];
    const both = signedBy('text\n', other, ours);
    expect(namesOf(both, [ours.key])).toEqual([formatKey(ours.key)]);
    expect(namesOf(both, [pair().key])).toEqual([]);
    // The name and id of a known key over somebody else's signature.
    const forged = formatNote('text\n', [
      { ...ours.key, signature: new Uint8Array(sign(null, Buffer.from('text\n'), other.privateKey)) },
    ]);
    expect(namesOf(forged, [ours.key])).toContain('is invalid');
    const spoilt = `${signedBy('text\n', ours)}${forged.split('\n').at(-2) ?? ''}\n`;
    expect(namesOf(spoilt, [ours.key])).toContain('is invalid');
  });

  it('may bear no signature, and then nobody signed', () => {
    expect(namesOf(formatNote('text\n', []), [pair().key])).toEqual([]);
  });

  const good = signedBy('text\n', pair());
  const line = good.split('\n')[2] ?? '';
  it.each([
    ['has no newline at its end', good.slice(0, -1)],
    ['has no empty line', good.replace('\n\n', '\n')],
    ['has a carriage return', good.replace('text\n', 'text\r\n')],
    ['has a tab', good.replace('text', 'te\txt')],
    ['has half a character', good.replace('text', 'te\ud800xt')],
    ['has a hyphen for the dash', good.replace('— ', '- ')],
    ['has two blanks', good.replace('— ', '—  ')],
    ['has a plus in a name', good.replace(NAME, `${NAME}+a`)],
    ['has a blank at the end of a signature', good.replace(line, `${line} `)],
    ['has base64 without padding', good.replace(/=*\n$/, '\n').replace(/[^=]\n$/, '\n')],
    ['has base64 in another spelling', good.replace(/.=\n$/, '/=\n').replace(/(.)==\n$/, '/==\n')],
    [
      'has a signature of four bytes',
      formatNote('text\n', [{ name: NAME, id: '00000000', signature: new Uint8Array() }]),
    ],
    ['has too many signatures', `text\n\n${`${line}\n`.repeat(65)}`],
    ['is too long', `${'x'.repeat(65 * 1024)}\n\n${line}\n`],
  ])('that %s is none', (_, whole) => {
    expect(parseNote(whole)).toHaveProperty('invalid');
  });

  it('accepts sixteen signatures, as every reader must', () => {
    expect(parseNote(`text\n\n${`${line}\n`.repeat(16)}`)).toHaveProperty('signatures.length', 16);
  });
});

describe('a key', () => {
  const text = formatKey(pair().key);
  it.each([
    [
      'another id',
      text.replace(/\+[0-9a-f]{8}\+/, '+00000000+'),
      'the id of the key is 00000000, and its other parts give ',
    ],
    ['another name', text.replace('acme', 'evil'), 'and its other parts give '],
    ['an id in capitals', EXAMPLE_KEY.replace('530d903a', '530D903A'), 'a key has the form name+hexadecimal id+base64'],
    ['a blank in its name', text.replace('pullcord', 'pull cord'), 'a key has the form name+hexadecimal id+base64'],
    ['no base64', `${text.slice(0, -1)}*`, 'a key has the form name+hexadecimal id+base64'],
    ['a byte too few', `${NAME}+00000000+${Buffer.alloc(32, 1).toString('base64')}`, 'has 32 bytes, not 31'],
    ['another type', `${NAME}+00000000+${Buffer.alloc(33, 4).toString('base64')}`, 'the type of the key is 4'],
    ['nothing', '', 'a key has the form name+hexadecimal id+base64'],
  ])('with %s is none', (_, given, why) => {
    expect(parseKey(given)).toEqual({ invalid: expect.stringContaining(why) as string });
  });

  it('cannot be named with a blank or a plus', () => {
    expect(() => toKey('a b', new Uint8Array(32))).toThrow(RangeError);
    expect(() => toKey('a+b', new Uint8Array(32))).toThrow(RangeError);
    expect(() => toKey('a', new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('a checkpoint', () => {
  const root = new Uint8Array(leafHash('line'));
  const text = checkpointText({ origin: NAME, size: 42, root });

  it('is origin, size and root', () => {
    expect(originOf({ installation: 'acme', repository: { id: 700100 } })).toBe(NAME);
    expect(text).toBe(`${NAME}\n42\n${Buffer.from(root).toString('base64')}\n`);
    expect(parseCheckpoint(signedBy(text, pair()))).toMatchObject({ checkpoint: { origin: NAME, size: 42, root } });
  });

  it.each([
    ['a size with a zero before it', text.replace('\n42\n', '\n042\n'), 'is not a number of records'],
    ['a negative size', text.replace('\n42\n', '\n-1\n'), 'is not a number of records'],
    ['a size past 2^53', text.replace('\n42\n', '\n9007199254740993\n'), 'is not a number of records'],
    ['an extension line', `${text}more\n`, 'must be three lines'],
    ['no root', `${NAME}\n42\n`, 'must be three lines'],
    ['a root of 31 bytes', `${NAME}\n42\n${Buffer.alloc(31).toString('base64')}\n`, 'not 32 bytes in base64'],
    ['no origin', text.replace(NAME, ''), 'its origin is empty'],
  ])('with %s is none', (_, given, why) => {
    expect(parseCheckpoint(signedBy(given, pair()))).toEqual({ invalid: expect.stringContaining(why) as string });
  });

  it('with a single character changed is no longer signed', () => {
    const signer = pair();
    const whole = signedBy(text, signer);
    fc.assert(
      fc.property(
        fc.nat({ max: whole.length - 1 }),
        fc.constantFrom('0', 'a', 'A', '\n', ' ', '+', '/', '='),
        (at, to) => {
          fc.pre(whole[at] !== to);
          const names = namesOf(whole.slice(0, at) + to + whole.slice(at + 1), [signer.key]);
          expect(typeof names === 'string' || names.length === 0).toBe(true);
        },
      ),
    );
  });
});
