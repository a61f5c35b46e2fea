import type { AchievementVersionInput, ClaimBasis, UseCase } from '../schema.types.js';
import { aFullVersionInput } from '../testing/version-input.js';
import { textContradictions } from './publication.js';
import { useCases } from './use-case.js';
import { checkVersionText } from './version-text.js';

const all = Object.keys(useCases) as UseCase[];
const withoutSupervisor: AchievementVersionInput['requirement'] = { kind: 'ALL', of: [{ kind: 'COURSE', title: 'Attend' }, { kind: 'EXAM', title: 'Examination', assessed: true }] };

/** What leaving a field out looks like, where it is no fact. */
const leftOut: Readonly<Record<string, Partial<AchievementVersionInput>>> = {
  imageUrl: { imageUrl: null },
  imageAltText: { imageAltText: null },
  creditsAvailable: { creditsAvailable: [] },
  'creditsAvailable.0.category': { creditsAvailable: [{ unit: 'CEU', amount: 2.5 }] },
  level: { level: null },
  estimatedEffort: { estimatedEffort: null },
  rubrics: { rubrics: [] },
  validity: { validity: null },
  requirement: { requirement: withoutSupervisor },
};

/** The fields of the table in "Flavours", by the domain's words; the common ones first. */
const common = ['imageUrl', 'imageAltText'];
const demanded: Readonly<Record<UseCase, readonly string[]>> = {
  CREDIT_BEARING: ['creditsAvailable', 'level', 'stated.gradingScheme'],
  CO_CURRICULAR: ['stated.activity'],
  NON_CURRICULAR: ['estimatedEffort'],
  EXTENSION_CERTIFICATE: ['estimatedEffort', 'stated.learningOutcomes'],
  FACULTY_DEVELOPMENT: ['stated.audience'],
  PROFESSIONAL_LEARNING: ['stated.competency', 'stated.method', 'stated.researchBasis', 'estimatedEffort', 'rubrics'],
  MEMBERSHIP: ['stated.membershipPeriod', 'stated.termsUrl'],
  CONTRIBUTION: ['stated.contributionKind', 'stated.attestorRole'],
  CONTINUING_EDUCATION: ['creditsAvailable', 'creditsAvailable.0.category'],
  INDUSTRY_EXPERTISE: ['level', 'stated.field'],
  LEADERSHIP: ['stated.attestorRole'],
  CERTIFICATION: ['stated.standardFollowed', 'validity', 'stated.maintenance'],
  PRODUCT_PROFICIENCY: ['stated.product', 'stated.productEdition'],
  INTERNAL_LEARNING: [],
  EMPLOYEE_RECOGNITION: ['stated.nominatorRule'],
  HONOUR: ['stated.grantingBody', 'stated.selectionStatement'],
  INTERNSHIP: ['stated.host', 'stated.period', 'stated.hours', 'requirement'],
  APPRENTICESHIP: ['stated.host', 'stated.period', 'stated.hours', 'requirement', 'stated.occupationCode'],
};

const without = (fields: readonly string[], input: AchievementVersionInput): AchievementVersionInput =>
  fields.reduce(
    (rest, field) =>
      field.startsWith('stated.') ? { ...rest, stated: { ...rest.stated, [field.slice('stated.'.length)]: null } } : { ...rest, ...leftOut[field] },
    input,
  );

function missingIn(input: AchievementVersionInput): string[] {
  const checked = checkVersionText(input);
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusals));
  return textContradictions(checked.value).map(({ code, field }) => `${code} ${field?.slice(1).join('.')}`);
}

const complete = (useCase: UseCase, more: Partial<AchievementVersionInput> = {}) => aFullVersionInput({ useCase, claimBasis: useCases[useCase].bases[0] as ClaimBasis, ...more });

describe('F7: what a use case demands', () => {
  it.each(all.flatMap((useCase) => [...common, ...demanded[useCase]].map((field) => [useCase, field] as const)))('of %s is missed alone: %s', (useCase, field) => {
    expect(missingIn(without([field], complete(useCase)))).toEqual([`FIELD_MISSING ${field}`]);
  });

  it.each(all)('of %s is missed all at once', (useCase) => {
    const fields = [...common, ...demanded[useCase]].filter((field) => field !== 'creditsAvailable.0.category');
    expect(missingIn(without(fields, complete(useCase))).sort()).toEqual(fields.map((field) => `FIELD_MISSING ${field}`).sort());
  });

  it('is the term or the estimated effort, beside an activity', () => {
    const activity = complete('CO_CURRICULAR');
    expect(missingIn(without(['stated.term'], activity))).toEqual([]);
    expect(missingIn(without(['estimatedEffort'], activity))).toEqual([]);
    expect(missingIn(without(['stated.term', 'estimatedEffort'], activity))).toEqual(['FIELD_MISSING stated.term']);
  });

  it('is a learning outcome wherever something is assessed, and else what is recognised or an outcome', () => {
    const [assessed, attended] = [complete('NON_CURRICULAR'), complete('NON_CURRICULAR', { claimBasis: 'PARTICIPATION' })];
    expect(missingIn(without(['stated.learningOutcomes'], assessed))).toEqual(['FIELD_MISSING stated.learningOutcomes']);
    expect(missingIn(without(['stated.learningOutcomes'], attended))).toEqual([]);
    expect(missingIn(without(['stated.recognises'], attended))).toEqual([]);
    expect(missingIn(without(['stated.learningOutcomes', 'stated.recognises'], attended))).toEqual(['FIELD_MISSING stated.recognises']);
  });

  it('is learning outcomes for ECTS credits, whatever the basis', () => {
    const ects = { creditsAvailable: [{ unit: 'ects', amount: 5 }] };
    for (const claimBasis of ['KNOWLEDGE', 'PARTICIPATION'] as const) {
      expect(missingIn(without(['stated.learningOutcomes'], complete('NON_CURRICULAR', { claimBasis, ...ects })))).toEqual(['OUTCOMES_MISSING stated.learningOutcomes']);
      expect(missingIn(complete('NON_CURRICULAR', { claimBasis, ...ects }))).toEqual([]);
    }
  });

  it("leaves an employer's own learning private unless something else is said", () => {
    const visibility = (stated: AchievementVersionInput['stated'], useCase: UseCase = 'INTERNAL_LEARNING') => {
      const checked = checkVersionText(complete(useCase, { stated }));
      return checked.ok && checked.value.stated.defaultVisibility;
    };
    expect([visibility({}), visibility({ defaultVisibility: 'PUBLIC' }), visibility({}, 'MEMBERSHIP')]).toEqual(['PRIVATE', 'PUBLIC', null]);
  });
});
