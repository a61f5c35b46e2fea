import { publicId } from '@cairn/subgraph';
import type { SkillJob } from './skill-job.js';

/** A job as the schema has it; its framework and position are resolved on demand. */
export const skillJobNode = (job: SkillJob) => ({
  __typename: 'SkillFrameworkJob' as const,
  id: publicId('ImportJob', job.id),
  task: job.task,
  state: job.state,
  frameworkId: job.framework,
  generation: job.generation,
  unchanged: job.unchanged,
  total: job.total,
  done: job.loaded,
  report: job.report,
  faults: job.faults,
  createdAt: job.createdAt,
  finishedAt: job.finishedAt,
  marks: job.marks,
});

export type SkillJobNode = ReturnType<typeof skillJobNode>;
