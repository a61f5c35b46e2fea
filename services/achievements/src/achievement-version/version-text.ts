import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { AchievementVersionInput } from '../schema.types.js';
import type { VersionText } from './achievement-version.js';
import { isAchievementType } from './achievement-type.js';
import { requirementFaults, toRequirement } from './requirement.js';
import { addressFault, proseFault, textFault } from './text-fault.js';

const listMax = 50;
const creditsMax = 10;
/** The published text travels in one event of at most 256 KiB. */
const textBytesMax = 200_000;

/**
 * The text of a draft, or everything about it that is out of bounds. Whether the text agrees with itself is asked at
 * publication (publication.ts): a draft may be unfinished.
 */
export function checkVersionText(input: AchievementVersionInput): Decision<VersionText> {
  const faults = [...textFaults(input), ...listFaults(input), ...codedFaults(input)];
  if (input.requirement) faults.push(...requirementFaults(input.requirement, ['version', 'requirement']));
  if (Buffer.byteLength(JSON.stringify(input)) > textBytesMax) {
    faults.push(refusal('INVALID_VALUE', `A version has at most ${textBytesMax} bytes of text in all.`, 'version'));
  }
  if (faults.length > 0) return refused(...faults);
  return accepted({
    title: input.title.trim(),
    description: input.description.trim(),
    criteria: input.criteria.trim(),
    imageUrl: input.imageUrl ?? null,
    language: languageOf(input.language ?? 'en') ?? 'en',
    achievementType: input.achievementType ?? 'Achievement',
    issuerSector: input.issuerSector,
    useCase: input.useCase,
    claimBasis: input.claimBasis,
    // Modes and tags are sets: one order, so that equal texts have equal hashes.
    earningModes: [...new Set(input.earningModes)].sort(),
    requirement: input.requirement ? toRequirement(input.requirement) : null,
    alignments: (input.alignments ?? []).map(({ targetName, targetUrl, targetFramework, targetCode }) => ({
      targetName: targetName.trim(),
      targetUrl,
      targetFramework: targetFramework?.trim() ?? null,
      targetCode: targetCode?.trim() ?? null,
    })),
    tags: [...new Set((input.tags ?? []).map((tag) => tag.trim()))].sort(),
    estimatedEffort: input.estimatedEffort ?? null,
    creditsAvailable: (input.creditsAvailable ?? []).map(({ unit, amount }) => ({ unit: unit.trim(), amount })),
    level: input.level ?? null,
    validFor: input.validFor ?? null,
    acceptance: input.acceptance ?? 'NOT_NEEDED',
    duplicatePolicy: input.duplicatePolicy ?? 'ONE_ACTIVE',
  });
}

const textFaults = ({ title, description, criteria, imageUrl }: AchievementVersionInput): Refusal[] => [
  ...textFault(title, 300, ['version', 'title']),
  ...proseFault(description, 10_000, ['version', 'description']),
  ...proseFault(criteria, 10_000, ['version', 'criteria']),
  ...(imageUrl ? addressFault(imageUrl, ['version', 'imageUrl']) : []),
];

function listFaults({ earningModes, alignments, tags, creditsAvailable }: AchievementVersionInput): Refusal[] {
  const faults: Refusal[] = [];
  if (earningModes.length === 0) {
    faults.push(refusal('FIELD_MISSING', 'State at least one way of earning it.', 'version', 'earningModes'));
  }
  faults.push(...tooMany(alignments, listMax, 'alignments'), ...tooMany(tags, listMax, 'tags'));
  faults.push(...tooMany(creditsAvailable, creditsMax, 'creditsAvailable'));
  (tags ?? []).forEach((tag, index) => faults.push(...textFault(tag, 100, ['version', 'tags', String(index)])));
  (alignments ?? []).forEach((alignment, index) => {
    const path = ['version', 'alignments', String(index)];
    faults.push(...textFault(alignment.targetName, 300, [...path, 'targetName']));
    faults.push(...addressFault(alignment.targetUrl, [...path, 'targetUrl']));
    if (alignment.targetFramework) faults.push(...textFault(alignment.targetFramework, 300, [...path, 'targetFramework']));
    if (alignment.targetCode) faults.push(...textFault(alignment.targetCode, 100, [...path, 'targetCode']));
  });
  (creditsAvailable ?? []).forEach(({ unit, amount }, index) => {
    const path = ['version', 'creditsAvailable', String(index)];
    faults.push(...textFault(unit, 50, [...path, 'unit']));
    if (!(amount > 0 && amount <= 100_000 && Number(amount.toFixed(2)) === amount)) {
      faults.push(refusal('INVALID_VALUE', 'An amount is above 0, at most 100,000, with at most two decimals.', ...path, 'amount'));
    }
  });
  return faults;
}

const tooMany = (list: readonly unknown[] | null | undefined, max: number, field: string): Refusal[] =>
  (list ?? []).length > max ? [refusal('INVALID_VALUE', `There are at most ${max} of these.`, 'version', field)] : [];

function codedFaults({ language, achievementType, level }: AchievementVersionInput): Refusal[] {
  const faults: Refusal[] = [];
  if (languageOf(language ?? 'en') === undefined) {
    faults.push(refusal('INVALID_VALUE', 'A language is a BCP 47 tag, for example `en` or `pt-BR`.', 'version', 'language'));
  }
  if (!isAchievementType(achievementType ?? 'Achievement')) {
    const message =
      achievementType === 'QualityAssuranceCredential'
        ? 'A quality assurance credential is an accreditation, not an achievement.'
        : 'An achievement type is a term of Open Badges 3.0 or begins with `ext:`.';
    faults.push(refusal('INVALID_VALUE', message, 'version', 'achievementType'));
  }
  if (level && !/^[A-Za-z][\w.-]{0,48}:[\w.-]{1,50}$/.test(level)) {
    faults.push(refusal('INVALID_VALUE', 'A level names its framework, for example `EQF:6`.', 'version', 'level'));
  }
  return faults;
}

/** The canonical form of a language tag, or undefined when it is none. */
function languageOf(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined; // RangeError says "not a tag", and nothing else
  }
}
