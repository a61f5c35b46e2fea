import { type Refusal, refusal } from '@cairn/access';
import type { AlignmentInput } from '../schema.types.js';
import type { Alignment } from './achievement-version.js';
import { isGiven, tooMany } from './key-fault.js';
import { lineFault } from './markdown-fault.js';
import { addressFault } from './text-fault.js';

/** Open Badges 3.0 AlignmentTargetType. */
const targetTypes: readonly string[] = ['ceasn:Competency', 'ceterms:Credential', 'CFItem', 'CFRubric', 'CFRubricCriterion', 'CFRubricCriterionLevel', 'CTDL'];

/** Every fault in the form of alignments, each with its path. */
export const alignmentFaults = (alignments: readonly AlignmentInput[], path: readonly string[]): Refusal[] => [
  ...tooMany(alignments, 50, path),
  ...alignments.flatMap((alignment, index) => {
    const at = (name: string) => [...path, String(index), name];
    return [
      ...lineFault(alignment.targetName, 300, at('targetName')),
      ...addressFault(alignment.targetUrl, at('targetUrl')),
      ...(alignment.targetFramework ? lineFault(alignment.targetFramework, 300, at('targetFramework')) : []),
      ...(alignment.targetCode ? lineFault(alignment.targetCode, 100, at('targetCode')) : []),
      ...(alignment.level ? levelFault(alignment.level, at('level')) : []),
      ...(isGiven(alignment.targetType) && !isTargetType(alignment.targetType)
        ? [refusal('INVALID_VALUE', 'A target type is a term of Open Badges 3.0 or begins with `ext:`.', ...at('targetType'))]
        : []),
    ];
  }),
];

const isTargetType = (type: string): boolean => targetTypes.includes(type) || /^ext:[A-Za-z0-9._-]{1,100}$/.test(type);

export const toAlignments = (alignments: readonly AlignmentInput[]): Alignment[] =>
  alignments.map(({ targetName, targetUrl, targetFramework, targetCode, targetType, level }) => ({
    targetName: targetName.trim(),
    targetUrl,
    targetFramework: targetFramework?.trim() ?? null,
    targetCode: targetCode?.trim() ?? null,
    targetType: targetType ?? null,
    level: level ?? null,
  }));

/** The fault of a level without a framework; none when it has one. */
export const levelFault = (level: string, path: readonly string[]): Refusal[] =>
  /^[A-Za-z][\w.-]{0,48}:[\w.-]{1,50}$/.test(level) ? [] : [refusal('INVALID_VALUE', 'A level names its framework, for example `EQF:6`.', ...path)];
