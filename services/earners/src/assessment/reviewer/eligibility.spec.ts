import type { AssessmentPolicy } from '@cairn/events';
import { type Candidate, hasRoom, reviewsNeeded, whatForbids } from './eligibility.js';

const now = new Date('2026-09-01T08:00:00Z');
const rules: AssessmentPolicy['reviewers'] = { mustHoldAward: true, notSameGroup: true, notEarlierCollaborator: true, sameLanguage: true };
const none: AssessmentPolicy['reviewers'] = { mustHoldAward: false, notSameGroup: false, notEarlierCollaborator: false, sameLanguage: false };
const toReview = { tenant: 't', issuer: 'i', achievement: 'a', language: 'en-GB' };
const petra: Candidate = {
  id: 'r',
  actor: 'm',
  achievements: null,
  languages: ['en'],
  open: 0,
  openAtMost: 2,
  isEarner: false,
  colleague: false,
  collaborator: false,
  holder: true,
  grants: { rights: ['REVIEW'], scoped: [], until: null },
};
const codes = (change: Partial<Candidate>, by = rules) => whatForbids({ ...petra, ...change }, toReview, by, now).map(({ code }) => code);

describe('who may review a case', () => {
  it('is whoever is near enough to the matter and far enough from the person', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ colleague: true })).toEqual(['REVIEWER_CONFLICT']);
    expect(codes({ collaborator: true })).toEqual(['REVIEWER_CONFLICT']);
    expect(codes({ holder: false })).toEqual(['REVIEWER_NOT_QUALIFIED']);
    expect(codes({ languages: ['de', 'fr'] })).toEqual(['REVIEWER_NOT_QUALIFIED']);
    expect(codes({ achievements: ['b'] })).toEqual(['REVIEWER_NOT_QUALIFIED']);
    expect(codes({ achievements: ['a'] })).toEqual([]);
  });

  it('is never the earner, whatever the rules', () => {
    expect(codes({ isEarner: true }, none)).toEqual(['REVIEWER_CONFLICT']);
    expect(codes({ colleague: true, collaborator: true, holder: false, languages: ['de'] }, none)).toEqual([]);
  });

  it('has the right to, as far as it was heard of', () => {
    expect(codes({ grants: { rights: ['AWARD'], scoped: [], until: null } })).toEqual(['REVIEWER_NOT_QUALIFIED']);
    expect(codes({ grants: { rights: ['REVIEW'], scoped: [], until: now } })).toEqual(['REVIEWER_NOT_QUALIFIED']);
    expect(codes({ grants: { rights: [], scoped: [{ right: 'REVIEW', kind: 'ISSUER', id: 'i' }], until: null } })).toEqual([]);
    expect(codes({ grants: { rights: [], scoped: [{ right: 'REVIEW', kind: 'ISSUER', id: 'other' }], until: null } })).toEqual(['REVIEWER_NOT_QUALIFIED']);
    expect(codes({ grants: null })).toEqual([]);
  });

  it('has room for one more', () => {
    expect([0, 1, 2, 3].map((open) => hasRoom({ ...petra, open }))).toEqual([true, true, false, false]);
  });
});

describe('the number of reviews that a decision needs', () => {
  const policy = (change: Partial<AssessmentPolicy>) => ({ decision: 'SINGLE_REVIEW', panel: null, secondOpinion: 'NEVER', ...change }) as AssessmentPolicy;
  it('follows from the policy, and from a second opinion that was asked for', () => {
    expect(reviewsNeeded(policy({}), false)).toBe(1);
    expect(reviewsNeeded(policy({ secondOpinion: 'ON_DISAGREEMENT' }), false)).toBe(1);
    expect(reviewsNeeded(policy({ secondOpinion: 'ON_DISAGREEMENT' }), true)).toBe(2);
    expect(reviewsNeeded(policy({ secondOpinion: 'ALWAYS' }), false)).toBe(2);
    expect(reviewsNeeded(policy({ decision: 'PANEL', panel: { members: 5, needed: 3 } }), false)).toBe(5);
  });
});
