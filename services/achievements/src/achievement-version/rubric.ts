import { type Refusal, refusal } from '@cairn/access';
import type { RubricText } from '@cairn/events';
import type { RubricCriterionInput, RubricInput } from '../schema.types.js';
import { isGiven, keyFault, numberFault, tooMany } from './key-fault.js';
import { lineFault, markdownFault } from './markdown-fault.js';

type Criterion = RubricText['criteria'][number];
export type Level = Criterion['levels'][number];

const at = (path: readonly string[], ...more: (string | number)[]): string[] => [...path, ...more.map(String)];

/** Every fault in the form of rubrics, each with its path. */
export const rubricFaults = (rubrics: readonly RubricInput[], path: readonly string[]): Refusal[] => [
  ...tooMany(rubrics, 10, path),
  ...rubrics.slice(0, 10).flatMap((rubric, index) => [
    ...keyFault(rubric.key, at(path, index, 'key')),
    ...lineFault(rubric.title, 300, at(path, index, 'title')),
    ...(rubric.criteria.length === 0 ? [refusal('FIELD_MISSING', 'A rubric has criteria.', ...at(path, index, 'criteria'))] : []),
    ...tooMany(rubric.criteria, 50, at(path, index, 'criteria')),
    ...rubric.criteria.slice(0, 50).flatMap((criterion, place) => criterionFaults(criterion, at(path, index, 'criteria', place))),
  ]),
];

const criterionFaults = (criterion: RubricCriterionInput, path: readonly string[]): Refusal[] => [
  ...keyFault(criterion.key, at(path, 'key')),
  ...lineFault(criterion.title, 300, at(path, 'title')),
  ...(isGiven(criterion.description) ? markdownFault(criterion.description, 5_000, at(path, 'description')) : []),
  ...((criterion.weight ?? 1) > 0 ? numberFault(criterion.weight, [0, 1_000], at(path, 'weight')) : [refusal('INVALID_VALUE', 'A weight is above 0.', ...at(path, 'weight'))]),
  ...(criterion.levels.length < 2 ? [refusal('INVALID_VALUE', 'A criterion has 2 to 20 levels.', ...at(path, 'levels'))] : []),
  ...tooMany(criterion.levels, 20, at(path, 'levels')),
  ...criterion.levels.slice(0, 20).flatMap((level, place) => [
    ...keyFault(level.key, at(path, 'levels', place, 'key')),
    ...lineFault(level.title, 300, at(path, 'levels', place, 'title')),
    ...(isGiven(level.description) ? markdownFault(level.description, 5_000, at(path, 'levels', place, 'description')) : []),
    ...numberFault(level.points, [-1e6, 1e6], at(path, 'levels', place, 'points')),
  ]),
];

/** Rubrics with every member stated. */
export const toRubrics = (rubrics: readonly RubricInput[]): RubricText[] =>
  rubrics.map(({ key, title, criteria }) => ({
    key,
    title: title.trim(),
    criteria: criteria.map((criterion) => ({
      key: criterion.key,
      title: criterion.title.trim(),
      description: criterion.description?.trim() ?? null,
      weight: criterion.weight ?? 1,
      standard: criterion.standard,
      levels: criterion.levels.map((level) => ({
        key: level.key,
        title: level.title.trim(),
        description: level.description?.trim() ?? null,
        points: level.points ?? null,
      })),
    })),
  }));

/** A criterion and where it stands. */
export interface PlacedCriterion {
  readonly criterion: Criterion;
  readonly path: readonly string[];
}

export const placedCriteria = (rubrics: readonly RubricText[]): readonly PlacedCriterion[] =>
  rubrics.flatMap(({ criteria }, rubric) =>
    criteria.map((criterion, place) => ({ criterion, path: at(['version', 'rubrics'], rubric, 'criteria', place) })),
  );

/** The levels of a criterion of a version, lowest first; none of none. */
export const levelsOf = (rubrics: readonly RubricText[], criterion: string | null): readonly Level[] =>
  rubrics.flatMap(({ criteria }) => criteria).find(({ key }) => key === criterion)?.levels ?? [];
