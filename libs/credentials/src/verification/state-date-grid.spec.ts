import type { KeyState } from '../issuers/key-history.js';
import type { StatusObservation, VerificationEvidence } from './evidence.js';
import { created, day, did, issuerWith, keyId, key, signed, verify } from './signed-credential.fixture.js';

/**
 * The attack table's row A15: every state of a credential and of its key, asked about before, at and after each change, and as
 * known before and after the change was recorded. The credential was signed on 1 March 2026 and is valid until 1 March 2029.
 */
const seen = day('2031-01-01');

type Change = [value: boolean, at: string, recordedAt?: string];

const standing = (purpose: 'revocation' | 'suspension', ...changes: Change[]): StatusObservation => ({
  source: 'AWARD_STATE',
  purpose,
  outcome: 'READ',
  value: changes.at(-1)?.[0] ?? false,
  observedAt: seen,
  changes: changes.map(([value, at, recordedAt = at]) => ({ value, at: day(at), recordedAt: day(recordedAt) })),
});
const state = (revocation: Change[] = [], suspension: Change[] = []): Partial<VerificationEvidence> => ({
  status: [standing('revocation', ...revocation), standing('suspension', ...suspension)],
});

type Step = [state: KeyState, at: string, recordedAt?: string];
const begun: Step[] = [['PRE_PUBLISHED', '2026-01-01'], ['ACTIVE', '2026-01-02']];
const keyWith = (...steps: Step[]): Partial<VerificationEvidence> => ({
  ...state(),
  issuer: issuerWith({
    id: keyId,
    controller: did,
    publicKeyMultibase: key.publicKeyMultibase,
    history: steps.map(([entered, at, recordedAt = at]) => ({ state: entered, at: day(at), recordedAt: day(recordedAt) })),
  }),
});
const recorded = { existedBefore: created };

/** What decides: the first step that is not VALID, with its code; VALID when none is. */
async function decisive(evidence: Partial<VerificationEvidence>, asOf: string, knownAsOf?: string): Promise<string> {
  const { verdict, steps } = await verify(signed, evidence, { asOf: day(asOf), ...(knownAsOf && { knownAsOf: day(knownAsOf) }) });
  const open = steps.filter(({ outcome }) => outcome === 'INVALID' || outcome === 'UNKNOWN');
  if (!open.length) return verdict;
  return `${verdict}: ${open.map(({ step, code }) => `${step} ${code}`).join(', ')}`;
}

const revoked = 'INVALID: revocation REVOKED';
const suspended = 'INVALID: suspension SUSPENDED';

describe('a credential whose state changes', () => {
  it.each<[string, Partial<VerificationEvidence>, string, string | undefined, string]>([
    // Validity.
    ['in force', state(), '2026-06-01', undefined, 'VALID'],
    ['in force', state(), '2026-02-28', undefined, 'INVALID: validity NOT_YET_VALID'],
    ['in force', state(), '2029-02-28', undefined, 'VALID'],
    ['expired', state(), '2029-03-02', undefined, 'INVALID: validity EXPIRED'],
    ['expired', state(), '2030-01-01', '2030-01-01', 'INVALID: validity EXPIRED'],
    // Revoked on 1 June, recorded on 10 June.
    ['revoked', state([[true, '2026-06-01', '2026-06-10']]), '2026-05-31', undefined, 'VALID'],
    ['revoked', state([[true, '2026-06-01', '2026-06-10']]), '2026-06-01', undefined, revoked],
    ['revoked', state([[true, '2026-06-01', '2026-06-10']]), '2026-06-02', undefined, revoked],
    ['revoked', state([[true, '2026-06-01', '2026-06-10']]), '2026-06-05', '2026-06-09', 'VALID'],
    ['revoked', state([[true, '2026-06-01', '2026-06-10']]), '2026-06-05', '2026-06-10', revoked],
    ['revoked', state([[true, '2026-06-01', '2026-06-10']]), '2026-05-31', '2026-12-01', 'VALID'],
    ['revoked and expired', state([[true, '2026-06-01']]), '2029-06-01', undefined, 'INVALID: validity EXPIRED, revocation REVOKED'],
    // Superseded: the successor sets the bit of its predecessor.
    ['superseded', state([[true, '2027-01-01']]), '2026-12-31', undefined, 'VALID'],
    ['superseded', state([[true, '2027-01-01']]), '2027-01-01', undefined, revoked],
    // Suspended from 1 June to 1 July; the lifting was recorded on 3 July.
    ...(['2026-05-31', '2026-06-01', '2026-06-15', '2026-07-01', '2026-07-02'] as const).map(
      (asOf, at) => ['suspended for a month', state([], [[true, '2026-06-01'], [false, '2026-07-01', '2026-07-03']]), asOf, undefined, ['VALID', suspended, suspended, 'VALID', 'VALID'][at]] as [string, Partial<VerificationEvidence>, string, undefined, string],
    ),
    ['suspended for a month', state([], [[true, '2026-06-01'], [false, '2026-07-01', '2026-07-03']]), '2026-07-02', '2026-07-02', suspended],
    ['suspended for a month', state([], [[true, '2026-06-01'], [false, '2026-07-01', '2026-07-03']]), '2026-06-15', '2026-05-31', 'VALID'],
    ['suspended, then revoked', state([[true, '2026-08-01']], [[true, '2026-06-01']]), '2026-07-01', undefined, suspended],
    ['suspended, then revoked', state([[true, '2026-08-01']], [[true, '2026-06-01']]), '2026-09-01', undefined, 'INVALID: suspension SUSPENDED, revocation REVOKED'],
    // The key.
    ['of a key in use', keyWith(...begun), '2026-06-01', undefined, 'VALID'],
    ['of a key not yet in use', keyWith(['PRE_PUBLISHED', '2026-01-01']), '2026-06-01', undefined, 'INVALID: issuerKey KEY_NOT_YET_ACTIVE'],
    ['of a key put to use later', keyWith(['PRE_PUBLISHED', '2026-01-01'], ['ACTIVE', '2026-03-02']), '2026-06-01', undefined, 'INVALID: issuerKey KEY_NOT_YET_ACTIVE'],
    ['of a key retired before', keyWith(...begun, ['RETIRED', '2026-02-01']), '2026-06-01', undefined, 'INVALID: issuerKey KEY_RETIRED'],
    ['of a key retired since', keyWith(...begun, ['RETIRED', '2026-04-01']), '2026-06-01', undefined, 'VALID'],
    ['of a key compromised before', keyWith(...begun, ['COMPROMISED', '2026-02-01']), '2026-06-01', undefined, 'INVALID: issuerKey KEY_COMPROMISED'],
    ['of a key compromised before, on record', { ...keyWith(...begun, ['COMPROMISED', '2026-02-01']), ...recorded }, '2026-06-01', undefined, 'INVALID: issuerKey KEY_COMPROMISED'],
    ['of a key compromised since', keyWith(...begun, ['COMPROMISED', '2026-05-01']), '2026-06-01', undefined, 'UNKNOWN: issuerKey KEY_COMPROMISED_TIME_UNPROVEN'],
    ['of a key compromised since', keyWith(...begun, ['COMPROMISED', '2026-05-01']), '2026-04-01', undefined, 'UNKNOWN: issuerKey KEY_COMPROMISED_TIME_UNPROVEN'],
    ['of a key compromised since, on record', { ...keyWith(...begun, ['COMPROMISED', '2026-05-01']), ...recorded }, '2026-06-01', undefined, 'VALID'],
    ['of a key compromised since, told later', keyWith(...begun, ['COMPROMISED', '2026-05-01', '2026-07-01']), '2026-06-01', '2026-06-30', 'VALID'],
    ['of a key compromised since, told later', keyWith(...begun, ['COMPROMISED', '2026-05-01', '2026-07-01']), '2026-06-01', '2026-07-01', 'UNKNOWN: issuerKey KEY_COMPROMISED_TIME_UNPROVEN'],
    ['of a key retired, then compromised', { ...keyWith(...begun, ['RETIRED', '2026-04-01'], ['COMPROMISED', '2026-05-01']), ...recorded }, '2026-06-01', undefined, 'VALID'],
    ['of a key not heard of by then', keyWith(...begun), '2026-06-01', '2025-12-31', 'UNKNOWN: issuerKey KEY_HISTORY_NOT_KNOWN'],
    ['of a key compromised before, and revoked', { ...keyWith(...begun, ['COMPROMISED', '2026-02-01']), ...state([[true, '2026-06-01']]) }, '2026-06-02', undefined, 'INVALID: issuerKey KEY_COMPROMISED, revocation REVOKED'],
  ])('and is %s', async (_name, evidence, asOf, knownAsOf, expected) => {
    expect(await decisive(evidence, asOf, knownAsOf)).toBe(expected);
  });
});
