import { type Refusal, refusal } from '@cairn/access';
import type { ResultDescriptionText } from '@cairn/events';
import type { ResultDescriptionInput } from '../schema.types.js';
import { isGiven, keyFault, numberFault, tooMany } from './key-fault.js';
import { lineFault } from './markdown-fault.js';

/** Open Badges 3.0 ResultType. */
const resultTypes: readonly string[] = [
  'GradePointAverage',
  'LetterGrade',
  'Percent',
  'PerformanceLevel',
  'PredictedScore',
  'RawScore',
  'Result',
  'RubricCriterion',
  'RubricCriterionLevel',
  'RubricScore',
  'ScaledScore',
  'Status',
];

const isResultType = (type: string): boolean => resultTypes.includes(type) || /^ext:[A-Za-z0-9._-]{1,100}$/.test(type);

/** Every fault in the form of result descriptions, each with its path. */
export const resultFaults = (results: readonly ResultDescriptionInput[], path: readonly string[]): Refusal[] => [
  ...tooMany(results, 50, path),
  ...results.slice(0, 50).flatMap((result, index) => {
    const at = (...more: string[]) => [...path, String(index), ...more];
    return [
      ...keyFault(result.key, at('key')),
      ...lineFault(result.name, 300, at('name')),
      ...(isResultType(result.resultType)
        ? []
        : [refusal('INVALID_VALUE', 'A result type is a term of Open Badges 3.0 or begins with `ext:`.', ...at('resultType'))]),
      ...(['valueMin', 'valueMax', 'requiredValue'] as const).flatMap((name) => numberFault(result[name], [-1e9, 1e9], at(name))),
      ...tooMany(result.allowedValues, 50, at('allowedValues')),
      ...(result.allowedValues ?? []).flatMap((value, place) => lineFault(value, 100, at('allowedValues', String(place)))),
    ];
  }),
];

/** Result descriptions with every member stated. */
export const toResults = (results: readonly ResultDescriptionInput[]): ResultDescriptionText[] =>
  results.map((result) => ({
    key: result.key,
    name: result.name.trim(),
    resultType: result.resultType,
    criterion: result.criterion ?? null,
    valueMin: result.valueMin ?? null,
    valueMax: result.valueMax ?? null,
    requiredValue: result.requiredValue ?? null,
    allowedValues: (result.allowedValues ?? []).map((value) => value.trim()),
  }));

/** Whether a description has limits or values of its own. */
export const hasScale = ({ valueMin, valueMax, requiredValue, allowedValues }: ResultDescriptionText): boolean =>
  [valueMin, valueMax, requiredValue].some(isGiven) || allowedValues.length > 0;
