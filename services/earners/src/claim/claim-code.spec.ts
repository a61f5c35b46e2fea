import { checkCode, hashOfCode, newCode } from './claim-code.js';

describe('a code to claim an award', () => {
  it('has four groups of four characters and never comes twice', () => {
    const codes = Array.from({ length: 200 }, newCode);
    for (const code of codes) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(new Set(codes).size).toBe(200);
  });

  it('is the same however it is typed', () => {
    const kept = hashOfCode('0123-4567-89AB-CDEF');
    for (const typed of ['0123456789abcdef', ' o123 4567 89ab cdef ', 'OI23-4567-89AB-CDEF', '0L23-4567-89AB-CDEF']) expect(hashOfCode(typed)).toEqual(kept);
  });

  test.each(['', '0123-4567-89AB-CDE', '0123-4567-89AB-CDEU', '0123-4567-89AB-CDEF-0'])('is not read from %s', (text) => {
    expect(hashOfCode(text)).toBeUndefined();
  });

  const now = new Date('2026-11-22T10:00:00Z');
  const good = { uses: 0, usesMax: 1, wrong: 0, expiresAt: new Date('2026-11-22T10:00:01Z') };
  test.each([
    ['is good', good, undefined],
    ['is out of date at its end', { ...good, expiresAt: now }, 'CLAIM_INVALID'],
    ['was used', { ...good, uses: 1 }, 'CLAIM_USED'],
    ['came too often with a wrong identifier', { ...good, wrong: 5 }, 'CLAIM_LOCKED'],
  ])('%s', (_what, code, refused) => {
    expect(checkCode(code, now)?.code).toBe(refused);
  });
});
