import { optionalUuid, publicId } from './ids.js';

describe('an id that may be left out', () => {
  const uuid = '01a20470-be8d-7366-9d4c-f53ec617b9b3';

  it('is nobody’s when it is, and else what it names', () => {
    expect([optionalUuid('Tenant', null), optionalUuid('Tenant', undefined)]).toEqual([null, null]);
    expect(optionalUuid('Tenant', publicId('Tenant', uuid))).toBe(uuid);
  });

  it('is refused when it is empty or of something else: it was meant', () => {
    for (const id of ['', ' ', publicId('Issuer', uuid), uuid]) expect(() => optionalUuid('Tenant', id)).toThrow('An id of a Tenant begins with `ten_`');
  });
});
