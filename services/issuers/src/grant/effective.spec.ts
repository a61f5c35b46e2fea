import { effectiveOf, type HeldGrant, type Holding, textOf } from './effective.js';

const now = new Date('2026-03-01T09:30:00Z');
const [soon, later] = ['2026-03-02T00:00:00+00:00', '2026-04-01T00:00:00+00:00'];
const over = (kind: HeldGrant['kind'], right: HeldGrant['right'], more: Partial<HeldGrant> = {}): HeldGrant => ({ right, kind, id: `${kind}-1`, until: null, issuers: null, ...more });
const holding = (change: Partial<Holding>): Holding => ({
  holder: 'h', tenant: 't', kind: 'MEMBER', version: 1, told: null, tenantState: 'ACTIVE', active: true, expiresAt: null, grants: [], ...change,
});
const nothing = { rights: [], scoped: [], until: null };

describe('what a holder may do', () => {
  it('is each right once, units as the issuers in them, and what is held over the tenant not again', () => {
    const grants = [
      over('TENANT', 'DESIGN'),
      over('ORG_UNIT', 'AWARD', { issuers: ['b', 'a'] }),
      over('ISSUER', 'AWARD', { id: 'a' }),
      over('ISSUER', 'DESIGN', { id: 'a' }),
      over('ACHIEVEMENT', 'REVIEW', { id: 'x' }),
    ];
    expect(effectiveOf(holding({ grants }), now)).toEqual({
      rights: ['DESIGN'],
      scoped: [
        { right: 'AWARD', kind: 'ISSUER', id: 'a' },
        { right: 'AWARD', kind: 'ISSUER', id: 'b' },
        { right: 'REVIEW', kind: 'ACHIEVEMENT', id: 'x' },
      ],
      until: null,
    });
  });

  it('is the same text in whatever order it was given', () => {
    const grants = [over('TENANT', 'DESIGN'), over('TENANT', 'AWARD'), over('ISSUER', 'REVIEW', { id: 'a' }), over('ISSUER', 'REVIEW', { id: 'b' })];
    expect(textOf(effectiveOf(holding({ grants }), now))).toBe(textOf(effectiveOf(holding({ grants: [...grants].reverse() }), now)));
  });

  it('changes by itself at the earliest end', () => {
    const grants = [over('TENANT', 'DESIGN', { until: later }), over('TENANT', 'AWARD', { until: soon })];
    expect(effectiveOf(holding({ grants }), now)).toMatchObject({ rights: ['AWARD', 'DESIGN'], until: new Date(soon) });
    expect(effectiveOf(holding({ grants }), new Date(soon))).toMatchObject({ rights: ['DESIGN'], until: new Date(later) });
    expect(effectiveOf(holding({ grants, expiresAt: new Date('2026-03-01T12:00:00Z') }), now)).toMatchObject({ until: new Date('2026-03-01T12:00:00Z') });
  });

  test.each<[string, Partial<Holding>]>([
    ['left or was disabled', { active: false }],
    ['has expired', { expiresAt: now }],
    ['belongs to a closed tenant', { tenantState: 'CLOSED' }],
  ])('is nothing when it %s', (_what, change) => {
    expect(effectiveOf(holding({ grants: [over('TENANT', 'AWARD')], ...change }), now)).toEqual(nothing);
  });

  it('is reading alone while the tenant is suspended', () => {
    const grants = [over('TENANT', 'ADMINISTER'), over('TENANT', 'AUDIT'), over('ISSUER', 'AWARD'), over('ISSUER', 'ANALYSE', { id: 'a' })];
    expect(effectiveOf(holding({ grants, tenantState: 'SUSPENDED' }), now)).toEqual({ rights: ['AUDIT'], scoped: [{ right: 'ANALYSE', kind: 'ISSUER', id: 'a' }], until: null });
  });
});
