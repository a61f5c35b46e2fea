import { newTenantSecret, readTenantSecret, tenantSecretHash } from '@cairn/access';
import type { RequirementText } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { type Asked, attestationAsked, checkAnswer, checkAsked, checkOpen, stateAt } from './attestation.js';

const now = new Date('2026-11-20T12:00:00Z');
const asked = (change: Partial<Asked> = {}): Asked => ({
  name: 'Dana Host',
  email: 'Dana.Host@harbour.example ',
  host: 'Harbour Works',
  statement: 'Ran the night shift of the crane.',
  from: '2026-06-01',
  until: '2026-08-31',
  hours: 320.5,
  ...change,
});
const faults = (change: Partial<Asked>) => {
  const checked = checkAsked(asked(change), now);
  return checked.ok ? [] : checked.refusals.map(({ code, field }) => `${code} ${field?.[0]}`);
};

describe('what is asked to be attested', () => {
  it('is kept with its address in the form it is compared in', () => {
    expect(checkAsked(asked(), now)).toMatchObject({ ok: true, value: { email: 'dana.host@harbour.example', hours: 320.5 } });
  });

  test.each<[string, Partial<Asked>, string]>([
    ['without a name', { name: ' ' }, 'name'],
    ['with a mark in the host that turns the writing direction', { host: 'a\u202eb' }, 'host'],
    ['without an address', { email: 'nobody' }, 'email'],
    ['that ends before it begins', { until: '2026-05-31' }, 'until'],
    ['that is not over', { until: '2026-11-22' }, 'until'],
    ['with no hours', { hours: 0 }, 'hours'],
    ['with more hours than its days have', { from: '2026-08-31', hours: 24.01 }, 'hours'],
    ['with hours that nobody counts', { hours: 1.234 }, 'hours'],
    ['without a statement', { statement: '' }, 'statement'],
  ])('is refused %s', (_what, change, field) => {
    expect(faults(change)).toEqual([`INVALID_VALUE ${field}`]);
  });
});

describe('an answer', () => {
  const attestation = { from: '2026-08-31', until: '2026-08-31' };

  it('may correct the hours, within the days, and may hold a remark', () => {
    expect(checkAnswer(attestation, 7.5, ' on time ')).toEqual({ ok: true, value: { hours: 7.5, remarks: 'on time' } });
    expect(checkAnswer(attestation, 25, null)).toMatchObject({ refusals: [{ field: ['hours'] }] });
    expect(checkAnswer(attestation, Number.NaN, 'x'.repeat(2_001))).toMatchObject({ refusals: [{ field: ['hours'] }, { field: ['remarks'] }] });
  });

  it('is taken once, and in time', () => {
    const expiresAt = new Date('2026-12-01T00:00:00Z');
    expect(checkOpen({ state: 'ASKED', expiresAt }, now, 'token').ok).toBe(true);
    expect(checkOpen({ state: 'ASKED', expiresAt }, expiresAt, 'token')).toMatchObject({ refusals: [{ code: 'ATTESTATION_STATE_INVALID' }] });
    for (const state of ['ATTESTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN'] as const) expect(checkOpen({ state, expiresAt }, now, 'token').ok).toBe(false);
    expect(stateAt({ state: 'ASKED', expiresAt }, expiresAt)).toBe('EXPIRED');
    expect(stateAt({ state: 'DECLINED', expiresAt }, expiresAt)).toBe('DECLINED');
  });
});

describe('a requirement that asks for an attestation', () => {
  const leaf = { key: 'sup', kind: 'ATTESTATION', of: [] } as unknown as RequirementText;
  const part = { key: 'refl', kind: 'PART', of: [] } as unknown as RequirementText;
  const tree = { key: null, kind: 'ALL', of: [part, { key: null, kind: 'ANY', of: [leaf] }] } as unknown as RequirementText;

  it('is found by its key, wherever it stands; others are not', () => {
    expect(attestationAsked(tree, 'sup')).toBe(leaf);
    expect(attestationAsked(tree, 'refl')).toBeUndefined();
    expect(attestationAsked(null, 'sup')).toBeUndefined();
  });
});

describe('a link to attest', () => {
  it('tells the tenant, and never comes twice', () => {
    const tenant = newId();
    const [one, two] = [newTenantSecret(tenant), newTenantSecret(tenant)];
    expect(readTenantSecret(one)).toEqual({ tenant, hash: tenantSecretHash(one) });
    expect(one).not.toBe(two);
  });

  test.each([['nothing', ''], ['a path', '../../etc'], ['a piece of one', newTenantSecret(newId()).slice(0, 40)]])('is not read from %s', (_what, text) => {
    expect(readTenantSecret(text)).toBeUndefined();
  });
});
