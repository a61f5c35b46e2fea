import { publicId } from '@cairn/subgraph';
import { actorId } from '../misconduct/misconduct-node.js';
import { isPending } from './appeal-machine.js';
import type { SeenAppeal } from './appeal-view.service.js';

/** An appeal as the schema has it. The earner is not told who decides, and how; nor what he is to be told before it is decided. */
export const appealNode = ({ row, as }: SeenAppeal) => ({
  __typename: 'Appeal' as const,
  id: publicId('Appeal', row.id),
  row,
  as,
  isTold: as === 'JUDGE' || !isPending(row),
  state: row.state,
  decisionId: row.decision && publicId('Decision', row.decision),
  misconductCaseId: row.misconduct && publicId('MisconductCase', row.misconduct),
  submissionId: row.submission && publicId('Submission', row.submission),
  awardId: row.award && publicId('Award', row.award),
  earnerId: publicId('Earner', row.earner),
  filedAt: row.filedAt,
  panel: as === 'JUDGE' ? row.panel.map((seat) => ({ actorId: actorId(seat), vote: seat.vote })) : null,
  remedy: row.remedy,
  overturningDecisionId: row.overturning && publicId('Decision', row.overturning),
  closedAt: row.closedAt,
});

export type AppealNode = ReturnType<typeof appealNode>;
