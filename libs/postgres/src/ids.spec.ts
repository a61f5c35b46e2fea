import { asUuid, isUuid, newId } from './ids.js';

describe('a new id', () => {
  const ids = Array.from({ length: 300_000 }, newId);

  it('is a UUIDv7 of the RFC 4122 variant', () => {
    for (const id of ids.slice(0, 1_000)) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is greater than every id before it, also within a millisecond', () => {
    expect(ids.every((id, at) => at === 0 || id > (ids[at - 1] ?? ''))).toBe(true);
  });

  it('tells the millisecond it was made in', () => {
    const before = Date.now();
    const made = parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
    expect(made).toBeGreaterThanOrEqual(before);
    expect(made).toBeLessThanOrEqual(Date.now());
  });

  it('ends in chance', () => {
    expect(new Set(ids.slice(0, 10_000).map((id) => id.slice(-12))).size).toBeGreaterThan(9_990);
  });
});

test('only the canonical form is an id', () => {
  const id = newId();
  expect(isUuid(id)).toBe(true);
  for (const other of [id.toUpperCase(), `{${id}}`, id.slice(1), `${id} `, '']) expect(isUuid(other)).toBe(false);
  expect(() => asUuid('x')).toThrow(TypeError);
});
