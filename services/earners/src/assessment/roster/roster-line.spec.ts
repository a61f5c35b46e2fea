import { readRosterLine } from './roster-line.js';

const member = { change: 'JOINED', identifierType: 'MEMBER_ID', identifier: ' T-17 ' };

describe('a line of a roster delta', () => {
  it('says who joined, with name and groups, or leaves them open', () => {
    expect(readRosterLine({ ...member, name: 'Ada Lind', groups: 'south; north;south' })).toEqual({
      ok: true,
      value: { change: 'JOINED', identifier: { type: 'MEMBER_ID', value: 'T-17' }, name: 'Ada Lind', groups: ['north', 'south'] },
    });
    expect(readRosterLine(member)).toMatchObject({ value: { name: null, groups: null } });
  });

  it.each([
    [{ change: 'GONE' }, 'change', 'INVALID_VALUE'],
    [{ change: undefined }, 'change', 'FIELD_MISSING'],
    [{ identifierType: 'SHOE_SIZE' }, 'identifierType', 'INVALID_VALUE'],
    [{ identifier: undefined }, 'identifier', 'FIELD_MISSING'],
    [{ identifierType: 'EMAIL' }, 'identifier', 'INVALID_VALUE'],
    [{ name: 'x'.repeat(201) }, 'name', 'INVALID_VALUE'],
    [{ groups: 'north;;south' }, 'groups', 'INVALID_VALUE'],
    [{ change: 'CHANGED' }, 'name', 'FIELD_MISSING'],
  ])('names the column at fault: %j', (change, column, code) => {
    expect(readRosterLine({ ...member, ...change })).toMatchObject({ ok: false, refusals: [{ code, field: [column] }] });
  });
});
