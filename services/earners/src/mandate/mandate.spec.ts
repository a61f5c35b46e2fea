import { covers, type Deed, type Mandate } from './mandate.js';

const at = (day: string) => new Date(`2026-${day}T00:00:00Z`);
const mandate: Mandate = {
  id: 'm',
  mandatorTenant: 'north',
  mandatorIssuer: 'museum',
  agentTenant: 'south',
  agentIssuer: 'school',
  actions: ['AWARD'],
  achievements: null,
  from: at('03-01'),
  until: at('06-01'),
  active: true,
};
const deed: Deed = { action: 'AWARD', issuer: 'museum', achievement: 'knots', at: at('03-01') };

describe('a mandate', () => {
  it('covers what it names, from its first instant on', () => {
    expect(covers(mandate, deed)).toBe(true);
    expect(covers({ ...mandate, achievements: ['sails', 'knots'] }, deed)).toBe(true);
    expect(covers({ ...mandate, until: null }, { ...deed, at: at('12-31') })).toBe(true);
  });

  it.each<[string, Partial<Mandate>, Partial<Deed>]>([
    ['before it begins', {}, { at: new Date(at('03-01').getTime() - 1) }],
    ['at the instant of its end', {}, { at: at('06-01') }],
    ['after it was ended', { active: false }, {}],
    ['of another issuer of the mandator', {}, { issuer: 'gallery' }],
    ['of an achievement that it does not name', { achievements: ['sails'] }, {}],
    ['of an action that it does not name', {}, { action: 'REVIEW' }],
  ])('does not cover a deed %s', (_, change, other) => {
    expect(covers({ ...mandate, ...change }, { ...deed, ...other })).toBe(false);
  });
});
