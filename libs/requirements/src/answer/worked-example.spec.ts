import type { Pathway } from '../language/pathway.js';
import { aPathway, award, held, nOf } from './testing/pathway-builder.js';
import { evaluated, type Held, type PlainFacts } from './testing/plain-facts.js';

const ask = (definition: Pathway, awards: Held[], asOf: string, more: Partial<PlainFacts> = {}) => evaluated(definition, { enrolment: null, awards, asOf, ...more });
const node = (result: ReturnType<typeof ask>, id: string) => result.nodes?.find((found) => found.id === id);

describe('the worked example of the case format', () => {
  const bakery = aPathway([
    award('hygiene', { id: 'r1' }),
    nOf('r2', 2, award('bread'), award('pastry'), award('cake')),
  ]);
  const awards = [
    held('w1', 'hygiene', '2024-02-29', { expiresOn: '2026-02-28' }),
    held('w2', 'bread', '2024-05-01'),
    held('w3', 'bread', '2024-06-01'),
    held('w4', 'cake', '2025-01-31'),
    held('w5', 'hygiene', '2026-03-10', { expiresOn: '2028-03-10' }),
  ];

  it('does not count two awards of one achievement as two', () => {
    const result = ask(bakery, awards, '2024-12-31');
    expect(result).toMatchObject({
      complete: false,
      completedOn: null,
      satisfied: 1,
      total: 2,
      state: 'IN_PROGRESS',
    });
    expect(node(result, 'r2')).toMatchObject({
      have: 1,
      need: 2,
      alone: false,
      state: 'PARTIAL',
      blocking: { code: 'MISSING' },
    });
    expect(node(result, 'bread')).toMatchObject({
      state: 'SATISFIED',
      counted: [{ award: 'w2' }],
      surplus: ['w3'],
    });
  });

  it('completes on the day of the last award', () => {
    const result = ask(bakery, awards, '2025-01-31');
    expect(result).toMatchObject({
      complete: true,
      completedOn: '2025-01-31',
      currentSince: '2025-01-31',
      state: 'COMPLETE',
    });
    expect(node(result, 'r2')?.counted.map((one) => one.award)).toEqual(['w2', 'w4']);
  });

  it('lapses on the expiry day, which is not active', () => {
    expect(ask(bakery, awards, '2026-02-27').complete).toBe(true);
    const result = ask(bakery, awards, '2026-02-28');
    expect(result).toMatchObject({
      complete: false,
      completedOn: '2025-01-31',
      currentSince: null,
      lapsedOn: '2026-02-28',
      state: 'LAPSED',
    });
    expect(node(result, 'r1')?.blocking).toEqual({ code: 'EXPIRED', with: [], awards: ['w1'] });
  });

  it('is current again on renewal, with its first completion day and its history', () => {
    expect(ask(bakery, awards, '2026-03-10')).toMatchObject({
      complete: true,
      completedOn: '2025-01-31',
      currentSince: '2026-03-10',
      lapsedOn: null,
      intervals: [
        { from: '2025-01-31', until: '2026-02-28' },
        { from: '2026-03-10', until: null },
      ],
    });
  });
});
