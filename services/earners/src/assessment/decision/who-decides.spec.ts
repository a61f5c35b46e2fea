import type { AssessmentPolicy } from '@cairn/events';
import type { Recommendation } from '../review/review.js';
import type { DecisionKind } from './decision.js';
import { type Standing, whoDecides } from './who-decides.js';

const policy = (change: Partial<AssessmentPolicy>) => ({ decision: 'SINGLE_REVIEW', panel: null, secondOpinion: 'NEVER', ...change }) as AssessmentPolicy;
const final = (actor: string, recommendation: Recommendation = 'MEETS') => ({ actor, recommendation });
const standing = (change: Partial<Standing>): Standing => ({
  policy: policy({}),
  secondAsked: false,
  finals: [final('petra')],
  reviewing: [],
  assessors: ['petra'],
  actor: 'petra',
  mayGrant: false,
  ...change,
});
const said = (kind: DecisionKind, change: Partial<Standing>) => {
  const decided = whoDecides(kind, standing(change));
  return decided.ok ? decided.value : decided.refusals[0]?.code;
};

describe('with one review', () => {
  it('its reviewer decides, whatever it is', () => {
    for (const kind of ['GRANT', 'RETURN', 'DENY'] as const) expect(said(kind, {})).toEqual({ as: 'REVIEWER', by: ['petra'] });
  });

  it('nobody else does, not even who may grant', () => {
    expect(said('GRANT', { actor: 'idris', mayGrant: true })).toBe('DECISION_NOT_ALLOWED');
    expect(said('GRANT', { finals: [], reviewing: ['petra'] })).toBe('REVIEW_NOT_FINAL');
    expect(said('REVOKE', {})).toBe('DECISION_NOT_ALLOWED');
  });
});

describe('in two stages', () => {
  const two = { policy: policy({ decision: 'TWO_STAGE' }), actor: 'idris', mayGrant: true };

  it('who may grant decides on a final review, also against it', () => {
    expect(said('GRANT', two)).toEqual({ as: 'GRANTOR', by: ['idris'] });
    expect(said('RETURN', two)).toEqual({ as: 'GRANTOR', by: ['idris'] });
    expect(said('GRANT', { ...two, finals: [final('petra', 'NOT_YET')] })).toEqual({ as: 'GRANTOR', by: ['idris'] });
  });

  it('the assessor does not grant, and nothing is granted before a review is final', () => {
    expect(said('GRANT', { ...two, actor: 'petra' })).toBe('GRANTOR_IS_ASSESSOR');
    expect(said('GRANT', { ...two, finals: [], reviewing: ['petra'] })).toBe('REVIEW_NOT_FINAL');
    expect(said('GRANT', { ...two, mayGrant: false })).toBe('DECISION_NOT_ALLOWED');
  });

  it('a second reviewer is asked before a decision goes against the first, where the policy says so', () => {
    const doubted = { ...two, policy: policy({ decision: 'TWO_STAGE', secondOpinion: 'ON_DISAGREEMENT' }) };
    expect(said('GRANT', doubted)).toEqual({ as: 'GRANTOR', by: ['idris'] });
    expect(said('RETURN', doubted)).toBe('ASK_SECOND');
    expect(said('GRANT', { ...doubted, finals: [final('petra', 'NOT_YET')] })).toBe('ASK_SECOND');
    expect(said('RETURN', { ...doubted, secondAsked: true })).toBe('REVIEW_NOT_FINAL');
    expect(said('RETURN', { ...doubted, secondAsked: true, finals: [final('petra'), final('quinn', 'NOT_YET')] })).toEqual({ as: 'GRANTOR', by: ['idris'] });
  });

  it('two reviews are waited for where there are always two', () => {
    const always = { ...two, policy: policy({ decision: 'TWO_STAGE', secondOpinion: 'ALWAYS' }) };
    expect(said('GRANT', always)).toBe('REVIEW_NOT_FINAL');
    expect(said('GRANT', { ...always, finals: [final('petra'), final('quinn')] })).toEqual({ as: 'GRANTOR', by: ['idris'] });
  });
});

describe('by a panel of five of whom three are needed', () => {
  const panel = (votes: string, more: Partial<Standing> = {}) => ({
    policy: policy({ decision: 'PANEL', panel: { members: 5, needed: 3 } }),
    finals: [...votes].map((vote, at) => final(`m${at}`, vote === 'y' ? 'MEETS' : 'NOT_YET')),
    actor: 'm0',
    ...more,
  });

  it('is granted by those who voted for it', () => {
    expect(said('GRANT', panel('yyny'))).toEqual({ as: 'PANEL', by: ['m0', 'm1', 'm3'] });
    expect(said('DENY', panel('nynn'))).toEqual({ as: 'PANEL', by: ['m0', 'm2', 'm3'] });
  });

  it('nothing is decided while the vote is open, nor against it', () => {
    expect(said('GRANT', panel('yynn'))).toBe('REVIEW_NOT_FINAL');
    expect(said('DENY', panel('yynn'))).toBe('REVIEW_NOT_FINAL');
    expect(said('DENY', panel('yyy'))).toBe('DECISION_NOT_ALLOWED');
    expect(said('GRANT', panel('nnn'))).toBe('DECISION_NOT_ALLOWED');
  });

  it('only who has voted may say so', () => {
    expect(said('GRANT', panel('yyy', { actor: 'idris', mayGrant: true }))).toBe('DECISION_NOT_ALLOWED');
    expect(said('GRANT', panel('yyy', { actor: 'm4', reviewing: ['m4'] }))).toBe('REVIEW_NOT_FINAL');
  });
});
