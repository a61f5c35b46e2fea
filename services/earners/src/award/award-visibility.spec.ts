import type { Award } from './award.js';
import { show, type Showing } from './award-visibility.js';

const award = { id: 'a', visibility: 'PRIVATE', version: 3 } as Award;
const at = new Date();

describe('changing who may see an award', () => {
  test.each<[string, Showing, boolean]>([
    ['the tenant while nobody has claimed the record', { as: 'TENANT', earner: 'PROVISIONAL', withdrawn: false }, true],
    ['the tenant after the person has said no', { as: 'TENANT', earner: 'PROVISIONAL', withdrawn: true }, false],
    ['the tenant once the record is claimed', { as: 'TENANT', earner: 'CLAIMED', withdrawn: false }, false],
    ['the tenant, of internal learning', { as: 'TENANT', earner: 'PROVISIONAL', withdrawn: false, internal: true }, false],
    ['the person, of internal learning', { as: 'PERSON', earner: 'CLAIMED', withdrawn: false, internal: true }, true],
    ['a minor whose guardian has not agreed', { as: 'PERSON', earner: 'CLAIMED', withdrawn: false, guardianMissing: true }, false],
    ['the person', { as: 'PERSON', earner: 'CLAIMED', withdrawn: true }, true],
    ['the tenant after the person was erased', { as: 'TENANT', earner: 'ERASED', withdrawn: false }, false],
  ])('lets %s make it public, or not', (_who, showing, allowed) => {
    expect(show(award, 'PUBLIC', showing, at).ok).toBe(allowed);
  });

  it('lets the tenant narrow whatever the person has said', () => {
    const narrowed = show({ ...award, visibility: 'PUBLIC' }, 'PRIVATE', { as: 'TENANT', earner: 'CLAIMED', withdrawn: true }, at);
    expect(narrowed).toEqual({ ok: true, value: { ...award, version: 4, updatedAt: at } });
  });
});
