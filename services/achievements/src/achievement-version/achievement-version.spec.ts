import type { ClaimBasis, RequirementInput, UseCase } from '../schema.types.js';
import { aFullVersionInput, aVersionInput } from '../testing/version-input.js';
import type { VersionText } from './achievement-version.js';
import { achievementTypes, demandsAssessment } from './achievement-type.js';
import { assessedBases, isAssessed, otherBases } from './claim-basis.js';
import { textContradictions } from './publication.js';
import { isAlwaysAssessed } from './requirement.js';
import { toRequirement } from './requirement-form.js';
import { useCases } from './use-case.js';
import { checkVersionText } from './version-text.js';

const textOf = (input = aVersionInput()): VersionText => {
  const checked = checkVersionText(input);
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusals));
  return checked.value;
};
const codesOf = (input = aVersionInput()) => textContradictions(textOf(input)).map(({ code }) => code);

const exam: RequirementInput = { kind: 'EXAM', title: 'Examination', assessed: true };
const project: RequirementInput = { kind: 'PROJECT', title: 'Project', assessed: true };
const attendance: RequirementInput = { kind: 'COURSE', title: 'Attendance', assessed: false };
const all = (...of: RequirementInput[]): RequirementInput => ({ kind: 'ALL', of });
const any = (...of: RequirementInput[]): RequirementInput => ({ kind: 'ANY', of });
const atLeast = (n: number, ...of: RequirementInput[]): RequirementInput => ({ kind: 'AT_LEAST', atLeast: n, of });

describe('F1: an assessed basis needs an assessment on every way through the requirements', () => {
  it.each([
    ['one assessed leaf', exam, true],
    ['one leaf that is not assessed', attendance, false],
    ['ALL(attendance, exam)', all(attendance, exam), true],
    ['ALL(attendance, attendance)', all(attendance, attendance), false],
    ['ANY(exam, attendance)', any(exam, attendance), false],
    ['ANY(exam, project)', any(exam, project), true],
    ['AT_LEAST 1 of (exam, project, attendance)', atLeast(1, exam, project, attendance), false],
    ['AT_LEAST 2 of (exam, project, attendance)', atLeast(2, exam, project, attendance), true],
    ['AT_LEAST 2 of (exam, attendance, attendance)', atLeast(2, exam, attendance, attendance), false],
    ['AT_LEAST 3 of (exam, attendance, attendance)', atLeast(3, exam, attendance, attendance), true],
    ['ANY(ALL(attendance, exam), project)', any(all(attendance, exam), project), true],
    ['ANY(ALL(attendance, exam), ALL(attendance))', any(all(attendance, exam), all(attendance)), false],
    ['ALL(ANY(exam, attendance), AT_LEAST 2 of (exam, attendance))', all(any(exam, attendance), atLeast(2, exam, attendance)), true],
  ])('%s', (_, requirement, holds) => {
    expect(isAlwaysAssessed(toRequirement(requirement))).toBe(holds);
    const codes = codesOf(aVersionInput({ useCase: 'INTERNAL_LEARNING', claimBasis: 'KNOWLEDGE', earningModes: ['PROFESSIONAL_DEVELOPMENT'], estimatedEffort: 'PT2H', requirement }));
    expect(codes).toEqual(holds ? [] : ['ASSESSED_REQUIREMENT_MISSING']);
  });

  it('asks for a requirement where there is none, and for none where nothing is assessed', () => {
    const without = { useCase: 'INTERNAL_LEARNING', earningModes: ['PROFESSIONAL_DEVELOPMENT'], estimatedEffort: 'PT2H', requirement: null } as const;
    expect(codesOf(aVersionInput({ ...without, earningModes: [...without.earningModes], claimBasis: 'KNOWLEDGE' }))).toEqual([
      'ASSESSED_REQUIREMENT_MISSING',
    ]);
    expect(codesOf(aVersionInput({ ...without, earningModes: [...without.earningModes], claimBasis: 'EXPERIENCE' }))).toEqual([]);
  });
});

describe('F3: some achievement types demand an assessed basis', () => {
  it.each(achievementTypes)('%s', (achievementType) => {
    const input = aVersionInput({ achievementType, claimBasis: 'PARTICIPATION' });
    expect(codesOf(input)).toEqual(demandsAssessment(achievementType) ? ['TYPE_BASIS_MISMATCH'] : []);
    expect(codesOf(aFullVersionInput({ achievementType, useCase: 'INTERNAL_LEARNING', claimBasis: 'KNOWLEDGE' }))).toEqual([]);
  });

  it('holds for micro-credentials, degrees and diplomas, not for attendance', () => {
    for (const type of ['MicroCredential', 'Certificate', 'BachelorDegree', 'Diploma', 'SecondarySchoolDiploma']) {
      expect(demandsAssessment(type)).toBe(true);
    }
    for (const type of ['Badge', 'CertificateOfCompletion', 'Membership', 'ext:Anything', 'constructor']) {
      expect(demandsAssessment(type)).toBe(false);
    }
  });

  it('takes the 31 types of the standard but one: an accreditation is no achievement', () => {
    expect(achievementTypes).toHaveLength(30);
    const refused = checkVersionText(aVersionInput({ achievementType: 'QualityAssuranceCredential' }));
    expect(refused.ok === false && refused.refusals).toEqual([
      expect.objectContaining({ code: 'INVALID_VALUE', field: ['version', 'achievementType'] }),
    ]);
  });
});

describe('F7: a use case allows some bases and demands some facts', () => {
  const bases = [...assessedBases, ...otherBases];
  const pairs = (Object.keys(useCases) as UseCase[]).flatMap((useCase) => bases.map((basis): [UseCase, ClaimBasis] => [useCase, basis]));

  it('admits 65 of the 108 pairs of use case and basis, and refuses the others for that alone', () => {
    const outcomes = pairs.map(([useCase, claimBasis]) => ({ claimBasis, codes: codesOf(aFullVersionInput({ useCase, claimBasis })) }));
    const admitted = outcomes.filter(({ codes }) => codes.length === 0).map(({ claimBasis }) => claimBasis);
    expect(pairs).toHaveLength(108);
    expect(outcomes.filter(({ codes }) => codes.length > 0).every(({ codes }) => codes.join() === 'USE_CASE_BASIS_MISMATCH')).toBe(true);
    const count = (basis: ClaimBasis) => admitted.filter((one) => one === basis).length;
    expect(Object.fromEntries(bases.map((basis) => [basis, count(basis)]))).toEqual({
      KNOWLEDGE: 11,
      DEMONSTRATED_SKILL: 13,
      APPLIED_COMPETENCY: 14,
      EXPERIENCE: 11,
      DISPOSITION: 8,
      PARTICIPATION: 8,
    });
    expect(admitted).toHaveLength(65);
    expect(admitted.filter(isAssessed)).toHaveLength(38);
  });

  it.each([
    ['CREDIT_BEARING', { creditsAvailable: null }, ['creditsAvailable']],
    ['CREDIT_BEARING', { level: null }, ['level']],
    ['CREDIT_BEARING', { creditsAvailable: null, level: null }, ['creditsAvailable', 'level']],
    ['NON_CURRICULAR', { estimatedEffort: null }, ['estimatedEffort']],
    ['CONTINUING_EDUCATION', { creditsAvailable: [] }, ['creditsAvailable']],
    ['INTERNSHIP', { requirement: all(attendance, exam) }, ['requirement']],
    ['PROFESSIONAL_LEARNING', { rubrics: [], estimatedEffort: null }, ['estimatedEffort', 'rubrics']],
    ['CERTIFICATION', { validity: null }, ['validity']],
  ] as const)('%s without %j misses %j', (useCase, change, fields) => {
    const missing = textContradictions(textOf(aFullVersionInput({ useCase, claimBasis: 'DEMONSTRATED_SKILL', ...change } as never)));
    expect(missing.map(({ code, field }) => [code, field])).toEqual(fields.map((field) => ['FIELD_MISSING', ['version', field]]));
  });

  it('does not mind an unusual sector', () => {
    expect(codesOf(aFullVersionInput({ useCase: 'MEMBERSHIP', claimBasis: 'PARTICIPATION', issuerSector: 'GOVERNMENT' }))).toEqual([]);
  });
});

describe('F8: a mode of earning needs the requirement that it stands for', () => {
  const base = { useCase: 'INTERNAL_LEARNING', claimBasis: 'EXPERIENCE' } as const;
  const attestation = (attestorRole?: string): RequirementInput => ({ kind: 'ATTESTATION', title: 'Statement', attestorRole });
  it.each([
    ['COURSE', { requirement: attendance }, { requirement: exam }],
    ['ASSESSMENT', { requirement: all(attendance, exam) }, { requirement: attendance }],
    ['PROJECT', { requirement: any(exam, project) }, { requirement: exam }],
    ['WORK_BASED', { requirement: attestation('Supervisor') }, { requirement: attendance }],
    ['WORK_BASED', { requirement: all(attestation('supervisor'), exam) }, { requirement: attestation('nominator') }],
    ['NOMINATION', { requirement: attestation('nominator') }, { requirement: null }],
    ['NOMINATION', { requirement: any(attestation('nominator'), exam) }, { requirement: attestation() }],
    ['PROFESSIONAL_DEVELOPMENT', { estimatedEffort: 'PT8H' }, { estimatedEffort: null }],
  ] as const)('%s', (mode, met, unmet) => {
    expect(codesOf(aVersionInput({ ...base, earningModes: [mode], ...met } as never))).toEqual([]);
    expect(codesOf(aVersionInput({ ...base, earningModes: [mode], ...unmet } as never))).toEqual(['MODE_REQUIREMENT_MISSING']);
  });

  it('lets a programme of badges stand beside another mode only', () => {
    expect(codesOf(aVersionInput({ ...base, earningModes: ['BADGING_PROGRAM'] }))).toEqual(['MODE_REQUIREMENT_MISSING']);
    expect(codesOf(aVersionInput({ ...base, earningModes: ['BADGING_PROGRAM', 'COURSE'] }))).toEqual([]);
  });
});

it('tells every contradiction at once, each with its field', () => {
  const input = aVersionInput({
    useCase: 'CREDIT_BEARING',
    claimBasis: 'PARTICIPATION',
    achievementType: 'MicroCredential',
    earningModes: ['PROJECT', 'NOMINATION'],
  });
  expect(textContradictions(textOf(input)).map(({ code, field }) => [code, field?.join('.')])).toEqual([
    ['TYPE_BASIS_MISMATCH', 'version.achievementType'],
    ['USE_CASE_BASIS_MISMATCH', 'version.claimBasis'],
    ['FIELD_MISSING', 'version.creditsAvailable'],
    ['FIELD_MISSING', 'version.level'],
    ['FIELD_MISSING', 'version.stated.gradingScheme'],
    ['MODE_REQUIREMENT_MISSING', 'version.earningModes'],
    ['MODE_REQUIREMENT_MISSING', 'version.earningModes'],
  ]);
});
