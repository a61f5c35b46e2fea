import type { Refusal } from '@cairn/access';
import type { AssessmentPolicy } from '@cairn/events';
import type { AssessmentPolicyInput } from '../schema.types.js';
import { numberFault, tooMany } from './key-fault.js';
import { markdownFault } from './markdown-fault.js';

/** Every fault in the form of an assessment policy, each with its path. */
export const policyFaults = (policy: AssessmentPolicyInput, path: readonly string[]): Refusal[] => [
  ...numberFault(policy.reviewDays, [1, 365], [...path, 'reviewDays']),
  ...numberFault(policy.appealDays, [1, 365], [...path, 'appealDays']),
  ...numberFault(policy.attemptsMax, [1, 100], [...path, 'attemptsMax']),
  ...numberFault(policy.panel?.members, [2, 9], [...path, 'panel', 'members']),
  ...numberFault(policy.panel?.needed, [1, 9], [...path, 'panel', 'needed']),
  ...tooMany(policy.statements, 10, [...path, 'statements']),
  ...(policy.statements ?? []).flatMap(({ text }, index) => markdownFault(text, 2_000, [...path, 'statements', String(index), 'text'])),
];

/** A policy with every member stated. */
export const toPolicy = (policy: AssessmentPolicyInput): AssessmentPolicy => ({
  decision: policy.decision ?? 'SINGLE_REVIEW',
  panel: policy.panel ? { members: policy.panel.members, needed: policy.panel.needed } : null,
  reviewDays: policy.reviewDays ?? 14,
  appealDays: policy.appealDays ?? 30,
  attemptsMax: policy.attemptsMax ?? null,
  openTo: policy.openTo ?? 'ANYONE',
  reviewers: {
    mustHoldAward: policy.reviewers?.mustHoldAward ?? false,
    notSameGroup: policy.reviewers?.notSameGroup ?? false,
    notEarlierCollaborator: policy.reviewers?.notEarlierCollaborator ?? false,
    sameLanguage: policy.reviewers?.sameLanguage ?? false,
  },
  secondOpinion: policy.secondOpinion ?? 'NEVER',
  statements: (policy.statements ?? []).map(({ key, text }) => ({ key, text: text.trim() })),
});
