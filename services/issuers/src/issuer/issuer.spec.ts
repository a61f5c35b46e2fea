import { changeProfile, checkProfile, type Issuer, type Profile, slugOf } from './issuer.js';

const profile: Profile = { name: 'Harbour University', url: 'https://harbour.example', sectors: ['HIGHER_EDUCATION'] };
const now = new Date('2026-03-01T09:30:00Z');

describe('a profile', () => {
  it('takes its slug from the name when none is given', () => {
    expect(checkProfile(profile)).toMatchObject({ ok: true, value: { slug: 'harbour-university', country: null } });
  });

  it('tells every fault at once', () => {
    const checked = checkProfile({ slug: '-', name: ' ', url: 'ftp://harbour.example', imageUrl: 'logo.png', sectors: [], country: 'Holland' });
    expect(checked.ok ? [] : checked.refusals.map(({ field }) => field?.[0])).toEqual(['name', 'slug', 'url', 'imageUrl', 'sectors', 'country']);
  });

  test.each([
    ['a line break', 'Harbour\nUniversity'],
    ['a mark that turns the writing direction', 'Harbour \u202eytisrevinU'],
    ['201 characters', 'x'.repeat(201)],
  ])('refuses a name with %s', (_what, name) => {
    expect(checkProfile({ ...profile, slug: 'harbour', name })).toMatchObject({ ok: false, refusals: [{ code: 'INVALID_VALUE', field: ['name'] }] });
  });

  test.each([
    ['Hochschule am Fluß', 'hochschule-am-fluss'],
    ['Écoles & Métiers', 'ecoles-metiers'],
    [`${'long '.repeat(20)}`, 'long-long-long-long-long-long-long-long-long-long-long-long-lon'],
  ])('makes a slug of %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });
});

describe('a change of the profile', () => {
  const issuer: Issuer = {
    ...profile,
    id: 'id',
    tenant: 'tenant',
    slug: 'harbour-university',
    imageUrl: null,
    description: 'By the sea.',
    country: 'NL',
    state: 'ACTIVE',
    suspendedBy: null,
    orgUnit: null,
    calendar: null,
    domainState: 'VERIFIED',
    domainCheckedAt: now,
    version: 3,
    createdAt: now,
    updatedAt: now,
  };

  it('keeps what it does not name, and counts the version', () => {
    expect(changeProfile(issuer, { name: 'Harbour College' }, now)).toMatchObject({
      ok: true,
      value: { name: 'Harbour College', slug: 'harbour-university', description: 'By the sea.', domainState: 'VERIFIED', version: 4 },
    });
  });

  it('makes a new domain unverified again', () => {
    expect(changeProfile(issuer, { url: 'https://college.example/home' }, now)).toMatchObject({ ok: true, value: { domainState: 'UNVERIFIED', domainCheckedAt: null } });
  });

  it('leaves the domain verified when only the path changes', () => {
    expect(changeProfile(issuer, { url: 'https://harbour.example/about' }, now)).toMatchObject({ ok: true, value: { domainState: 'VERIFIED' } });
  });

  it('refuses to leave an issuer without a sector', () => {
    expect(changeProfile(issuer, { sectors: [] }, now)).toMatchObject({ ok: false, refusals: [{ code: 'FIELD_MISSING', field: ['sectors'] }] });
  });
});
