import { may, principalOf } from '@cairn/access';
import { type GrantCopy, laterOf } from './later-of.js';

const now = Date.parse('2026-06-01T12:00:00Z');
const stated = principalOf({ actor: 'a', tenant: 't', rights: ['AWARD', 'DESIGN'], grantsVersion: 4, bound: ['AWARD', 'REVOKE'] });
const copy = (change: Partial<GrantCopy>): GrantCopy => ({ version: 5, rights: [], scoped: [], until: null, ...change });

describe('of a statement and a copy of grants the later one counts', () => {
  it('keeps the statement when there is no copy, or one as old or older', () => {
    expect(laterOf(stated, undefined, now)).toBe(stated);
    expect(laterOf(stated, copy({ version: 4 }), now)).toBe(stated);
    expect(laterOf(stated, copy({ version: 3 }), now)).toBe(stated);
  });

  it('takes away what a later copy does not name', () => {
    const withdrawn = laterOf(stated, copy({}), now);
    expect(may(withdrawn, 'AWARD')).toBe(false);
    expect(withdrawn).toMatchObject({ actor: 'a', tenant: 't', rights: [], scoped: [], grantsVersion: 5 });
  });

  it('narrows a right over the tenant to the objects of a later copy', () => {
    const narrowed = laterOf(stated, copy({ scoped: [{ right: 'AWARD', kind: 'ISSUER', id: 'north' }] }), now);
    expect(may(narrowed, 'AWARD', { issuer: 'north' })).toBe(true);
    expect(may(narrowed, 'AWARD', { issuer: 'south' })).toBe(false);
  });

  it('gives what a later copy adds, but never beyond what the token is limited to', () => {
    const widened = laterOf(stated, copy({ rights: ['REVOKE', 'PUBLISH'] }), now);
    expect(may(widened, 'REVOKE')).toBe(true);
    expect(may(widened, 'PUBLISH')).toBe(false);
  });

  it('gives nothing by a later copy of which a grant has ended by itself', () => {
    const until = new Date(now);
    expect(laterOf(stated, copy({ rights: ['AWARD'], until }), now - 1).rights).toEqual(['AWARD']);
    expect(laterOf(stated, copy({ rights: ['AWARD'], until }), now).rights).toEqual([]);
  });
});
