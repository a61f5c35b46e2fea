import { Marks, tells } from './marks.js';

describe('a marked value', () => {
  const mark = new Marks().next('name');

  test.each([
    ['as it is', `a ${mark} b`],
    ['in capitals', mark.toUpperCase()],
    ['as bytes in hexadecimal', `\\x00${Buffer.from(mark).toString('hex')}`],
    ...[0, 1, 2].map((before): [string, string] => [`in base64 behind ${before} bytes`, Buffer.from('x'.repeat(before) + mark).toString('base64')]),
  ])('is found %s', (_how, text) => {
    expect(tells(text)).toBe(true);
  });

  it('is not found where it is not', () => {
    expect(tells('another canary, and its hash 7f3x')).toBe(false);
  });
});
