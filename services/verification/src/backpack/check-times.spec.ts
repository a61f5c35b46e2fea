import { dueAfter } from './check-times.js';

const createdAt = new Date('2026-03-01T00:00:00Z');
const minutes = (verdict: 'VALID' | 'INVALID' | 'UNKNOWN' | null, age: number) => {
  const at = new Date(createdAt.getTime() + age * 60_000);
  return (dueAfter({ verdict, createdAt }, at).getTime() - at.getTime()) / 60_000;
};

describe('a credential in a backpack', () => {
  it('is checked daily', () => {
    expect([minutes('VALID', 0), minutes('INVALID', 7)]).toEqual([1_440, 1_440]);
  });

  it('is checked at once when it was only received, and ever later when nothing could be decided', () => {
    expect(minutes(null, 0)).toBe(0);
    expect([0, 1, 30, 600, 100_000].map((age) => minutes('UNKNOWN', age))).toEqual([1, 1, 30, 600, 1_440]);
  });
});
