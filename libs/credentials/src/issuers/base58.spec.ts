import { base58 } from '@scure/base';
import fc from 'fast-check';
import { base58Decode, base58Encode } from './base58.js';

describe('base58', () => {
  it('writes and reads any bytes as the reference does', () => {
    const zeros = fc.integer({ min: 0, max: 4 }).map((length) => new Uint8Array(length));
    fc.assert(
      fc.property(zeros, fc.uint8Array({ maxLength: 70 }), (before, rest) => {
        const bytes = Uint8Array.from([...before, ...rest]);
        expect(base58Encode(bytes)).toBe(base58.encode(bytes));
        expect(base58Decode(base58.encode(bytes), 128)).toEqual(bytes);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['0', 'O', 'abc!', 'a b', '\u{1F600}'])('does not read %s', (text) => expect(base58Decode(text, 128)).toBeUndefined());

  it('reads no more than it is told to', () => {
    expect(base58Decode('11111', 4)).toBeUndefined();
  });
});
