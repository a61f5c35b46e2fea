import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import type { EarningMode } from '../schema.types.js';
import type { AchievementVersion, VersionText } from './achievement-version.js';
import { demandsAssessment } from './achievement-type.js';
import { isAssessed } from './claim-basis.js';
import { contentHash } from './content-hash.js';
import { demandFaults, sameField } from './demand-faults.js';
import { isAlwaysAssessed, isAttestedBy, leavesOf, type Requirement } from './requirement.js';
import { requirementContradictions } from './requirement-contradictions.js';
import { noSupersession, type Supersession } from './supersession.js';
import { termContradictions } from './term-contradictions.js';
import { useCases } from './use-case.js';

/** The published form of a draft with its hash, or every reason against it at once. */
export function publish(draft: AchievementVersion, now: Date, supersession: Supersession = noSupersession): Decision<AchievementVersion> {
  if (draft.state !== 'DRAFT') return refused(stateInvalid(`Only a draft can be published; this version is ${draft.state}.`));
  const faults = [...textContradictions(draft), ...overFaults(draft, now)];
  if (faults.length > 0) return refused(...faults);
  return accepted({
    ...draft,
    ...supersession,
    state: 'PUBLISHED',
    contentHash: contentHash(draft),
    publishedAt: now,
    version: draft.version + 1,
    updatedAt: now,
  });
}

/** What a version becomes when a later one is published. */
export const supersede = (current: AchievementVersion, now: Date): AchievementVersion => ({
  ...current,
  state: 'SUPERSEDED',
  version: current.version + 1,
  updatedAt: now,
});

export function retire(version: AchievementVersion, now: Date): Decision<AchievementVersion> {
  if (version.state !== 'PUBLISHED' && version.state !== 'SUPERSEDED') {
    return refused(stateInvalid(`Only a published or superseded version can be retired; this one is ${version.state}.`));
  }
  return accepted({ ...version, state: 'RETIRED', retiredAt: now, version: version.version + 1, updatedAt: now });
}

/** Where a text contradicts itself (F1, F2, F3, F7, F8). Paths are those the fields had when the version was drafted. */
export const textContradictions = (text: VersionText): Refusal[] => [
  ...basisFaults(text),
  ...useCaseFaults(text),
  ...text.earningModes.flatMap((mode) => modeFaults(mode, text)),
  ...requirementContradictions(text),
  ...termContradictions(text).filter((fault) => !demandFaults(text).some((other) => sameField(other, fault))),
];

const stateInvalid = (message: string): Refusal => refusal('ACHIEVEMENT_VERSION_STATE_INVALID', message, 'id');
const at = (code: string, message: string, field: keyof VersionText): Refusal => refusal(code, message, 'version', field);

function basisFaults({ claimBasis, achievementType, requirement, resultDescriptions }: VersionText): Refusal[] {
  if (isAssessed(claimBasis)) {
    if (isAlwaysAssessed(requirement)) return [];
    const message = `The basis ${claimBasis} needs an assessed requirement on every way through the requirements.`;
    return [at('ASSESSED_REQUIREMENT_MISSING', message, 'requirement')];
  }
  const type = `The type ${achievementType} demands an assessed basis. Attendance uses CertificateOfCompletion.`;
  return [
    ...(demandsAssessment(achievementType) ? [at('TYPE_BASIS_MISMATCH', type, 'achievementType')] : []),
    ...(resultDescriptions.length > 0 ? [at('RESULT_NOT_ALLOWED', `An award of the basis ${claimBasis} states no result.`, 'resultDescriptions')] : []),
  ];
}

function useCaseFaults(text: VersionText): Refusal[] {
  const { bases } = useCases[text.useCase];
  const allowed = `The use case ${text.useCase} allows the bases ${bases.join(', ')}.`;
  return [...(bases.includes(text.claimBasis) ? [] : [at('USE_CASE_BASIS_MISMATCH', allowed, 'claimBasis')]), ...demandFaults(text)];
}

/** A version whose awards have all expired on the day it is published. */
const overFaults = ({ validUntil }: VersionText, now: Date): Refusal[] =>
  validUntil !== null && validUntil < now.toISOString().slice(0, 10) ? [at('INVALID_VALUE', 'This day is over.', 'validUntil')] : [];

/** What each mode stands for (F8). */
const modes: Readonly<Record<EarningMode, { readonly needs: string; readonly isMet: (text: VersionText) => boolean }>> = {
  COURSE: { needs: 'a requirement of kind COURSE', isMet: hasLeaf(({ kind }) => kind === 'COURSE') },
  ASSESSMENT: { needs: 'an assessed requirement', isMet: hasLeaf(({ assessed }) => assessed) },
  PROJECT: { needs: 'a requirement of kind PROJECT', isMet: hasLeaf(({ kind }) => kind === 'PROJECT') },
  BADGING_PROGRAM: { needs: 'another mode beside it', isMet: ({ earningModes }) => earningModes.length > 1 },
  PROFESSIONAL_DEVELOPMENT: { needs: 'an estimated effort', isMet: ({ estimatedEffort }) => estimatedEffort !== null },
  WORK_BASED: { needs: 'an ATTESTATION with the role `supervisor`', isMet: hasLeaf((leaf) => isAttestedBy('supervisor', leaf)) },
  NOMINATION: { needs: 'an ATTESTATION with the role `nominator`', isMet: hasLeaf((leaf) => isAttestedBy('nominator', leaf)) },
};

function modeFaults(mode: EarningMode, text: VersionText): Refusal[] {
  const { needs, isMet } = modes[mode];
  return isMet(text) ? [] : [at('MODE_REQUIREMENT_MISSING', `The earning mode ${mode} needs ${needs}.`, 'earningModes')];
}

function hasLeaf(test: (leaf: Requirement) => boolean): (text: VersionText) => boolean {
  return ({ requirement }) => leavesOf(requirement).some(test);
}
