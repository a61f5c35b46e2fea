import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { AchievementVersionInput, Validity } from '../schema.types.js';
import { alignmentFaults, levelFault, toAlignments } from './alignment.js';
import type { VersionText } from './achievement-version.js';
import { isAchievementType } from './achievement-type.js';
import { policyFaults, toPolicy } from './assessment-policy.js';
import { creditsFaults, toCredits } from './credits.js';
import { isGiven, numberFault, tooMany } from './key-fault.js';
import { lineFault, markdownFault } from './markdown-fault.js';
import { requirementFaults, toRequirement } from './requirement-form.js';
import { resultFaults, toResults } from './result-description.js';
import { rubricFaults, toRubrics } from './rubric.js';
import { addressFault } from './text-fault.js';
import { languageFault, languageOf, toTranslations, translationFaults } from './translation.js';
import { factsFaults, toFacts } from './version-facts-form.js';

/** What a designer gave, with the address of the image that was taken from an upload, if one was. */
export interface VersionTextGiven extends Omit<AchievementVersionInput, 'imageUploadId'> {
  readonly keptImageUrl?: string;
}

/** The published text travels in one event of at most 256 KiB, beside a few ids. */
export const textBytesMax = 240_000;

/**
 * The text of a draft, or everything about it that is out of bounds. Whether the text agrees with itself is asked at
 * publication (publication.ts): a draft may be unfinished.
 */
export function checkVersionText(input: VersionTextGiven): Decision<VersionText> {
  const faults = [...textFaults(input), ...listFaults(input), ...codedFaults(input), ...describedFaults(input)];
  if (faults.length > 0) return refused(...faults);
  const text = toText(input);
  if (Buffer.byteLength(JSON.stringify(text)) <= textBytesMax) return accepted(text);
  return refused(refusal('INVALID_VALUE', `A version has at most ${textBytesMax.toLocaleString('en')} bytes of text in all.`, 'version'));
}

const toText = (input: VersionTextGiven): VersionText => ({
  title: input.title.trim(),
  description: input.description.trim(),
  criteria: input.criteria.trim(),
  imageUrl: input.keptImageUrl ?? input.imageUrl ?? null,
  imageAltText: input.imageAltText?.trim() ?? null,
  language: languageOf(input.language ?? 'en') ?? 'en',
  translations: toTranslations(input.translations ?? []),
  achievementType: input.achievementType ?? 'Achievement',
  issuerSector: input.issuerSector,
  useCase: input.useCase,
  claimBasis: input.claimBasis,
  // Modes and tags are sets: one order, so that equal texts have equal hashes.
  earningModes: [...new Set(input.earningModes)].sort(),
  requirement: input.requirement ? toRequirement(input.requirement) : null,
  rubrics: toRubrics(input.rubrics ?? []),
  resultDescriptions: toResults(input.resultDescriptions ?? []),
  assessment: input.assessment ? toPolicy(input.assessment) : null,
  stated: toFacts(input.stated ?? {}, input.useCase),
  alignments: toAlignments(input.alignments ?? []),
  tags: [...new Set((input.tags ?? []).map((tag) => tag.trim()))].sort(),
  estimatedEffort: input.estimatedEffort ?? null,
  creditsAvailable: toCredits(input.creditsAvailable ?? []),
  level: input.level ?? null,
  validity: validityOf(input),
  validFor: input.validFor ?? null,
  validUntil: input.validUntil ?? null,
  acceptance: input.acceptance ?? 'NOT_NEEDED',
  duplicatePolicy: input.duplicatePolicy ?? 'ONE_ACTIVE',
  duplicatePeriod: input.duplicatePeriod ?? null,
  guardianBelowAge: input.guardianBelowAge ?? null,
});

/** Said, or plain from what is said beside it. */
function validityOf({ validity, validFor, validUntil }: AchievementVersionInput): Validity | null {
  if (isGiven(validity)) return validity;
  if (isGiven(validUntil)) return 'FIXED_DATE';
  return isGiven(validFor) ? 'PERIOD' : null;
}

const textFaults = ({ title, description, criteria, imageUrl, imageAltText }: AchievementVersionInput): Refusal[] => [
  ...lineFault(title, 300, ['version', 'title']),
  ...markdownFault(description, 10_000, ['version', 'description']),
  ...markdownFault(criteria, 10_000, ['version', 'criteria']),
  ...(isGiven(imageUrl) ? addressFault(imageUrl, ['version', 'imageUrl']) : []),
  ...(isGiven(imageAltText) ? lineFault(imageAltText, 500, ['version', 'imageAltText']) : []),
];

const listFaults = ({ earningModes, alignments, tags, creditsAvailable }: AchievementVersionInput): Refusal[] => [
  ...(earningModes.length === 0 ? [refusal('FIELD_MISSING', 'State at least one way of earning it.', 'version', 'earningModes')] : []),
  ...alignmentFaults(alignments ?? [], ['version', 'alignments']),
  ...tooMany(tags, 50, ['version', 'tags']),
  ...(tags ?? []).flatMap((tag, index) => lineFault(tag, 100, ['version', 'tags', String(index)])),
  ...creditsFaults(creditsAvailable ?? [], ['version', 'creditsAvailable']),
];

function codedFaults({ language, achievementType, level, guardianBelowAge }: AchievementVersionInput): Refusal[] {
  const faults: Refusal[] = [...languageFault(language ?? 'en', ['version', 'language'])];
  if (!isAchievementType(achievementType ?? 'Achievement')) {
    const message =
      achievementType === 'QualityAssuranceCredential'
        ? 'A quality assurance credential is an accreditation, not an achievement.'
        : 'An achievement type is a term of Open Badges 3.0 or begins with `ext:`.';
    faults.push(refusal('INVALID_VALUE', message, 'version', 'achievementType'));
  }
  if (level) faults.push(...levelFault(level, ['version', 'level']));
  return [...faults, ...numberFault(guardianBelowAge, [1, 25], ['version', 'guardianBelowAge'])];
}

const describedFaults = (input: AchievementVersionInput): Refusal[] => [
  ...translationFaults(input.translations ?? [], input.language ?? 'en', ['version', 'translations']),
  ...(input.requirement ? requirementFaults(input.requirement, ['version', 'requirement']) : []),
  ...rubricFaults(input.rubrics ?? [], ['version', 'rubrics']),
  ...resultFaults(input.resultDescriptions ?? [], ['version', 'resultDescriptions']),
  ...(input.assessment ? policyFaults(input.assessment, ['version', 'assessment']) : []),
  ...(input.stated ? factsFaults(input.stated, ['version', 'stated']) : []),
];
