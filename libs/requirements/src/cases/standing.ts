import { type Answer, answer } from '../answer/answer.js';
import type { CivilDate } from '../civil-date.js';
import type { AwardFact, OtherPathway, World } from '../facts/facts.js';
import type { Badge } from '../language/pathway.js';
import type { Question } from '../question.js';

/** How one pathway stands, for those evaluated after it (S12). */
export interface Standing {
  readonly question: Question;
  readonly answer: Answer;
  readonly other: OtherPathway;
  /** The awards that its completion and its milestones stand for. */
  readonly awards: readonly AwardFact[];
}

export function standingOf(question: Question): Standing {
  const { versions, asOf, world } = question;
  const found = answer(question);
  const { completedOn, completingVersion, intervals } = found;
  const rules = versions.find(({ number }) => number === completingVersion);
  const counted = completedOn === null || !rules ? [] : [...answer({ ...question, asOf: completedOn }).counted().values()].flat();
  const badge = rules?.pathway.completion;
  const awards = badge?.autoIssue && !found.vacuous ? computed(badge, intervals, `completion:${found.pathway ?? ''}`, asOf, world) : [];
  const milestones = [...found.milestones()].flatMap(([id, { achievement, autoIssue, periods }]) => (autoIssue ? computed({ achievement }, periods, `milestone:${id}`, asOf, world) : []));
  return { question, answer: found, other: { completedOn, completingVersion, intervals, counted: [...new Set(counted)] }, awards: [...awards, ...milestones] };
}

/** Issued on the first day, and suspended, revoked or unending when it no longer holds, as the badge says. */
function computed({ achievement, onRevocation = 'suspend' }: Badge, periods: OtherPathway['intervals'], id: string, asOf: CivilDate, world: World): AwardFact[] {
  const [first] = periods;
  if (!first || first.from > asOf) return [];
  const gaps = periods.flatMap(({ until }, at) => (until === null ? [] : [{ from: until, until: periods[at + 1]?.from ?? null }]));
  return [
    {
      ...{ id, achievement, issuedOn: first.from, expiresOn: null, result: null, stated: {}, entry: false },
      snapshot: world.metadataOn(achievement, first.from),
      revokedOn: onRevocation === 'cascadeRevoke' ? first.until : null,
      suspensions: onRevocation === 'suspend' ? gaps : [],
    },
  ];
}
