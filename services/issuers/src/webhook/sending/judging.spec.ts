import { judgeAttempt, judgeEndpoint, type Met } from './judging.js';
import type { DueDelivery, Health } from './sending.store.js';

const began = new Date('2026-05-01T00:00:00Z');
const at = (hours: number) => new Date(began.getTime() + hours * 3_600_000);
const due = (change: Partial<DueDelivery> = {}): DueDelivery => ({
  id: 'one', attempts: 4, roundAttempts: 1, roundBegan: began, recordedAt: began, source: { topic: 't', event: 'e' },
  event: { tenant: 't', id: 'e', type: 'award.issued', subject: 's', version: 1, occurredAt: began, ids: {} },
  ...change,
});
const met = (status: number | null): Met => ({ at: began, latencyMs: 5, status, unanswered: status === null ? 'NOT_ANSWERING' : null, excerpt: '' });
const well: Health = { state: 'ENABLED', failingSince: null, deliveredAt: null };

test.each<[number | null, string, string | null]>([
  [200, 'DELIVERED', null],
  [204, 'DELIVERED', null],
  [302, 'PENDING', 'REDIRECTED'],
  [410, 'PENDING', 'GONE'],
  [500, 'PENDING', 'STATUS_NOT_OK'],
  [null, 'PENDING', 'NOT_ANSWERING'],
])('an answer of %s leaves a delivery %s', (status, state, error) => {
  expect(judgeAttempt(due(), met(status), at(0), 0.5)).toMatchObject({ state, attempt: { number: 5, error, status } });
});

test('a delivery fails when its round is over', () => {
  expect(judgeAttempt(due({ roundAttempts: 11 }), met(500), at(70), 0.5)).toMatchObject({ state: 'FAILED', nextAt: null });
});

describe('an endpoint', () => {
  const after = (status: number | null, change: Partial<DueDelivery>, before: Partial<Health> = {}, hours = 0) => {
    const delivery = due(change);
    return judgeEndpoint({ ...well, ...before }, [delivery], [judgeAttempt(delivery, met(status), at(hours), 0.5)], at(hours));
  };

  it('fares badly from the first event on that does not arrive, and well once anything does', () => {
    expect(after(500, {})).toMatchObject({ health: { failingSince: began }, disable: null });
    expect(after(500, { recordedAt: at(1) }, { failingSince: began }, 1).health.failingSince).toEqual(began);
    expect(after(200, {}, { failingSince: began }, 2)).toMatchObject({ health: { failingSince: null, deliveredAt: at(2) } });
  });

  it('is disabled when a round is over in which nothing arrived, and not when other events did', () => {
    expect(after(500, { roundAttempts: 11 }, { deliveredAt: at(-1) }, 70).disable).toBe('FAILING');
    expect(after(500, { roundAttempts: 11 }, { deliveredAt: at(60) }, 70).disable).toBeNull();
  });

  it('is disabled at once when it says that it is gone', () => {
    expect(after(410, {}).disable).toBe('GONE');
  });
});
