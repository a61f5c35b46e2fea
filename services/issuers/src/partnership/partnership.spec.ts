import { act, type Act, type Partnership } from './partnership.js';

const now = new Date('2026-03-01T09:30:00Z');
const between = (state: Partnership['state']): Partnership => ({
  id: 'id', tenant: 'host', invitingName: 'Host', invited: 'guest', invitedName: 'Guest', state, version: 1, createdAt: now, updatedAt: now,
});

test.each<[Partnership['state'], string, Act, Partnership['state'] | 'refused']>([
  ['INVITED', 'guest', 'ACCEPT', 'ACTIVE'],
  ['INVITED', 'guest', 'DECLINE', 'DECLINED'],
  ['INVITED', 'guest', 'END', 'DECLINED'],
  ['INVITED', 'host', 'ACCEPT', 'refused'],
  ['INVITED', 'host', 'DECLINE', 'refused'],
  ['INVITED', 'host', 'END', 'DECLINED'],
  ['ACTIVE', 'host', 'END', 'ENDED'],
  ['ACTIVE', 'guest', 'END', 'ENDED'],
  ['ACTIVE', 'guest', 'ACCEPT', 'refused'],
  ['ACTIVE', 'guest', 'DECLINE', 'refused'],
  ['DECLINED', 'guest', 'ACCEPT', 'refused'],
  ['ENDED', 'host', 'END', 'refused'],
])('what is %s and met by the %s with %s is %s', (state, tenant, what, outcome) => {
  const acted = act(between(state), tenant, what, now);
  expect(acted.ok ? acted.value.state : 'refused').toBe(outcome);
});
