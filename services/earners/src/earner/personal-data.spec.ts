import { PersonalData, PersonalDataUnreadable } from './personal-data.js';

const personal = new PersonalData({ keySecret: Buffer.alloc(32, 7) });
const place = { tenant: 'one', earner: 'ana', field: 'name' } as const;

describe('PersonalData', () => {
  const key = personal.newKey('one', 'ana');
  const sealed = personal.seal(key.open, place, 'Ana Moreau');

  it('opens what it has sealed, with the key as stored', () => {
    expect(personal.open(personal.unwrap('one', 'ana', key.wrapped), place, sealed)).toBe('Ana Moreau');
    expect(sealed.includes('Ana')).toBe(false);
  });

  it('never seals to the same bytes twice, nor gives two earners one key', () => {
    expect(personal.seal(key.open, place, 'Ana Moreau').equals(sealed)).toBe(false);
    expect(personal.newKey('one', 'ana').open.export().equals(key.open.export())).toBe(false);
  });

  it.each([
    ['another tenant', { ...place, tenant: 'two' }],
    ['another earner', { ...place, earner: 'bo' }],
    ['another field', { ...place, field: 'identifier EMAIL' as const }],
  ])('opens nothing that was moved to %s', (_, elsewhere) => {
    expect(() => personal.open(key.open, elsewhere, sealed)).toThrow(PersonalDataUnreadable);
  });

  it('opens nothing that was changed, or under another secret', () => {
    const changed = Buffer.from(sealed);
    changed[sealed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(() => personal.open(key.open, place, changed)).toThrow(PersonalDataUnreadable);
    const other = new PersonalData({ keySecret: Buffer.alloc(32, 8) });
    expect(() => other.unwrap('one', 'ana', key.wrapped)).toThrow(PersonalDataUnreadable);
  });

  it('looks identifiers up by a digest that differs between tenants and kinds', () => {
    const digest = personal.lookup('one', { type: 'EMAIL', value: 'ana@example.org' });
    expect(personal.lookup('one', { type: 'EMAIL', value: 'ana@example.org' })).toEqual(digest);
    expect(personal.lookup('two', { type: 'EMAIL', value: 'ana@example.org' })).not.toEqual(digest);
    expect(personal.lookup('one', { type: 'STUDENT_ID', value: 'ana@example.org' })).not.toEqual(digest);
  });
});
