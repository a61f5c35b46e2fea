import { type Award, type AwardState, effectiveState } from './award.js';
import { accept, decline, reinstate, replace, revoke, suspend } from './award-machine.js';

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
  visibility: 'PRIVATE',
  revocationReason: state === 'REVOKED' ? 'OTHER' : null,
  revokedAt: null,
  replacedBy: state === 'REPLACED' ? 'b' : null,
  standing: true,
  version: 3,
  createdAt: at,
  updatedAt: at,
  ...change,
});

const commands = {
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
const table: Record<AwardState, Record<keyof typeof commands, Outcome>> = {
  OFFERED: { accept: 'ACTIVE', decline: 'DECLINED', suspend: no, reinstate: no, revoke: no, replace: no },
  ACTIVE: { accept: no, decline: no, suspend: 'SUSPENDED', reinstate: no, revoke: 'REVOKED', replace: 'REPLACED' },
  SUSPENDED: { accept: no, decline: no, suspend: 'SUSPENDED', reinstate: 'ACTIVE', revoke: 'REVOKED', replace: 'REPLACED' },
  REVOKED: { accept: no, decline: no, suspend: no, reinstate: no, revoke: no, replace: no },
  DECLINED: { accept: no, decline: no, suspend: no, reinstate: no, revoke: no, replace: no },
  REPLACED: {
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

  it.each(['decline', 'revoke', 'replace'] as const)('lets go of the earner when it ends by %s', (command) => {
    const decision = commands[command](anAward(command === 'decline' ? 'OFFERED' : 'ACTIVE'));
    expect(decision).toMatchObject({ ok: true, value: { standing: false } });
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
