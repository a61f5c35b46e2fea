import { type ConsentFact, consentsOf, isWithdrawn, standingFor } from './consent.js';

const fact = (id: string, version: 1 | 2, day: number, more: Partial<ConsentFact> = {}): ConsentFact => ({
  id,
  version,
  earner: 'e',
  purpose: 'PUBLIC_PAGE',
  by: 'PERSON',
  evidence: null,
  at: new Date(Date.UTC(2026, 0, day)),
  ...more,
});

describe('consents out of what was said', () => {
  it('are the latest first, each with its withdrawal', () => {
    const consents = consentsOf([fact('a', 1, 1), fact('a', 2, 2, { by: 'TENANT' }), fact('b', 1, 3)]);
    expect(consents.map(({ id, withdrawnBy }) => [id, withdrawnBy])).toEqual([
      ['b', null],
      ['a', 'TENANT'],
    ]);
  });

  it('stand by purpose until they are withdrawn', () => {
    const given = consentsOf([fact('a', 1, 1), fact('c', 1, 1, { purpose: 'RESEARCH' })]);
    expect(standingFor(given, 'PUBLIC_PAGE')?.id).toBe('a');
    const withdrawn = consentsOf([fact('a', 1, 1), fact('a', 2, 2), fact('c', 1, 1, { purpose: 'RESEARCH' })]);
    expect(standingFor(withdrawn, 'PUBLIC_PAGE')).toBeUndefined();
    expect([isWithdrawn(withdrawn, 'PUBLIC_PAGE'), isWithdrawn(withdrawn, 'RESEARCH'), isWithdrawn(withdrawn, 'GUARDIAN')]).toEqual([true, false, false]);
  });

  it('stand again when given again', () => {
    expect(isWithdrawn(consentsOf([fact('a', 1, 1), fact('a', 2, 2), fact('b', 1, 3)]), 'PUBLIC_PAGE')).toBe(false);
  });
});
