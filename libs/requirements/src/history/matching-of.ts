import type { CivilDate } from '../civil-date.js';
import { Matching } from '../assignment/matching.js';
import type { Question } from '../question.js';
import type { VersionRules } from './version-rules.js';

/** What an earner's awards are asked for by a version: the same on every day, unless it reads metadata as they are on the day. */
export function matchingOf({ pathway: { policy }, equivalences, naming }: VersionRules, { facts, world }: Pick<Question, 'facts' | 'world'>, day: CivilDate): Matching {
  const notBefore = policy.priorAwards === 'ignore' ? (facts.enrolment?.enrolledOn ?? null) : null;
  return new Matching({ notBefore, policy, equivalences, world }, naming, facts.awards, facts.exceptions, day);
}
