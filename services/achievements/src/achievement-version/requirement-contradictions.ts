import { type Refusal, refusal } from '@cairn/access';
import type { VersionText } from './achievement-version.js';
import { type PlacedLeaf, placedLeaves } from './requirement.js';
import { hasScale } from './result-description.js';
import { levelsOf, placedCriteria, type PlacedCriterion } from './rubric.js';

const invalid = (message: string, ...path: readonly string[]): Refusal => refusal('REQUIREMENT_INVALID', message, ...path);

/** Where requirements, rubrics, results and the policy of assessment contradict themselves or one another, each with its path. */
export const requirementContradictions = (text: VersionText): Refusal[] => [
  ...placedLeaves(text.requirement).flatMap((placed) => leafFaults(placed, text)),
  ...repeated(placedLeaves(text.requirement).map(({ leaf: { key }, path }) => [key, [...path, 'key']])),
  ...repeated(text.rubrics.map(({ key }, index) => [key, ['version', 'rubrics', String(index), 'key']])),
  ...repeated(placedCriteria(text.rubrics).map(({ criterion: { key }, path }) => [key, [...path, 'key']])),
  ...placedCriteria(text.rubrics).flatMap(criterionFaults),
  ...repeated(text.resultDescriptions.map(({ key }, index) => [key, ['version', 'resultDescriptions', String(index), 'key']])),
  ...text.resultDescriptions.flatMap((_, index) => resultFaults(text, index)),
  ...policyFaults(text),
];

/** A fault for each key that was there before. */
function repeated(keys: readonly (readonly [string | null, readonly string[]])[]): Refusal[] {
  const seen = new Set<string>();
  return keys.flatMap(([key, path]) => {
    if (key === null || !seen.has(key)) {
      if (key !== null) seen.add(key);
      return [];
    }
    return [invalid(`The key \`${key}\` is given twice.`, ...path)];
  });
}

const leafFaults = (placed: PlacedLeaf, text: VersionText): Refusal[] => [
  ...criteriaFaults(placed, text),
  ...passFaults(placed, text),
  ...evidenceFaults(placed),
  ...kindFaults(placed),
];

function criteriaFaults({ leaf, path }: PlacedLeaf, { rubrics }: VersionText): Refusal[] {
  const known = new Set(placedCriteria(rubrics).map(({ criterion }) => criterion.key));
  return [
    ...leaf.criteria.flatMap((key, index) => (known.has(key) ? [] : [invalid(`No rubric has a criterion \`${key}\`.`, ...path, 'criteria', String(index))])),
    ...repeated(leaf.criteria.map((key, index) => [key, [...path, 'criteria', String(index)]])),
  ];
}

function passFaults({ leaf: { pass, assessed }, path }: PlacedLeaf, { resultDescriptions, rubrics }: VersionText): Refusal[] {
  if (pass === null) return [];
  if (!assessed) return [invalid('Only what is assessed is passed.', ...path, 'pass')];
  const result = resultDescriptions.find(({ key }) => key === pass.result);
  if (!result) return [invalid(`There is no result description \`${pass.result}\`.`, ...path, 'pass', 'result')];
  const points = levelsOf(rubrics, result.criterion).flatMap((level) => level.points ?? []);
  if (result.criterion !== null && points.length === 0) return [invalid('This result has levels without points; it is passed by the standard of its criterion.', ...path, 'pass')];
  const [least, most] = result.criterion === null ? [result.valueMin ?? -Infinity, result.valueMax ?? Infinity] : [Math.min(...points), Math.max(...points)];
  return pass.minimum >= least && pass.minimum <= most ? [] : [invalid(`This result goes from ${least} to ${most}.`, ...path, 'pass', 'minimum')];
}

function evidenceFaults({ leaf: { evidence }, path }: PlacedLeaf): Refusal[] {
  if (evidence === null) return [];
  const { kinds, wordsMax, artefactsMin, artefactsMax } = evidence;
  const artefacts = kinds.some((kind) => kind !== 'TEXT');
  return [
    ...(wordsMax !== null && !kinds.includes('TEXT') ? [invalid('Words are counted in TEXT only.', ...path, 'evidence', 'wordsMax')] : []),
    ...(artefacts === artefactsMax > 0 ? [] : [invalid('There are artefacts with FILE or LINK, and only with them.', ...path, 'evidence', 'artefactsMax')]),
    ...(artefactsMin > artefactsMax ? [invalid('At least more artefacts are asked for than at most.', ...path, 'evidence', 'artefactsMin')] : []),
  ];
}

function kindFaults({ leaf: { kind, attestorRole, achievement, evidence }, path }: PlacedLeaf): Refusal[] {
  const artefactless = kind === 'PROJECT' && evidence !== null && evidence.artefactsMax === 0;
  return [
    ...(attestorRole !== null && kind !== 'ATTESTATION' ? [invalid('Somebody attests on ATTESTATION only.', ...path, 'attestorRole')] : []),
    ...(kind === 'PRIOR_AWARD' && achievement === null ? [invalid('PRIOR_AWARD names exactly one achievement.', ...path, 'achievementId')] : []),
    ...(kind !== 'PRIOR_AWARD' && achievement !== null ? [invalid('An achievement is held on PRIOR_AWARD only.', ...path, 'achievementId')] : []),
    ...(artefactless ? [invalid('A project has an artefact.', ...path, 'evidence', 'kinds')] : []),
  ];
}

function criterionFaults({ criterion: { standard, levels }, path }: PlacedCriterion): Refusal[] {
  const points = levels.map((level) => level.points);
  const given = points.filter((one) => one !== null);
  const falls = given.findIndex((one, index) => index > 0 && one < (given[index - 1] ?? one));
  return [
    ...repeated(levels.map(({ key }, index) => [key, [...path, 'levels', String(index), 'key']])),
    ...(levels.some(({ key }) => key === standard) ? [] : [invalid(`The standard \`${standard}\` is none of the levels.`, ...path, 'standard')]),
    ...(given.length === 0 || given.length === points.length
      ? []
      : [invalid('Either all levels have points or none has.', ...path, 'levels', String(points.indexOf(null)), 'points')]),
    ...(given.length === points.length && falls > 0 ? [invalid('A higher level has no fewer points.', ...path, 'levels', String(falls), 'points')] : []),
  ];
}

function resultFaults({ resultDescriptions, rubrics }: VersionText, index: number): Refusal[] {
  const result = resultDescriptions[index];
  if (!result) return [];
  const at = (message: string, name: string) => invalid(message, 'version', 'resultDescriptions', String(index), name);
  const { criterion, valueMin, valueMax, requiredValue } = result;
  if (criterion !== null) {
    if (levelsOf(rubrics, criterion).length === 0) return [at(`No rubric has a criterion \`${criterion}\`.`, 'criterion')];
    return hasScale(result) ? [at('A result that is bound to a criterion has its levels, and no values or limits.', 'criterion')] : [];
  }
  const outside = requiredValue !== null && (requiredValue < (valueMin ?? -Infinity) || requiredValue > (valueMax ?? Infinity));
  return [
    ...(valueMin !== null && valueMax !== null && valueMin > valueMax ? [at('The least value is above the greatest.', 'valueMin')] : []),
    ...(outside ? [at('The required value is outside the limits.', 'requiredValue')] : []),
  ];
}

function policyFaults({ assessment }: VersionText): Refusal[] {
  if (assessment === null) return [];
  const { decision, panel, statements } = assessment;
  const at = (message: string, ...path: string[]) => invalid(message, 'version', 'assessment', ...path);
  return [
    ...(decision === 'PANEL' && panel === null ? [at('A panel has members, of whom some are needed.', 'panel')] : []),
    ...(decision !== 'PANEL' && panel !== null ? [at(`${decision} has no panel.`, 'panel')] : []),
    ...(panel !== null && panel.needed > panel.members ? [at('More votes are needed than there are members.', 'panel', 'needed')] : []),
    ...repeated(statements.map(({ key }, index) => [key, ['version', 'assessment', 'statements', String(index), 'key']])),
  ];
}
