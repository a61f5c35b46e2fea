import { effectsOf, type PersonOnLine, repeated } from './roster-delta.js';
import type { RosterEntry } from './roster-entry.js';
import type { RosterLine } from './roster-line.js';

const at = new Date('2026-10-07T08:00:00Z');
const entry: RosterEntry = { id: 'r', tenant: 't', earner: 'e', groups: ['north'], state: 'ACTIVE', joinedAt: at, leftAt: null, version: 1, updatedAt: at };
const line = (change: RosterLine['change'], more: Partial<RosterLine> = {}): RosterLine => ({ change, identifier: { type: 'MEMBER_ID', value: '1' }, name: null, groups: null, ...more });
const person = (more: Partial<PersonOnLine> = {}): PersonOnLine => ({ earner: 'e', entry: undefined, name: 'Ada', ...more });
const effects = (of: RosterLine, who: PersonOnLine) => effectsOf([{ line: of, person: who }], { tenant: 't', at, newId: () => 'new' });
const nothing = { joined: 0, left: 0, changed: 0, unchanged: 0 };

describe('what follows from a delta', () => {
  it('puts on the roster who is not on it', () => {
    expect(effects(line('JOINED', { groups: ['south'] }), person())).toMatchObject({ joined: [{ id: 'new', groups: ['south'], state: 'ACTIVE' }], counts: { ...nothing, joined: 1 } });
    expect(effects(line('JOINED'), person({ entry }))).toMatchObject({ joined: [], moved: [], counts: { ...nothing, unchanged: 1 } });
  });

  it('lets go of who leaves, once', () => {
    expect(effects(line('LEFT'), person({ entry }))).toMatchObject({ moved: [{ what: 'left', entry: { state: 'LEFT', version: 2 } }], counts: { ...nothing, left: 1 } });
    expect(effects(line('LEFT'), person())).toMatchObject({ moved: [], counts: { ...nothing, unchanged: 1 } });
  });

  it('renames and regroups where something is another than before', () => {
    expect(effects(line('CHANGED', { name: 'Ada Lind' }), person({ entry }))).toMatchObject({ renamed: [{ earner: 'e', name: 'Ada Lind' }], moved: [], counts: { ...nothing, changed: 1 } });
    expect(effects(line('CHANGED', { name: 'Ada', groups: ['south'] }), person({ entry }))).toMatchObject({ renamed: [], moved: [{ what: 'changed' }], counts: { ...nothing, changed: 1 } });
    expect(effects(line('CHANGED', { name: 'Ada', groups: ['north'] }), person({ entry }))).toMatchObject({ renamed: [], moved: [], counts: { ...nothing, unchanged: 1 } });
  });

  it('finds the lines that are about somebody once more', () => {
    expect(repeated([{ row: 1, value: line('LEFT') }, { row: 2, value: line('JOINED') }], ({ identifier }) => identifier.value)).toEqual(new Set([2]));
  });
});
