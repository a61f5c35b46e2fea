import { accepted, type Decision, refusal, type Refusal, refused } from '@cairn/access';
import type { RequirementText, RubricText } from '@cairn/events';

export type Recommendation = 'MEETS' | 'NOT_YET' | 'SUSPECT';

/** A criterion of any of a version's rubrics; its key is its own among all of them. */
export type Criterion = RubricText['criteria'][number];

/** What a reviewer found of a criterion so far, opened. */
export interface Score {
  readonly criterion: string;
  /** Key of a level; null when only feedback was written. */
  readonly level: string | null;
  readonly feedback: string | null;
}

/** A change to a score; what is undefined stays. */
export interface ScoreChange {
  readonly criterion: string;
  readonly level?: string | null | undefined;
  readonly feedback?: string | null | undefined;
}

/** What a final review says of a criterion. */
export interface Outcome {
  readonly criterion: string;
  readonly level: string;
  readonly meets: boolean;
  readonly feedback: string | null;
}

export const criteriaOf = (rubrics: readonly RubricText[]): Criterion[] => rubrics.flatMap(({ criteria }) => criteria);

/** Levels are told lowest first, and the standard is one of them. */
export function meets({ levels, standard }: Criterion, level: string): boolean {
  const place = (key: string) => levels.findIndex((one) => one.key === key);
  return place(level) >= place(standard);
}

/** Scores with what was saved now. SCORE_INVALID for what the rubric does not have. */
export function withScores(scores: readonly Score[], changes: readonly ScoreChange[], criteria: readonly Criterion[]): Decision<Score[]> {
  const faults: Refusal[] = [];
  const kept = new Map(scores.map((score) => [score.criterion, score]));
  changes.forEach(({ criterion, level, feedback }, at) => {
    const found = criteria.find(({ key }) => key === criterion);
    if (!found) return void faults.push(refusal('SCORE_INVALID', `The rubric has no criterion \`${criterion}\`.`, 'scores', String(at), 'criterion'));
    if (level !== undefined && level !== null && !found.levels.some(({ key }) => key === level)) {
      faults.push(refusal('SCORE_INVALID', `A level of \`${criterion}\` is one of ${found.levels.map(({ key }) => key).join(', ')}.`, 'scores', String(at), 'level'));
    }
    if (feedback && feedback.length > 5_000) faults.push(refusal('INVALID_VALUE', 'Feedback has at most 5,000 characters.', 'scores', String(at), 'feedback'));
    const before = kept.get(criterion) ?? { criterion, level: null, feedback: null };
    kept.set(criterion, { criterion, level: level === undefined ? before.level : level, feedback: feedback === undefined ? before.feedback : blankToNull(feedback) });
  });
  return faults.length > 0 ? refused(...faults) : accepted([...kept.values()]);
}

/** What a review says once it is final: a level for each criterion, and feedback for each one below standard. */
export function finalOutcomes(scores: readonly Score[], criteria: readonly Criterion[], recommendation: Recommendation): Decision<Outcome[]> {
  const faults: Refusal[] = [];
  const outcomes = criteria.flatMap((criterion): Outcome[] => {
    const { key } = criterion;
    const { level = null, feedback = null } = scores.find((score) => score.criterion === key) ?? {};
    if (level === null) {
      faults.push(refusal('SCORE_INVALID', `The criterion \`${key}\` has no level.`, 'scores', key));
      return [];
    }
    const outcome = { criterion: key, level, meets: meets(criterion, level), feedback };
    if (!outcome.meets && feedback === null) faults.push(refusal('FEEDBACK_MISSING', `The criterion \`${key}\` is below standard: say what is missing.`, 'scores', key));
    return [outcome];
  });
  if (recommendation === 'MEETS' && outcomes.some((outcome) => !outcome.meets)) {
    faults.push(refusal('INVALID_VALUE', 'MEETS says that every criterion meets its standard.', 'recommendation'));
  }
  return faults.length > 0 ? refused(...faults) : accepted(outcomes);
}

/** Keys of the leaves that can be filed, in their order. */
export function partsOf(requirement: RequirementText | null): RequirementText[] {
  if (requirement === null) return [];
  const own = requirement.key !== null && requirement.of.length === 0 ? [requirement] : [];
  return [...own, ...requirement.of.flatMap(partsOf)];
}

/** Keys of the parts behind these criteria. */
export function partsBehind(criteria: readonly string[], requirement: RequirementText | null): string[] {
  const failing = new Set(criteria);
  return partsOf(requirement).flatMap(({ key, criteria: of }) => (key !== null && of.some((one) => failing.has(one)) ? [key] : []));
}

const blankToNull = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text);
