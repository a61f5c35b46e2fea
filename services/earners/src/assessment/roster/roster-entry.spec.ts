import { changeEntry, checkGroups, leave, type RosterEntry } from './roster-entry.js';

const at = new Date('2026-09-01T08:00:00Z');
const later = new Date('2026-10-01T08:00:00Z');
const entry: RosterEntry = { id: 'r', tenant: 't', earner: 'e', groups: ['north'], state: 'ACTIVE', joinedAt: at, leftAt: null, version: 1, updatedAt: at };

describe('an entry on a roster', () => {
  it('is paused and resumed, and tells of it', () => {
    const paused = changeEntry(entry, { state: 'PAUSED' }, later);
    expect(paused).toMatchObject({ ok: true, value: { what: 'paused', entry: { state: 'PAUSED', version: 2, updatedAt: later } } });
    if (paused.ok) expect(changeEntry(paused.value.entry, { state: 'ACTIVE', groups: ['south'] }, later)).toMatchObject({ value: { what: 'resumed', entry: { groups: ['south'], version: 3 } } });
  });

  it('tells nothing when nothing changed', () => {
    expect(changeEntry(entry, { groups: ['north', 'north'] }, later)).toEqual({ ok: true, value: { entry, what: null } });
  });

  it('ends once, and does not change any more', () => {
    const { entry: left, what } = leave(entry, later);
    expect([what, left.state, left.leftAt]).toEqual(['left', 'LEFT', later]);
    expect(leave(left, later).what).toBeNull();
    expect(changeEntry(left, { groups: [] }, later)).toMatchObject({ ok: false, refusals: [{ code: 'NOT_FOUND' }] });
    expect(changeEntry(entry, { state: 'LEFT' }, later)).toMatchObject({ ok: false, refusals: [{ code: 'INVALID_VALUE', field: ['state'] }] });
  });

  it('names groups by keys that can be told apart', () => {
    expect(checkGroups(['b', 'a', 'b'])).toEqual({ ok: true, value: ['a', 'b'] });
    expect(checkGroups([' a', '', 'x'.repeat(101)])).toMatchObject({ refusals: [{ field: ['groups', '0'] }, { field: ['groups', '1'] }, { field: ['groups', '2'] }] });
    expect(checkGroups(Array.from({ length: 21 }, (_, n) => `g${n}`))).toMatchObject({ refusals: [{ field: ['groups'] }] });
  });
});
