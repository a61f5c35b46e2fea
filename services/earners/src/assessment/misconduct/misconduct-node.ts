import { badInput, parseId, publicId } from '@cairn/subgraph';
import type { Seat } from './ballot.js';
import type { SeenMisconduct } from './misconduct-view.service.js';

/** A case as the schema has it. The earner is not told who reported it, what, or who votes and how. */
export const misconductNode = ({ row, as }: SeenMisconduct) => ({
  __typename: 'MisconductCase' as const,
  id: publicId('MisconductCase', row.id),
  row,
  as,
  state: row.state,
  reason: row.reason,
  submissionId: row.submission && publicId('Submission', row.submission),
  awardId: row.award && publicId('Award', row.award),
  earnerId: publicId('Earner', row.earner),
  reportedAt: row.reportedAt,
  noticeAt: row.noticeAt,
  answeredAt: row.answeredAt,
  committee: as === 'JUDGE' ? row.committee.map((seat) => ({ actorId: actorId(seat), inFavour: seat.vote })) : null,
  decidedAt: row.decidedAt,
  decisionId: row.decision && publicId('Decision', row.decision),
  appealUntil: row.appealUntil,
  overturned: row.overturnedBy !== null,
});

export type MisconductNode = ReturnType<typeof misconductNode>;

export const actorId = <Vote>({ actor, kind }: Seat<Vote>): string => publicId(kind === 'CLIENT' ? 'ApiClient' : 'Member', actor);

/** Members and API clients by their public ids. Throws BAD_USER_INPUT for an id of anything else. */
export const actorsOf = (ids: readonly string[]): Pick<Seat<unknown>, 'actor' | 'kind'>[] =>
  ids.map((id) => {
    const parsed = parseId(id);
    if (parsed?.noun !== 'ApiClient' && parsed?.noun !== 'Member') throw badInput('Who votes is a member (`mem_`) or an API client (`apc_`); this id is of neither.');
    return { actor: parsed.uuid, kind: parsed.noun === 'ApiClient' ? 'CLIENT' : 'MEMBER' };
  });
