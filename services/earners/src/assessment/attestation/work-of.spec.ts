import type { AttestedWork } from './attested-work.js';
import { workOf } from './work-of.js';

const work = (change: Partial<AttestedWork> = {}): AttestedWork => ({ id: 'a', requirement: 'sup', role: 'supervisor', host: 'Harbour Works', from: '2026-06-01', until: '2026-07-31', hours: 100.1, ...change });

describe('what an award says of practice at work', () => {
  it('is nothing where nothing was attested, or of nobody is known where', () => {
    expect(workOf([])).toBeNull();
    expect(workOf([work({ host: null })])).toBeNull();
  });

  it('is host, days and hours of what was attested', () => {
    expect(workOf([work()])).toEqual({ host: 'Harbour Works', from: '2026-06-01', until: '2026-07-31', hours: 100.1 });
  });

  it('joins several: each host once, the first and the last day, and all hours to the hundredth', () => {
    const several = [work(), work({ from: '2026-08-01', until: '2026-09-15', hours: 100.2 }), work({ host: 'Quay Yard', from: '2026-05-01', until: '2026-05-31', hours: 0.05 })];
    expect(workOf(several)).toEqual({ host: 'Harbour Works, Quay Yard', from: '2026-05-01', until: '2026-09-15', hours: 200.35 });
    expect(workOf([work(), work({ host: 'x'.repeat(199) })])?.host).toBe('Harbour Works');
  });
});
