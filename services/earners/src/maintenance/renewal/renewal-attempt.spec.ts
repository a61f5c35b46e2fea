import { renewalTermsOf, retryAt } from './renewal-attempt.js';

const at = (instant: string, number: number) => ({ number, passed: false, at: new Date(instant) });
const terms = renewalTermsOf({ maintenance: { renewalAssessment: true, retry: { atOnce: 2, waitHours: 24 } } });

describe('trying a renewal assessment again', () => {
  it('is allowed at once as often as the rule says', () => {
    expect(retryAt(terms, [])).toBeNull();
    expect(retryAt(terms, [at('2027-03-10T09:00:00Z', 1)])).toBeNull();
  });

  it('has to wait after that, counted from the last attempt', () => {
    const two = [at('2027-03-10T09:00:00Z', 1), at('2027-03-10T09:30:00Z', 2)];
    expect(retryAt(terms, two)).toEqual(new Date('2027-03-11T09:30:00Z'));
    expect(retryAt(terms, [...two, at('2027-03-12T08:00:00Z', 3)])).toEqual(new Date('2027-03-13T08:00:00Z'));
  });

  it('never has to wait where no rule says so', () => {
    expect(retryAt(renewalTermsOf({ maintenance: null }), [at('2027-03-10T09:00:00Z', 1)])).toBeNull();
    expect(renewalTermsOf({ maintenance: { retry: { atOnce: 'two' } } })).toEqual({ assessed: false, retry: null });
  });
});
