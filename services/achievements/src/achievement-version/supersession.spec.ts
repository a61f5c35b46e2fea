import { noSupersession, supersessionOf } from './supersession.js';

const now = new Date('2026-03-01T10:00:00Z');
const current = { id: 'v1' };

describe('a version that takes the place of another', () => {
  it('gives what was begun under it 90 days, or as long as is said', () => {
    expect(supersessionOf(current, { kind: 'MATERIAL', graceUntil: null }, now)).toEqual({
      ok: true,
      value: { supersedesId: 'v1', supersession: 'MATERIAL', graceUntil: new Date('2026-05-30T10:00:00Z') },
    });
    expect(supersessionOf(current, { kind: 'MATERIAL', graceUntil: '2026-04-01T00:00:00+02:00' }, now)).toMatchObject({
      value: { graceUntil: new Date('2026-03-31T22:00:00Z') },
    });
  });

  it('takes open submissions along when nothing of the meaning has changed', () => {
    expect(supersessionOf(current, { kind: 'EDITORIAL', graceUntil: null }, now)).toEqual({
      ok: true,
      value: { supersedesId: 'v1', supersession: 'EDITORIAL', graceUntil: null },
    });
  });

  it('has no grace with that, and none that is over', () => {
    for (const asked of [{ kind: 'EDITORIAL', graceUntil: '2026-04-01T00:00:00Z' }, { kind: 'MATERIAL', graceUntil: '2026-03-01T10:00:00Z' }] as const) {
      expect(supersessionOf(current, asked, now)).toMatchObject({ ok: false, refusals: [{ code: 'INVALID_VALUE', field: ['graceUntil'] }] });
    }
  });

  it('is none when nothing was current', () => {
    expect(supersessionOf(null, { kind: 'MATERIAL', graceUntil: null }, now)).toEqual({ ok: true, value: noSupersession });
  });
});
