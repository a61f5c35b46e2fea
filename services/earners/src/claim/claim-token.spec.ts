import { newId } from '@cairn/postgres';
import { hashOf, newClaimToken, readClaimToken } from './claim-token.js';

describe('a token to claim a record', () => {
  it('tells the tenant, and never comes twice', () => {
    const tenant = newId();
    const [one, two] = [newClaimToken(tenant), newClaimToken(tenant)];
    expect(readClaimToken(one)).toEqual({ tenant, hash: hashOf(one) });
    expect(one).not.toBe(two);
  });

  test.each([['nothing', ''], ['another prefix', 'key_AAAA'], ['a piece of one', newClaimToken(newId()).slice(0, 40)]])('is not read from %s', (_what, text) => {
    expect(readClaimToken(text)).toBeUndefined();
  });
});
