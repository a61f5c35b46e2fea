import { type Refusal, refusal } from '@cairn/access';
import type { AchievementVersionText, RequirementText } from '@cairn/events';

/** What results of a version may say, and what of it is enough: taken from its text once, when it is published. */
export interface ResultRule {
  readonly key: string;
  readonly name: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly allowed: readonly string[];
  /** Keys of the levels, lowest first; empty where there are none. */
  readonly levels: readonly string[];
  /** The least that passes, by number. */
  readonly pass: number | null;
}

/** A result as somebody states it. */
interface Stated {
  readonly name: string;
  readonly value: string;
  readonly resultDescription?: string | null;
  readonly achievedLevel?: string | null;
}

export function resultRulesOf({ requirement, rubrics, resultDescriptions }: Pick<AchievementVersionText, 'requirement' | 'rubrics' | 'resultDescriptions'>): ResultRule[] {
  const levels = new Map(rubrics.flatMap(({ criteria }) => criteria.map((criterion) => [criterion.key, criterion.levels.map(({ key }) => key)] as const)));
  const passes = new Map(leavesOf(requirement ?? null).flatMap(({ pass }) => (pass ? [[pass.result, pass.minimum] as const] : [])));
  return resultDescriptions.map(({ key, name, criterion, valueMin, valueMax, requiredValue, allowedValues }) => ({
    key,
    name,
    min: valueMin,
    max: valueMax,
    allowed: allowedValues,
    levels: criterion === null ? [] : (levels.get(criterion) ?? []),
    pass: passes.get(key) ?? requiredValue,
  }));
}

/**
 * What is wrong with results under the rules of a version. A result that names no result description is bound by the one
 * of its name, if there is one.
 */
export function checkResults(results: readonly Stated[], rules: readonly ResultRule[]): Refusal[] {
  return results.flatMap((result, index) => {
    const at = (member: string, code: string, message: string) => [refusal(code, message, 'results', String(index), member)];
    const { resultDescription: key = null, achievedLevel: level = null, value } = result;
    const rule = key === null ? rules.find(({ name }) => name === result.name) : rules.find((one) => one.key === key);
    if (key !== null && !rule) return at('resultDescription', 'INVALID_VALUE', 'The version has no result description of this key.');
    if (level !== null && !rule?.levels.includes(level)) return at('achievedLevel', 'INVALID_VALUE', 'The result description has no level of this key.');
    if (!rule) return [];
    if (rule.allowed.length > 0 && !rule.allowed.includes(value)) return at('value', 'INVALID_VALUE', `The value is one of ${rule.allowed.join(', ')}.`);
    if (rule.min === null && rule.max === null && rule.pass === null) return [];
    const number = numberOf(value);
    if (number === null) return rule.levels.length > 0 ? [] : at('value', 'INVALID_VALUE', 'The value is a number on the scale of its result description.');
    if ((rule.min !== null && number < rule.min) || (rule.max !== null && number > rule.max)) {
      return at('value', 'INVALID_VALUE', `The value lies from ${rule.min ?? 'any number'} to ${rule.max ?? 'any number'}.`);
    }
    return rule.pass !== null && number < rule.pass ? at('value', 'RESULT_BELOW_PASS', `At least ${rule.pass} passes.`) : [];
  });
}

const leavesOf = (requirement: RequirementText | null): RequirementText[] =>
  requirement === null ? [] : requirement.of.length > 0 ? requirement.of.flatMap(leavesOf) : [requirement];

const numberOf = (text: string): number | null => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null);
