import { checkShare, openSharesMax, shareStateAt } from './share.js';

const now = new Date('2026-11-22T12:00:00Z');
const evidence = [
  { evidence: 'file', requirement: 'r', kind: 'FILE' },
  { evidence: 'text', requirement: 'r', kind: 'TEXT' },
  { evidence: 'said', requirement: 'r', kind: 'ATTESTATION' },
] as const;
const award = { state: 'ACTIVE', evidence } as const;
const faults = (...args: Parameters<typeof checkShare>) => {
  const checked = checkShare(...args);
  return checked.ok ? [] : checked.refusals.map(({ code, field }) => `${code} ${field?.join('.')}`);
};

describe('a share', () => {
  it('may show files and links of its award, each once, for a while or for good', () => {
    expect(checkShare(award, { evidence: ['file', 'file'], until: null }, 0, now)).toEqual({ ok: true, value: { evidence: ['file'], until: null } });
    expect(faults(award, { evidence: [], until: new Date('2027-01-01T00:00:00Z') }, openSharesMax - 1, now)).toEqual([]);
  });

  it.each<[string, Parameters<typeof checkShare>, string]>([
    ['of what others said', [award, { evidence: ['file', 'said'], until: null }, 0, now], 'INVALID_VALUE evidenceIds.1'],
    ['of texts of the case', [award, { evidence: ['text'], until: null }, 0, now], 'INVALID_VALUE evidenceIds.0'],
    ['of evidence of another award', [award, { evidence: ['other'], until: null }, 0, now], 'INVALID_VALUE evidenceIds.0'],
    ['that has ended already', [award, { evidence: [], until: now }, 0, now], 'INVALID_VALUE until'],
    ['that ends in the next decade', [award, { evidence: [], until: new Date('2036-01-01T00:00:00Z') }, 0, now], 'INVALID_VALUE until'],
    ['beyond twenty', [award, { evidence: [], until: null }, openSharesMax, now], 'SHARE_STATE_INVALID awardId'],
    ['of an offer', [{ state: 'OFFERED', evidence }, { evidence: [], until: null }, 0, now], 'AWARD_STATE_INVALID awardId'],
  ])('is refused %s', (_what, args, fault) => {
    expect(faults(...args)).toEqual([fault]);
  });

  it('is open until it is ended or over', () => {
    expect(shareStateAt({ until: null, endedAt: null }, now)).toBe('OPEN');
    expect(shareStateAt({ until: new Date(now.getTime() + 1), endedAt: null }, now)).toBe('OPEN');
    expect(shareStateAt({ until: now, endedAt: null }, now)).toBe('EXPIRED');
    expect(shareStateAt({ until: now, endedAt: now }, now)).toBe('ENDED');
  });
});
