import { accept, checkTerms, decline, end, type Mandate, type Terms } from './mandate.js';

const now = new Date('2026-03-01T09:30:00Z');
const [past, later, latest] = [new Date('2026-02-01T00:00:00Z'), new Date('2026-04-01T00:00:00Z'), new Date('2026-05-01T00:00:00Z')];
const terms: Terms = { actions: ['AWARD'], achievements: null, from: null, until: null };
const mandate: Mandate = {
  id: 'id', tenant: 'one', mandator: 'm', agentTenant: 'two', agent: 'a', actions: ['AWARD'], achievements: null, state: 'PROPOSED',
  from: past, until: null, version: 1, createdAt: past, updatedAt: past,
};

describe('the terms of a mandate', () => {
  it('begin now unless stated, name each thing once', () => {
    expect(checkTerms({ ...terms, actions: ['REVIEW', 'AWARD', 'AWARD'], until: later }, now)).toEqual({ ok: true, value: { actions: ['AWARD', 'REVIEW'], achievements: null, from: now, until: later } });
  });

  test.each<[string, Partial<Terms>, string]>([
    ['without an action', { actions: [] }, 'FIELD_MISSING'],
    ['about no achievement', { achievements: [] }, 'FIELD_MISSING'],
    ['about too many achievements', { achievements: Array.from({ length: 101 }, (_, n) => `${n}`) }, 'INVALID_VALUE'],
    ['that are over', { until: past }, 'INVALID_VALUE'],
    ['that end before they begin', { from: latest, until: later }, 'INVALID_VALUE'],
  ])('are refused %s', (_what, change, code) => {
    expect(checkTerms({ ...terms, ...change }, now)).toMatchObject({ ok: false, refusals: [{ code }] });
  });
});

describe('a mandate', () => {
  it('holds from acceptance, or from the later beginning that was agreed', () => {
    expect(accept(mandate, now)).toMatchObject({ ok: true, value: { state: 'ACTIVE', from: now, version: 2 } });
    expect(accept({ ...mandate, from: later }, now)).toMatchObject({ ok: true, value: { state: 'ACTIVE', from: later } });
  });

  it('is ended when in force, and taken back when only proposed', () => {
    expect(end({ ...mandate, state: 'ACTIVE' }, now)).toMatchObject({ ok: true, value: { state: 'ENDED', updatedAt: now } });
    expect(end(mandate, now)).toMatchObject({ ok: true, value: { state: 'DECLINED' } });
    expect(decline(mandate, now)).toMatchObject({ ok: true, value: { state: 'DECLINED' } });
  });

  test.each([
    ['accepted twice', () => accept({ ...mandate, state: 'ACTIVE' }, now)],
    ['accepted after its end', () => accept({ ...mandate, until: now }, now)],
    ['accepted once declined', () => accept({ ...mandate, state: 'DECLINED' }, now)],
    ['declined when in force', () => decline({ ...mandate, state: 'ACTIVE' }, now)],
    ['ended twice', () => end({ ...mandate, state: 'ENDED' }, now)],
  ])('is not %s', (_what, act) => {
    expect(act()).toMatchObject({ ok: false, refusals: [{ code: 'MANDATE_STATE_INVALID' }] });
  });
});
