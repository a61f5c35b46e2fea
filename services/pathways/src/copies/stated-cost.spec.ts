import { statedCost } from './stated-cost.js';

describe('what an achievement costs', () => {
  it.each([
    ['PT20H', 1_200],
    ['PT1H30M', 90],
    ['P2D', 960],
    ['P1W', 2_400],
    ['P1Y2M', 134_400],
    ['soon', null],
    [null, null],
  ])('takes %s for so many minutes of work', (estimatedEffort, effortMinutes) => {
    expect(statedCost({ estimatedEffort, stated: {} })).toEqual({ effortMinutes, price: null });
  });

  it('is a price with its currency, and nothing else', () => {
    const price = { amount: 49.5, currency: 'EUR' };
    expect(statedCost({ estimatedEffort: null, stated: { price } })).toEqual({ effortMinutes: null, price });
    for (const wrong of [null, 'free', { amount: '1', currency: 'EUR' }, {}]) expect(statedCost({ estimatedEffort: null, stated: { price: wrong } }).price).toBeNull();
  });
});
