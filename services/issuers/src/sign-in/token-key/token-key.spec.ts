import { keySchedule } from './token-key.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const key = (kid: string, at: number) => ({ kid, publicJwk: {}, createdAt: new Date(at) });
const kids = (keys: readonly { kid: string }[]) => keys.map(({ kid }) => kid);

describe('the schedule of signing keys', () => {
  it('asks for a first key, which signs at once', () => {
    expect(keySchedule([], 0)).toMatchObject({ signing: undefined, due: true });
    expect(keySchedule([key('a', 0)], 1)).toMatchObject({ signing: { kid: 'a' }, due: false });
  });

  it('asks for the next key after 30 days', () => {
    expect(keySchedule([key('a', 0)], 30 * day - 1).due).toBe(false);
    expect(keySchedule([key('a', 0)], 30 * day).due).toBe(true);
    expect(keySchedule([key('a', 0), key('b', 30 * day)], 30 * day + 1).due).toBe(false);
  });

  it('publishes a key for 15 minutes before it signs', () => {
    const keys = [key('a', 0), key('b', 30 * day)];
    const before = keySchedule(keys, 30 * day + 15 * minute - 1);
    expect([before.signing?.kid, kids(before.published)]).toEqual(['a', ['a', 'b']]);
    const after = keySchedule(keys, 30 * day + 15 * minute);
    expect([after.signing?.kid, kids(after.published)]).toEqual(['b', ['b', 'a']]);
  });

  it('keeps a former key until its tokens are gone, and no longer', () => {
    const keys = [key('b', 30 * day), key('a', 0)];
    expect(kids(keySchedule(keys, 30 * day + 45 * minute - 1).gone)).toEqual([]);
    const later = keySchedule(keys, 30 * day + 45 * minute);
    expect([kids(later.gone), kids(later.published)]).toEqual([['a'], ['b']]);
  });

  it('keeps the key that signs, however often others were made in a hurry', () => {
    const keys = [key('a', 0), key('b', minute), key('c', 2 * minute)];
    expect(keySchedule(keys, 5 * minute)).toMatchObject({ signing: { kid: 'a' }, gone: [] });
    expect(keySchedule(keys, 17 * minute)).toMatchObject({ signing: { kid: 'c' }, gone: [] });
  });
});
