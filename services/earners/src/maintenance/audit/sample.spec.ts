import { sampleOf } from './sample.js';

const ids = Array.from({ length: 100 }, (_, n) => `entry-${n}`);

describe('a sample of entries', () => {
  it('is the same for the same seed, in whatever order the entries come', () => {
    const drawn = sampleOf(ids, 5, '2026-11');
    expect(drawn).toHaveLength(5);
    expect(new Set(drawn).size).toBe(5);
    expect(sampleOf([...ids].reverse(), 5, '2026-11')).toEqual(drawn);
    expect(sampleOf(ids, 5, '2026-12')).not.toEqual(drawn);
  });

  it('draws each entry about as often as another', () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 2_000; seed += 1) for (const id of sampleOf(ids, 5, `seed ${seed}`)) times.set(id, (times.get(id) ?? 0) + 1);
    expect(Math.min(...ids.map((id) => times.get(id) ?? 0))).toBeGreaterThan(50);
    expect(Math.max(...times.values())).toBeLessThan(160);
  });

  it('is everything when there is no more', () => {
    expect(sampleOf(ids.slice(0, 3), 5, 'x')).toHaveLength(3);
  });
});
