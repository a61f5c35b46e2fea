import { type Refusal, refusal } from '@cairn/access';
import { uuidOf } from '@cairn/subgraph';
import type { EvidenceAskedInput, RequirementInput } from '../schema.types.js';
import { isGiven, keyFault, numberFault, tooMany } from './key-fault.js';
import { lineFault, markdownFault } from './markdown-fault.js';
import { isOperator, leavesOf, type Requirement } from './requirement.js';

export const requirementDepthMax = 8;
export const requirementPartsMax = 50;
export const requirementLeavesMax = 200;
const artefactsMax = 20;

/** Every fault in the form of a tree, each with its path. Depth and breadth are bounded here, so that later walks are. */
export function requirementFaults(tree: RequirementInput, path: readonly string[]): Refusal[] {
  const faults = treeFaults(tree, path, 1);
  if (faults.length > 0) return faults;
  const leaves = leavesOf(toRequirement(tree)).length;
  return leaves > requirementLeavesMax ? [refusal('INVALID_VALUE', `There are at most ${requirementLeavesMax} leaves.`, ...path)] : [];
}

function treeFaults(tree: RequirementInput, path: readonly string[], depth: number): Refusal[] {
  const invalid = (message: string, ...at: string[]) => refusal('INVALID_VALUE', message, ...path, ...at);
  if (depth > requirementDepthMax) return [invalid(`Requirements are at most ${requirementDepthMax} levels deep.`)];
  if (!isOperator(tree)) return leafFaults(tree, path);
  const parts = tree.of ?? [];
  if (parts.length < 1 || parts.length > requirementPartsMax) return [invalid(`An operator has 1 to ${requirementPartsMax} parts.`, 'of')];
  return [
    ...leafMembers.filter((name) => isGiven(tree[name])).map((name) => invalid(`An operator has no ${name}; its parts have.`, name)),
    ...(tree.assessed ? [invalid('An operator is not assessed; its parts are.', 'assessed')] : []),
    ...atLeastFaults(tree, parts.length, invalid),
    ...parts.flatMap((part, index) => treeFaults(part, [...path, 'of', String(index)], depth + 1)),
  ];
}

const leafMembers = ['key', 'title', 'description', 'effort', 'evidence', 'criteria', 'pass', 'attestorRole', 'achievementId'] as const;

function leafFaults(leaf: RequirementInput, path: readonly string[]): Refusal[] {
  const invalid = (message: string, ...at: string[]) => refusal('INVALID_VALUE', message, ...path, ...at);
  return [
    ...(isGiven(leaf.key) ? keyFault(leaf.key, [...path, 'key']) : []),
    ...(isGiven(leaf.title) ? lineFault(leaf.title, 300, [...path, 'title']) : [refusal('FIELD_MISSING', 'State what has to be done.', ...path, 'title')]),
    ...(isGiven(leaf.description) ? markdownFault(leaf.description, 5_000, [...path, 'description']) : []),
    ...(isGiven(leaf.attestorRole) ? lineFault(leaf.attestorRole, 100, [...path, 'attestorRole']) : []),
    ...(isGiven(leaf.evidence) ? evidenceFaults(leaf.evidence, [...path, 'evidence']) : []),
    ...tooMany(leaf.criteria, requirementPartsMax, [...path, 'criteria']),
    ...(isGiven(leaf.pass) ? numberFault(leaf.pass.minimum, [-1e9, 1e9], [...path, 'pass', 'minimum']) : []),
    ...(isGiven(leaf.achievementId) && uuidOf('Achievement', leaf.achievementId) === undefined ? [invalid('This is the id of an achievement.', 'achievementId')] : []),
    ...((leaf.of ?? []).length > 0 ? [invalid('Only ALL, ANY and AT_LEAST have parts.', 'of')] : []),
    ...(isGiven(leaf.atLeast) ? [invalid('Only AT_LEAST says how many.', 'atLeast')] : []),
  ];
}

const evidenceFaults = (evidence: EvidenceAskedInput, path: readonly string[]): Refusal[] => [
  ...(evidence.kinds.length === 0 ? [refusal('FIELD_MISSING', 'Say what may be handed in.', ...path, 'kinds')] : []),
  ...numberFault(evidence.wordsMax, [1, 20_000], [...path, 'wordsMax']),
  ...numberFault(evidence.artefactsMin, [0, artefactsMax], [...path, 'artefactsMin']),
  ...numberFault(evidence.artefactsMax, [0, artefactsMax], [...path, 'artefactsMax']),
];

function atLeastFaults({ kind, atLeast }: RequirementInput, parts: number, invalid: (message: string, ...at: string[]) => Refusal): Refusal[] {
  if (kind !== 'AT_LEAST') return isGiven(atLeast) ? [invalid('Only AT_LEAST says how many.', 'atLeast')] : [];
  if (isGiven(atLeast) && atLeast >= 1 && atLeast <= parts) return [];
  return [invalid(`AT_LEAST asks for 1 to ${parts} of its ${parts} parts.`, 'atLeast')];
}

/** The tree with every member stated and a key on every leaf, so that equal requirements have equal hashes. */
export function toRequirement(tree: RequirementInput): Requirement {
  const taken = new Set(givenKeys(tree));
  const keyFor = (kind: string): string => {
    const stem = kind.toLowerCase().replaceAll('_', '-');
    for (let number = 1; ; number += 1) {
      const key = `${stem}-${number}`;
      if (taken.has(key)) continue;
      taken.add(key);
      return key;
    }
  };
  return stated(tree, keyFor);
}

const givenKeys = (tree: RequirementInput): string[] =>
  isOperator(tree) ? (tree.of ?? []).flatMap(givenKeys) : isGiven(tree.key) ? [tree.key] : [];

const stated = (tree: RequirementInput, keyFor: (kind: string) => string): Requirement => ({
  key: isOperator(tree) ? null : (tree.key ?? keyFor(tree.kind)),
  kind: tree.kind,
  title: tree.title?.trim() ?? null,
  description: tree.description?.trim() ?? null,
  assessed: tree.assessed ?? false,
  effort: tree.effort ?? null,
  evidence: tree.evidence ? evidenceAsked(tree.evidence) : null,
  criteria: [...(tree.criteria ?? [])],
  pass: tree.pass ? { result: tree.pass.result, minimum: tree.pass.minimum } : null,
  attestorRole: tree.attestorRole?.trim() ?? null,
  achievement: (tree.achievementId && uuidOf('Achievement', tree.achievementId)) || null,
  atLeast: tree.atLeast ?? null,
  of: (tree.of ?? []).map((part) => stated(part, keyFor)),
});

function evidenceAsked({ kinds, wordsMax, artefactsMin, artefactsMax: most }: EvidenceAskedInput): NonNullable<Requirement['evidence']> {
  const byDefault = kinds.some((kind) => kind !== 'TEXT') ? Math.max(5, artefactsMin ?? 0) : 0;
  // A set: one order, so that equal texts have equal hashes.
  return { kinds: [...new Set(kinds)].sort(), wordsMax: wordsMax ?? null, artefactsMin: artefactsMin ?? 0, artefactsMax: most ?? byDefault };
}
