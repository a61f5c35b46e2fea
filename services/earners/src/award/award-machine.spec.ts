import { type Award, type AwardState, effectiveState, nextAt } from './award.js';
import { accept, begin, cancel, decline, expire, reinstate, replace, revoke, suspend } from './award-machine.js';

const at = new Date('2026-06-01T12:00:00Z');

const anAward = (state: AwardState, change: Partial<Award> = {}): Award => ({
  id: 'a',
  tenant: 't',
  earner: 'e',
  issuer: 'i',
  agentIssuer: null,
  agentTenant: null,
  achievement: 'c',
  achievementVersion: 'v',
  issuerName: null,
  state,
  suspensionCauses: state === 'SUSPENDED' ? ['ISSUER'] : [],
  awardedOn: '2026-01-01',
  validUntil: null,
  partnerReference: null,
  assessment: null,
  results: [],
  evidence: [],
  work: null,
  creditsEarned: null,
  origin: 'NATIVE',
  notBefore: state === 'SCHEDULED' ? '2026-06-01' : null,
  offerUntil: null,
  acceptedAt: null,
  term: 1,
  termFrom: '2026-01-01',
  visibility: 'PRIVATE',
  revocationReason: state === 'REVOKED' ? 'OTHER' : null,
  revokedAt: null,
  replacedBy: state === 'REPLACED' ? 'b' : null,
  standing: true,
  standsUntil: null,
  version: 3,
  createdAt: at,
  updatedAt: at,
  ...change,
});

const commands = {
  begin: (award: Award) => begin(award, 'ACTIVE', null, at),
  cancel: (award: Award) => cancel(award, at),
  accept: (award: Award) => accept(award, at),
  decline: (award: Award) => decline(award, at),
  suspend: (award: Award) => suspend(award, 'MISCONDUCT', at),
  reinstate: (award: Award) => reinstate(award, 'ISSUER', at),
  revoke: (award: Award) => revoke(award, 'OTHER', at),
  replace: (award: Award) => replace(award, 'b', at),
};

type Outcome = AwardState | 'AWARD_STATE_INVALID' | 'AWARD_REPLACED';
const no = 'AWARD_STATE_INVALID';

/** domain.md 4.3, every state against every command. */
const none = { begin: no, cancel: no, accept: no, decline: no, suspend: no, reinstate: no, revoke: no, replace: no } as const;
const table: Record<AwardState, Record<keyof typeof commands, Outcome>> = {
  SCHEDULED: { ...none, begin: 'ACTIVE', cancel: 'CANCELLED' },
  OFFERED: { ...none, cancel: 'CANCELLED', accept: 'ACTIVE', decline: 'DECLINED' },
  ACTIVE: { ...none, suspend: 'SUSPENDED', revoke: 'REVOKED', replace: 'REPLACED' },
  SUSPENDED: { ...none, suspend: 'SUSPENDED', reinstate: 'ACTIVE', revoke: 'REVOKED', replace: 'REPLACED' },
  REVOKED: none,
  DECLINED: none,
  CANCELLED: none,
  REPLACED: {
    begin: 'AWARD_REPLACED',
    cancel: 'AWARD_REPLACED',
    accept: 'AWARD_REPLACED',
    decline: 'AWARD_REPLACED',
    suspend: 'AWARD_REPLACED',
    reinstate: 'AWARD_REPLACED',
    revoke: 'AWARD_REPLACED',
    replace: 'AWARD_REPLACED',
  },
};

describe('the life of an award', () => {
  for (const [state, row] of Object.entries(table) as [AwardState, (typeof table)[AwardState]][]) {
    it.each(Object.entries(row))(`answers to %s in ${state} with %s`, (command, outcome) => {
      const decision = commands[command as keyof typeof commands](anAward(state));
      expect(decision.ok ? decision.value.state : decision.refusals[0]?.code).toBe(outcome);
      if (decision.ok) expect(decision.value).toMatchObject({ version: 4, updatedAt: at });
    });
  }

  it('stays suspended until the last cause is closed', () => {
    const twice = suspend(anAward('SUSPENDED'), 'MISCONDUCT', at);
    const once = twice.ok ? reinstate(twice.value, 'ISSUER', at) : twice;
    expect(once).toMatchObject({ ok: true, value: { state: 'SUSPENDED', suspensionCauses: ['MISCONDUCT'] } });
  });

  it('refuses to open a cause twice, or to close one that is not open', () => {
    expect(suspend(anAward('SUSPENDED'), 'ISSUER', at)).toMatchObject({ refusals: [{ code: no }] });
    expect(reinstate(anAward('SUSPENDED'), 'SHORTFALL', at)).toMatchObject({ refusals: [{ code: no }] });
  });

  it.each(['decline', 'cancel', 'revoke', 'replace'] as const)('lets go of the earner when it ends by %s', (command) => {
    const decision = commands[command](anAward(command === 'decline' || command === 'cancel' ? 'OFFERED' : 'ACTIVE'));
    expect(decision).toMatchObject({ ok: true, value: { standing: false } });
  });
});

describe('time', () => {
  it('begins nothing before its day, and lets nobody accept what has lapsed', () => {
    expect(begin(anAward('SCHEDULED', { notBefore: '2026-06-02' }), 'ACTIVE', null, at)).toMatchObject({ refusals: [{ code: no }] });
    expect(accept(anAward('OFFERED', { offerUntil: at }), at)).toMatchObject({ refusals: [{ code: no }] });
  });

  it('tells that validity has ended only when it has, and leaves the state', () => {
    expect(expire(anAward('ACTIVE', { validUntil: '2026-06-02' }), '2026-06-01', at).ok).toBe(false);
    expect(expire(anAward('ACTIVE', { validUntil: '2026-06-01' }), '2026-06-01', at)).toMatchObject({ ok: true, value: { state: 'ACTIVE', version: 4 } });
  });

  const waits: [string, Award, string | null][] = [
    ['a scheduled award for its day', anAward('SCHEDULED', { notBefore: '2026-07-01' }), '2026-07-01T00:00:00.000Z'],
    ['an offer for its end', anAward('OFFERED', { offerUntil: new Date('2026-06-08T12:00:00Z') }), '2026-06-08T12:00:00.000Z'],
    ['an offer without end for nothing', anAward('OFFERED'), null],
    ['an active award for the end of its validity', anAward('ACTIVE', { validUntil: '2027-01-01' }), '2027-01-01T00:00:00.000Z'],
    ['an award that ended before it was written here for nothing', anAward('ACTIVE', { validUntil: '2026-05-01' }), null],
    ['a suspended award for nothing', anAward('SUSPENDED', { validUntil: '2027-01-01' }), null],
  ];
  it.each(waits)('is waited for by %s', (_what, award, expected) => {
    expect(nextAt(award)?.toISOString() ?? null).toBe(expected);
  });
});

describe('effectiveState', () => {
  const cases: [AwardState, string | null, string][] = [
    ['ACTIVE', null, 'ACTIVE'],
    ['ACTIVE', '2026-06-02', 'ACTIVE'],
    ['ACTIVE', '2026-06-01', 'EXPIRED'],
    ['ACTIVE', '2026-05-31', 'EXPIRED'],
    ['SUSPENDED', '2026-05-31', 'SUSPENDED'],
    ['REVOKED', '2026-05-31', 'REVOKED'],
  ];
  it.each(cases)('of %s with validity to %s is %s on the first of June', (state, validUntil, expected) => {
    expect(effectiveState({ state, validUntil }, '2026-06-01')).toBe(expected);
  });
});
