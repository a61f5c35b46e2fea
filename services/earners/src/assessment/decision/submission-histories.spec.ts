import { type Decision, refused } from '@cairn/access';
import type { AssessmentPolicy } from '@cairn/events';
import fc from 'fast-check';
import type { Recommendation } from '../review/review.js';
import { deny, denyHeld, giveBack, grant, grantOnAppeal, hold, putBack, release, reopen, submit, takeUp, withdraw } from '../submission/submission-machine.js';
import type { Submission, SubmissionState } from '../submission/submission.js';
import { aPolicy } from '../../testing/submissions.js';
import type { DecisionKind } from './decision.js';
import { whoDecides } from './who-decides.js';

/**
 * A model of cases: what people do in any order, by the rules of the machine and of who decides. After every step of every
 * history: one decision for each filing that overturns none, and an award exactly where a decision that stands granted.
 */
interface World {
  submission: Submission;
  readonly policy: AssessmentPolicy;
  /** Reviewers of the present filing in this round, and what those who are done recommended. */
  reviewers: { readonly actor: string; recommendation: Recommendation | null }[];
  assessors: string[];
  decisions: { readonly attempt: number; readonly kind: DecisionKind; readonly overturns: number | null }[];
  awards: string[];
}

const at = new Date('2026-05-01T08:00:00Z');
const actors = ['ada', 'bert', 'cora', 'dan'] as const;
const begun: Submission = {
  id: 's',
  tenant: 't',
  number: 'S-1',
  earner: 'e',
  sealedFor: 'e',
  issuer: 'i',
  achievement: 'a',
  achievementVersion: 'v',
  language: 'en',
  state: 'DRAFT',
  heldFrom: null,
  heldAt: null,
  attempt: 0,
  returnedParts: null,
  revision: 0,
  submittedAt: null,
  dueAt: null,
  decidedAt: null,
  award: null,
  version: 1,
  createdAt: at,
  updatedAt: at,
};

type Step =
  | { readonly do: 'submit' | 'withdraw' | 'hold' | 'release' | 'denyHeld' | 'appealGrant' | 'appealReopen' }
  | { readonly do: 'accept' | 'recuse'; readonly actor: string }
  | { readonly do: 'finalise'; readonly actor: string; readonly recommendation: Recommendation }
  | { readonly do: 'decide'; readonly actor: string; readonly kind: DecisionKind };

const actor = fc.constantFrom(...actors);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: 'submit' as const }) },
  { weight: 1, arbitrary: fc.constantFrom('withdraw', 'hold', 'release', 'denyHeld', 'appealGrant', 'appealReopen').map((one) => ({ do: one }) as Step) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('accept' as const), actor }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recuse' as const), actor }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('finalise' as const), actor, recommendation: fc.constantFrom<Recommendation>('MEETS', 'NOT_YET', 'SUSPECT') }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('decide' as const), actor, kind: fc.constantFrom<DecisionKind>('GRANT', 'RETURN', 'DENY', 'REVOKE') }) },
);
const policy = fc.constantFrom(aPolicy(), aPolicy({ decision: 'TWO_STAGE' }), aPolicy({ decision: 'PANEL', panel: { members: 3, needed: 2 } }), aPolicy({ secondOpinion: 'ALWAYS' }));

const last = (world: World) => world.decisions.findLastIndex(({ attempt }) => attempt === world.submission.attempt);

function write(world: World, decision: { kind: DecisionKind; overturns: number | null }, next: Submission): void {
  world.submission = next;
  world.decisions.push({ ...decision, attempt: next.attempt });
  world.reviewers = [];
}

function decide(world: World, who: string, kind: DecisionKind): void {
  const { submission, reviewers, assessors } = world;
  if (submission.state !== 'IN_REVIEW') return;
  const finals = reviewers.flatMap(({ actor: by, recommendation }) => (recommendation ? [{ actor: by, recommendation }] : []));
  const reviewing = reviewers.flatMap(({ actor: by, recommendation }) => (recommendation ? [] : [by]));
  const deciders = whoDecides(kind, { policy: world.policy, secondAsked: false, finals, reviewing, assessors, actor: who, mayGrant: who === 'dan' });
  if (!deciders.ok || deciders.value === 'ASK_SECOND') return;
  const award = `award ${world.decisions.length}`;
  const next: Decision<Submission> = kind === 'GRANT' ? grant(submission, award, at) : kind === 'RETURN' ? giveBack(submission, ['p1'], at) : kind === 'DENY' ? deny(submission, at) : refused();
  if (!next.ok) return;
  if (kind === 'GRANT') world.awards.push(award);
  const before = last(world);
  write(world, { kind, overturns: before < 0 ? null : before }, next.value);
}

function appeal(world: World, remedy: 'GRANT' | 'RETURN'): void {
  const before = last(world);
  const award = `award ${world.decisions.length}`;
  const next = remedy === 'GRANT' ? grantOnAppeal(world.submission, award, at) : reopen(world.submission, at, at);
  if (!next.ok || before < 0) return;
  if (remedy === 'GRANT') world.awards.push(award);
  write(world, { kind: remedy, overturns: before }, next.value);
}

function take(world: World, one: Step): void {
  const { submission, reviewers } = world;
  const move = (next: Decision<Submission>) => {
    if (next.ok) world.submission = next.value;
    return next.ok;
  };
  switch (one.do) {
    case 'submit':
      if (move(submit(submission, at, at))) world.reviewers = [];
      break;
    case 'withdraw':
      move(withdraw(submission, at));
      break;
    case 'hold':
      move(hold(submission, at));
      break;
    case 'release':
      move(release(submission, at, at));
      break;
    case 'denyHeld': {
      const next = denyHeld(submission, at);
      const before = last(world);
      if (next.ok) write(world, { kind: 'DENY', overturns: before < 0 ? null : before }, next.value);
      break;
    }
    case 'appealGrant':
      appeal(world, 'GRANT');
      break;
    case 'appealReopen':
      appeal(world, 'RETURN');
      break;
    case 'accept':
      if (reviewers.some((reviewer) => reviewer.actor === one.actor) || !(submission.state === 'IN_REVIEW' || move(takeUp(submission, at)))) break;
      world.reviewers.push({ actor: one.actor, recommendation: null });
      world.assessors.push(one.actor);
      break;
    case 'recuse':
      world.reviewers = reviewers.filter((reviewer) => reviewer.actor !== one.actor);
      if (reviewers.length > 0 && world.reviewers.length === 0) move(putBack(submission, at));
      break;
    case 'finalise': {
      const own = reviewers.find((reviewer) => reviewer.actor === one.actor && reviewer.recommendation === null);
      if (own && submission.state === 'IN_REVIEW') own.recommendation = one.recommendation;
      break;
    }
    case 'decide':
      decide(world, one.actor, one.kind);
      break;
  }
}

function violations({ submission, decisions, awards }: World): string[] {
  const first = decisions.filter(({ overturns }) => overturns === null);
  const overturned = decisions.flatMap(({ overturns }) => overturns ?? []);
  const standing = decisions.filter((_, index) => !overturned.includes(index));
  const grants = standing.filter(({ kind }) => kind === 'GRANT').length;
  return [
    ...(new Set(first.map(({ attempt }) => attempt)).size === first.length ? [] : ['two decisions for a filing']),
    ...(new Set(overturned).size === overturned.length ? [] : ['a decision overturned twice']),
    ...(awards.length === decisions.filter(({ kind }) => kind === 'GRANT').length ? [] : ['an award without a decision, or a decision without its award']),
    ...((submission.state === 'GRANTED') === (grants === 1) && grants <= 1 ? [] : ['the state is not what was decided']),
    ...((submission.award !== null) === (submission.state === 'GRANTED') ? [] : ['an award of a case that is not granted']),
    ...(submission.state === 'HELD' || submission.heldFrom === null ? [] : ['held without being so']),
  ];
}

describe('histories of submissions', () => {
  it('decide once on each filing, award by decisions alone, and reach every state', () => {
    const reached = new Set<SubmissionState>();
    let histories = 0;
    fc.assert(
      fc.property(policy, fc.array(step, { minLength: 1, maxLength: 40 }), (by, steps) => {
        const world: World = { submission: begun, policy: by, reviewers: [], assessors: [], decisions: [], awards: [] };
        histories += 1;
        reached.add(world.submission.state);
        for (const one of steps) {
          take(world, one);
          reached.add(world.submission.state);
          const broken = violations(world);
          if (broken.length > 0) throw new Error(broken.join('; '));
        }
      }),
      { numRuns: 10_000 },
    );
    expect(histories).toBeGreaterThanOrEqual(10_000);
    expect([...reached].sort()).toEqual(['DENIED', 'DRAFT', 'GRANTED', 'HELD', 'IN_REVIEW', 'RETURNED', 'SUBMITTED', 'WITHDRAWN']);
  }, 60_000);

  it('would be seen to break the rule if a case could be decided on twice', () => {
    const twice = [{ attempt: 1, kind: 'GRANT' as const, overturns: null }, { attempt: 1, kind: 'DENY' as const, overturns: null }];
    const world: World = { submission: { ...begun, state: 'GRANTED', award: 'a' }, policy: aPolicy(), reviewers: [], assessors: [], decisions: twice, awards: ['a'] };
    expect(violations(world)).toEqual(['two decisions for a filing']);
    expect(violations({ ...world, decisions: [] })).toEqual(['an award without a decision, or a decision without its award', 'the state is not what was decided']);
  });
});
