import { faultOf, judgePush } from './record-push.js';

const answered = (status: number) => ({ outcome: 'ANSWERED', status, excerpt: '', answer: null }) as const;

it.each([
  [200, null],
  [201, null],
  [302, 'REDIRECTED'],
  [400, 'STATUS_NOT_OK'],
  [401, 'NOT_AUTHORISED'],
  [403, 'NOT_AUTHORISED'],
  [503, 'STATUS_NOT_OK'],
])('an answer %i comes to %s', (status, fault) => {
  expect(faultOf(answered(status))).toBe(fault);
});

it('tells an address that is not called from a host that does not answer', () => {
  expect([faultOf({ outcome: 'ADDRESS_NOT_ALLOWED', detail: '' }), faultOf({ outcome: 'NOT_ANSWERING', detail: '' })]).toEqual(['ADDRESS_NOT_ALLOWED', 'NOT_ANSWERING']);
});

it('is tried again until the round of 72 hours is over', () => {
  const roundBegan = new Date('2026-05-01T00:00:00Z');
  const after = (hours: number) => new Date(roundBegan.getTime() + hours * 3_600_000);
  expect(judgePush({ roundAttempts: 0, roundBegan }, null, after(0), 0.5)).toEqual({ state: 'DELIVERED', nextAt: null });
  expect(judgePush({ roundAttempts: 0, roundBegan }, 'STATUS_NOT_OK', after(0), 0.5)).toEqual({ state: 'PENDING', nextAt: new Date('2026-05-01T00:00:05Z') });
  expect(judgePush({ roundAttempts: 12, roundBegan }, 'TOKEN_REFUSED', after(71), 0.5)).toEqual({ state: 'FAILED', nextAt: null });
});
