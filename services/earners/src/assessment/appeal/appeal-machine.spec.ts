import type { Appeal, AppealState, PanelVote } from './appeal.js';
import { admit, checkWindow, decide, dismiss, isPending, withdraw } from './appeal-machine.js';

const at = new Date('2026-03-02T10:00:00Z');
const text = Buffer.from('sealed');
const nobody = new Set<string>();
const members = (count: number) => Array.from({ length: count }, (_, n) => ({ actor: `m${n}`, kind: 'MEMBER' as const }));

const filed: Appeal = {
  id: 'appeal',
  tenant: 'tenant',
  decision: 'decision',
  misconduct: null,
  submission: 'submission',
  award: null,
  earner: 'earner',
  sealedFor: 'earner',
  issuer: 'issuer',
  achievement: 'achievement',
  achievementVersion: 'version',
  state: 'FILED',
  statement: text,
  filedBy: 'PERSON',
  filedAt: at,
  panel: [],
  remedy: null,
  answer: null,
  overturning: null,
  closedAt: null,
};
const done = (result: ReturnType<typeof decide>): Appeal => {
  if (!result.ok) throw new Error(result.refusals[0]?.code);
  return result.value;
};
const codeOf = (result: ReturnType<typeof decide>) => (result.ok ? result.value.state : result.refusals[0]?.code);
const admitted = (panel = 3, change: Partial<Appeal> = {}) =>
  done(admit({ ...filed, ...change }, { members: members(panel), involved: nobody, policy: panel === 1 ? 'SINGLE_REVIEW' : 'TWO_STAGE' }));
const voted = (before: Appeal, ...votes: PanelVote[]) => votes.reduce((one, vote, n) => done(decide(one, { actor: `m${n}`, vote, text: null }, nobody, at)), before);

describe('an appeal', () => {
  it('is filed within its window', () => {
    expect(checkWindow(at, new Date(at.getTime() - 1))).toEqual([]);
    expect(checkWindow(at, at)).toMatchObject([{ code: 'APPEAL_WINDOW_CLOSED' }]);
  });

  it.each([
    ['one member, where one reviewer decides', 1, 'SINGLE_REVIEW', nobody, 'ADMITTED'],
    ['one member, where two stages decide', 1, 'TWO_STAGE', nobody, 'INVALID_VALUE'],
    ['two members, where a panel decides', 2, 'PANEL', nobody, 'INVALID_VALUE'],
    ['three members', 3, 'PANEL', nobody, 'ADMITTED'],
    ['nobody', 0, 'SINGLE_REVIEW', nobody, 'INVALID_VALUE'],
    ['sixteen members', 16, 'PANEL', nobody, 'INVALID_VALUE'],
    ['a member of the committee', 3, 'TWO_STAGE', new Set(['m2']), 'PANEL_MEMBER_INVOLVED'],
  ] as const)('admitted to a panel of %s is answered with %5$s', (_who, count, policy, involved, expected) => {
    expect(codeOf(admit(filed, { members: members(count), involved, policy }))).toBe(expected);
  });

  it.each([
    [3, ['GRANT'], 'ADMITTED', null],
    [3, ['GRANT', 'GRANT'], 'UPHELD', 'GRANT'],
    [3, ['REJECT', 'REJECT'], 'REJECTED', null],
    [3, ['GRANT', 'REVIEW_AGAIN'], 'ADMITTED', null],
    [3, ['REVIEW_AGAIN', 'REVIEW_AGAIN'], 'UPHELD', 'REVIEW_AGAIN'],
    [3, ['GRANT', 'REVIEW_AGAIN', 'GRANT'], 'UPHELD', 'GRANT'],
    [3, ['GRANT', 'REVIEW_AGAIN', 'REJECT'], 'UPHELD', 'REVIEW_AGAIN'],
    [4, ['GRANT', 'GRANT', 'REJECT', 'REJECT'], 'REJECTED', null],
    [1, ['REVIEW_AGAIN'], 'UPHELD', 'REVIEW_AGAIN'],
    [1, ['REJECT'], 'REJECTED', null],
  ] as const)('before %d members that vote %j is %s', (panel, votes, state, remedy) => {
    expect(voted(admitted(panel), ...votes)).toMatchObject({ state, remedy, closedAt: state === 'ADMITTED' ? null : at });
  });

  it('about an award lets it hold again, and nothing else', () => {
    const about = admitted(1, { award: 'award' });
    expect(codeOf(decide(about, { actor: 'm0', vote: 'GRANT', text: null }, nobody, at))).toBe('INVALID_VALUE');
    expect(voted(about, 'REINSTATE')).toMatchObject({ state: 'UPHELD', remedy: 'REINSTATE' });
    expect(codeOf(decide(admitted(1), { actor: 'm0', vote: 'REINSTATE', text: null }, nobody, at))).toBe('INVALID_VALUE');
  });

  it('is decided by its panel alone, each once, and by nobody who is involved by then', () => {
    expect(codeOf(decide(admitted(), { actor: 'else', vote: 'GRANT', text: null }, nobody, at))).toBe('APPEAL_STATE_INVALID');
    expect(codeOf(decide(voted(admitted(), 'GRANT'), { actor: 'm0', vote: 'GRANT', text: null }, nobody, at))).toBe('APPEAL_STATE_INVALID');
    expect(codeOf(decide(admitted(), { actor: 'm0', vote: 'GRANT', text: null }, new Set(['m0']), at))).toBe('PANEL_MEMBER_INVOLVED');
  });

  it.each([
    ['admit', ['FILED'], (one: Appeal) => admit(one, { members: members(3), involved: nobody, policy: 'PANEL' })],
    ['dismiss', ['FILED'], (one: Appeal) => dismiss(one, text, at)],
    ['withdraw', ['FILED', 'ADMITTED'], (one: Appeal) => withdraw(one, at)],
    ['decide', ['ADMITTED'], (one: Appeal) => decide(one, { actor: 'm0', vote: 'GRANT', text }, nobody, at)],
    ['isPending', ['FILED', 'ADMITTED'], (one: Appeal) => ({ ok: isPending(one) })],
  ])('lets %s through in %s only', (_name, from, command) => {
    const all: AppealState[] = ['FILED', 'ADMITTED', 'UPHELD', 'REJECTED', 'INADMISSIBLE', 'WITHDRAWN'];
    expect(all.filter((state) => command({ ...admitted(), state }).ok)).toEqual(from);
  });
});
