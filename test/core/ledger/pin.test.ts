import { describe, expect, it } from 'vitest';
import { isPinned, parsePin, pinFor, pinText, trustRootOf } from '../../../src/core/ledger/pin.ts';
import { sha256 } from '../../../src/core/digest.ts';

const HASH = 'ab'.repeat(32);

describe('the pin of a ledger', () => {
  it('is the generation and the leaf hash of record 0', () => {
    expect(pinText(pinFor('{"seq":0}'))).toBe(`1 ${sha256('\0{"seq":0}')}\n`);
  });

  it('names one record and no other', () => {
    const pin = pinFor('{"seq":0}');
    expect([isPinned(pin, '{"seq":0}'), isPinned(pin, '{"seq":0} '), isPinned(pin, undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is read back as it was written', () => {
    expect(parsePin(`1 ${HASH}\n`)).toEqual({ generation: 1, genesis: HASH });
  });

  it.each([
    ['nothing', ''],
    ['no end of line', `1 ${HASH}`],
    ['a second line', `1 ${HASH}\n\n`],
    ['a carriage return', `1 ${HASH}\r\n`],
    ['capital digits', `1 ${HASH.toUpperCase()}\n`],
    ['two blanks', `1  ${HASH}\n`],
    ['no generation', `${HASH}\n`],
    ['the generation zero', `0 ${HASH}\n`],
    ['a later generation', `2 ${HASH}\n`],
    ['a hash that is too short', `1 ${HASH.slice(2)}\n`],
    ['a byte order mark', `\uFEFF1 ${HASH}\n`],
  ])('is not valid with %s', (_, text) => {
    expect(parsePin(text)).toHaveProperty('invalid');
    expect(trustRootOf({ is: 'there', text })).toMatchObject({ is: 'wrong', code: 'pin-invalid' });
  });

  it('that was removed is another fault than one that never was', () => {
    expect(trustRootOf({ is: 'gone' })).toMatchObject({ is: 'wrong', code: 'pin-removed' });
    expect(trustRootOf({ is: 'absent' })).toEqual({ is: 'unpinned' });
    expect(trustRootOf({ is: 'there', text: null })).toMatchObject({ is: 'wrong', code: 'pin-invalid' });
  });
});
