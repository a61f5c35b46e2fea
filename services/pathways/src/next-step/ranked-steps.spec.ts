import { type EnrolmentStep, rankedSteps } from './ranked-steps.js';

const step = (node: string, more: Partial<EnrolmentStep> = {}): EnrolmentStep => ({
  enrolment: 'e',
  node,
  requirement: node,
  reason: 'MISSING',
  achievements: [],
  missing: null,
  pathway: null,
  attestedBy: null,
  completes: 1,
  completesNodes: 1,
  completesPathway: false,
  after: [],
  dueOn: null,
  effortMinutes: null,
  price: null,
  ...more,
});

describe('steps of several enrolments', () => {
  it('come in the order of what is due, what they complete and what they cost', () => {
    const steps = [
      step('unknown'),
      step('dear', { effortMinutes: 600 }),
      step('cheap', { effortMinutes: 60 }),
      step('two', { completes: 2 }),
      step('last', { completesPathway: true }),
      step('later', { dueOn: '2027-01-01', completes: 0 }),
      step('soon', { dueOn: '2026-07-01', completes: 0 }),
    ];
    expect(rankedSteps(steps).map(({ node }) => node)).toEqual(['soon', 'later', 'last', 'two', 'cheap', 'dear', 'unknown']);
  });

  it('stay as they were where nothing tells them apart', () => {
    expect(rankedSteps(['b', 'a', 'c'].map((node) => step(node))).map(({ node }) => node)).toEqual(['b', 'a', 'c']);
  });
});
