import { anonymous, may, maySomewhere, principalOf } from './principal.js';

const caller = principalOf({ actor: 'a', tenant: 't', rights: ['DESIGN'], scoped: [{ right: 'AWARD', kind: 'ISSUER', id: 'north' }] });

describe('may', () => {
  it('lets a right over the tenant act on everything in it', () => {
    expect(may(caller, 'DESIGN')).toBe(true);
    expect(may(caller, 'DESIGN', { issuer: 'south' })).toBe(true);
  });

  it('lets a right over one issuer act on that issuer only', () => {
    expect(may(caller, 'AWARD', { issuer: 'north', achievement: 'x' })).toBe(true);
    expect(may(caller, 'AWARD', { issuer: 'south' })).toBe(false);
    expect(may(caller, 'AWARD', { achievement: 'north' })).toBe(false);
    expect(may(caller, 'AWARD')).toBe(false);
    expect(maySomewhere(caller, 'AWARD')).toBe(true);
  });

  it('never goes beyond what a token was limited to', () => {
    const bound = { ...caller, bound: ['AWARD'] as const };
    expect(may(bound, 'DESIGN')).toBe(false);
    expect(may(bound, 'AWARD', { issuer: 'north' })).toBe(true);
    expect(maySomewhere({ ...caller, bound: [] }, 'AWARD')).toBe(false);
  });

  it('lets nobody act without a tenant', () => {
    expect(may(anonymous, 'DESIGN')).toBe(false);
    expect(may({ ...caller, tenant: null }, 'DESIGN')).toBe(false);
  });
});
