import { publicId } from '@cairn/subgraph';
import { achievementRef } from '../pathway/achievement-ref.js';
import type { EnrolmentStep } from './ranked-steps.js';

/** A step as the schema has it; what leads elsewhere is resolved. */
export const stepNode = <Enrolment>({ achievements, pathway, missing, ...step }: EnrolmentStep, enrolment: Enrolment) => ({
  ...step,
  enrolment,
  achievements: achievements.map(achievementRef),
  pathwayId: pathway === null ? null : publicId('Pathway', pathway),
  missing: missing && { amount: missing.amount, unit: missing.unit, by: missing.by },
});
