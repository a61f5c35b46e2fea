import { Once } from './once.js';

const window = 1_048_576;

describe('a nonce', () => {
  it('is taken once, in whatever order they come', () => {
    const once = new Once(30_000);
    const numbers = Array.from({ length: 2_000 }, (_, at) => (at * 7_919) % 2_000);
    expect(numbers.every((number) => once.first({ signer: 'a', number }, 0))).toBe(true);
    expect(numbers.some((number) => once.first({ signer: 'a', number }, 0))).toBe(false);
    expect(once.first({ signer: 'b', number: 7 }, 0)).toBe(true);
  });

  it('is refused when it is too far behind to be remembered, and the places of later ones are free', () => {
    const once = new Once(30_000);
    expect(once.first({ signer: 'a', number: 5 }, 0)).toBe(true);
    expect(once.first({ signer: 'a', number: window + 4 }, 0)).toBe(true);
    expect(once.first({ signer: 'a', number: 5 }, 0)).toBe(false);
    expect(once.first({ signer: 'a', number: 4 }, 0)).toBe(false);
    expect(once.first({ signer: 'a', number: window + 5 }, 0)).toBe(true);
    expect(once.first({ signer: 'a', number: 40 * window }, 0)).toBe(true);
    expect(once.first({ signer: 'a', number: 40 * window - 1 }, 0)).toBe(true);
    expect(once.first({ signer: 'a', number: 40 * window }, 0)).toBe(false);
  });

  it('that is no count is refused', () => {
    const once = new Once(30_000);
    for (const number of [-1, 0.5, Number.NaN, Infinity, '1', null]) expect(once.first({ signer: 'a', number: number as number }, 0)).toBe(false);
  });

  it('of a new signer is refused while there is no room, and taken once others are long silent', () => {
    const once = new Once(30_000);
    for (let signer = 0; signer < 64; signer += 1) once.first({ signer: `s${signer}`, number: 0 }, 0);
    expect(once.first({ signer: 'new', number: 0 }, 30_000)).toBe(false);
    expect(once.first({ signer: 's0', number: 1 }, 30_000)).toBe(true);
    expect(once.first({ signer: 'new', number: 0 }, 30_001)).toBe(true);
    expect(once.first({ signer: 's0', number: 1 }, 30_001)).toBe(false);
  });
});
