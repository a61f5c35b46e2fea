import { answer, closeVote, giveNotice, isRevocationDue, overturn, vote } from './misconduct-machine.js';
import type { MisconductCase, MisconductState } from './misconduct.js';

const at = new Date('2026-03-02T10:00:00Z');
const text = Buffer.from('sealed');
const nobody = new Set<string>();
const five = ['ada', 'bea', 'cyd', 'dov', 'eli'].map((actor) => ({ actor, kind: 'MEMBER' as const }));

const reported: MisconductCase = {
  id: 'case',
  tenant: 'tenant',
  submission: 'submission',
  attempt: 1,
  award: null,
  earner: 'earner',
  sealedFor: 'earner',
  issuer: 'issuer',
  achievement: 'achievement',
  achievementVersion: 'version',
  state: 'REPORTED',
  reason: 'PLAGIARISM',
  reportedBy: 'petra',
  reportedAt: at,
  statement: text,
  notice: null,
  noticeAt: null,
  answer: null,
  answeredAt: null,
  committee: [],
  decidedAt: null,
  decision: null,
  appealUntil: null,
  settledAt: null,
  overturnedBy: null,
};
const done = (result: ReturnType<typeof vote>): MisconductCase => {
  if (!result.ok) throw new Error(result.refusals[0]?.code);
  return result.value;
};
const codeOf = (result: ReturnType<typeof vote>) => (result.ok ? result.value.state : result.refusals[0]?.code);
const notified = done(giveNotice(reported, { text, committee: five, involved: new Set(['petra']) }, at));
const voted = (votes: Record<string, boolean>) => Object.entries(votes).reduce((before, [actor, inFavour]) => done(vote(before, actor, inFavour, nobody, at)), notified);
const inState = (state: MisconductState): MisconductCase => ({ ...notified, state });

describe('a case of misconduct', () => {
  it('is decided by a strict majority of those entitled', () => {
    expect(voted({ ada: true, bea: true }).state).toBe('VOTING');
    expect(voted({ ada: true, bea: true, cyd: false, dov: false, eli: false })).toMatchObject({ state: 'DISMISSED', decidedAt: at });
    expect(voted({ ada: true, bea: false, cyd: true, dov: true })).toMatchObject({ state: 'UPHELD', decidedAt: at });
  });

  it('is not voted on before the earner was told of it, nor answered', () => {
    expect(codeOf(vote(reported, 'ada', true, nobody, at))).toBe('NOTICE_NOT_GIVEN');
    expect(codeOf(closeVote(reported, at))).toBe('NOTICE_NOT_GIVEN');
    expect(codeOf(answer(reported, text, at))).toBe('NOTICE_NOT_GIVEN');
  });

  it('is not voted on twice, nor by others, nor by who has a part in it', () => {
    expect(codeOf(vote(voted({ ada: true }), 'ada', false, nobody, at))).toBe('VOTE_NOT_ALLOWED');
    expect(codeOf(vote(notified, 'petra', true, nobody, at))).toBe('VOTE_NOT_ALLOWED');
    expect(codeOf(vote(notified, 'bea', true, new Set(['bea']), at))).toBe('VOTE_NOT_ALLOWED');
  });

  it.each([
    ['none', [], 'INVALID_VALUE'],
    ['the same twice', [five[0], five[0]], 'INVALID_VALUE'],
    ['sixteen', Array.from({ length: 16 }, (_, n) => ({ actor: `a${n}`, kind: 'MEMBER' as const })), 'INVALID_VALUE'],
    ['who reported it', [...five, { actor: 'petra', kind: 'MEMBER' as const }], 'VOTE_NOT_ALLOWED'],
    ['an even number', five.slice(0, 4), 'NOTIFIED'],
  ])('with %s on its committee is answered with %3$s', (_who, committee, expected) => {
    expect(codeOf(giveNotice(reported, { text, committee: committee as typeof five, involved: new Set(['petra']) }, at))).toBe(expected);
  });

  it('is answered once, while it is open', () => {
    const answered = done(answer(voted({ ada: true }), text, at));
    expect(answered).toMatchObject({ state: 'VOTING', answer: text, answeredAt: at });
    expect(codeOf(answer(answered, text, at))).toBe('MISCONDUCT_STATE_INVALID');
    expect(codeOf(answer(inState('UPHELD'), text, at))).toBe('MISCONDUCT_STATE_INVALID');
  });

  it.each([
    ['giveNotice', ['REPORTED'], (one: MisconductCase) => giveNotice(one, { text, committee: five, involved: nobody }, at)],
    ['answer', ['NOTIFIED', 'VOTING'], (one: MisconductCase) => answer(one, text, at)],
    ['vote', ['NOTIFIED', 'VOTING'], (one: MisconductCase) => vote(one, 'ada', true, nobody, at)],
    ['closeVote', ['NOTIFIED', 'VOTING'], (one: MisconductCase) => closeVote(one, at)],
    ['overturn', ['UPHELD'], (one: MisconductCase) => overturn(one, 'appeal', at)],
  ])('lets %s through in %s only', (_name, from, command) => {
    const all: MisconductState[] = ['REPORTED', 'NOTIFIED', 'VOTING', 'UPHELD', 'DISMISSED'];
    expect(all.filter((state) => command(inState(state)).ok)).toEqual(from);
  });

  it('that nobody ends is closed as dismissed', () => {
    expect(done(closeVote(voted({ ada: true, bea: true }), at))).toMatchObject({ state: 'DISMISSED', decidedAt: at });
  });

  it('is overturned once', () => {
    const overturned = done(overturn(inState('UPHELD'), 'appeal', at));
    expect(overturned).toMatchObject({ overturnedBy: 'appeal', settledAt: at });
    expect(codeOf(overturn(overturned, 'another', at))).toBe('MISCONDUCT_STATE_INVALID');
  });

  const upheld: MisconductCase = { ...notified, state: 'UPHELD', award: 'award', appealUntil: at };
  it.each([
    ['when the window closes', upheld, false, at, true],
    ['not a millisecond earlier', upheld, false, new Date(at.getTime() - 1), false],
    ['not while an appeal is pending', upheld, true, new Date('2027-01-01'), false],
    ['not twice', { ...upheld, settledAt: at }, false, at, false],
    ['not without an award', { ...upheld, award: null }, false, at, false],
    ['not when it was dismissed', { ...upheld, state: 'DISMISSED' as const }, false, at, false],
  ])('has its award revoked %s', (_when, one, pending, now, expected) => expect(isRevocationDue(one, pending, now)).toBe(expected));
});
