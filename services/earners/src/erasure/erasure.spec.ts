import { progressOf } from './erasure.js';

const asked = { earner: 'e', reason: 'PERSON_ASKED' as const, requestedAt: new Date('2026-03-01T09:00:00Z') };
const at = (service: string, minute: number) => ({ service, at: `2026-03-01T09:0${minute}:00.000Z` });

describe('the progress of an erasure', () => {
  it('is not complete while a service has not confirmed', () => {
    const { completedAt, services } = progressOf({ ...asked, confirmed: [at('earners', 1), at('verification', 2)] });
    expect(completedAt).toBeNull();
    expect(services.find(({ service }) => service === 'pathways')).toEqual({ service: 'pathways', confirmedAt: null });
  });

  it('is complete when the last one has confirmed', () => {
    const { completedAt } = progressOf({ ...asked, confirmed: [at('earners', 1), at('verification', 4), at('pathways', 2)] });
    expect(completedAt).toEqual(new Date('2026-03-01T09:04:00Z'));
  });
});
