import { aTenant, type TestTenant } from '@cairn/testkit';
import { anIssuer, eventually, type Marked } from './arrange.js';

/**
 * S19: all flavours as data. Every pair of use case and claim basis is tried, complete but for the pairing; then every field
 * that a use case demands is left out in turn. Mutations go 8 to a request.
 */
const bases = ['KNOWLEDGE', 'DEMONSTRATED_SKILL', 'APPLIED_COMPETENCY', 'EXPERIENCE', 'DISPOSITION', 'PARTICIPATION'];
const sectors = ['HIGHER_EDUCATION', 'SCHOOL_SYSTEM', 'ASSOCIATION', 'CERTIFICATION_BODY', 'EMPLOYER', 'VENDOR', 'TRAINING_PROVIDER', 'NONPROFIT', 'GOVERNMENT'];
const assessed = bases.slice(0, 3);

/** The use cases, a basis that each allows, and what each demands beyond the common fields. */
const useCases: Readonly<Record<string, readonly [basis: string, ...fields: string[]]>> = {
  CREDIT_BEARING: ['KNOWLEDGE', 'creditsAvailable', 'level', 'stated.gradingScheme'],
  CO_CURRICULAR: ['EXPERIENCE', 'stated.activity', 'stated.term'],
  NON_CURRICULAR: ['PARTICIPATION', 'estimatedEffort'],
  EXTENSION_CERTIFICATE: ['KNOWLEDGE', 'estimatedEffort', 'stated.learningOutcomes'],
  FACULTY_DEVELOPMENT: ['APPLIED_COMPETENCY', 'stated.audience'],
  PROFESSIONAL_LEARNING: ['APPLIED_COMPETENCY', 'stated.competency', 'stated.method', 'stated.researchBasis', 'estimatedEffort', 'rubrics'],
  MEMBERSHIP: ['PARTICIPATION', 'stated.membershipPeriod', 'stated.termsUrl'],
  CONTRIBUTION: ['EXPERIENCE', 'stated.contributionKind', 'stated.attestorRole'],
  CONTINUING_EDUCATION: ['PARTICIPATION', 'creditsAvailable.0.category'],
  INDUSTRY_EXPERTISE: ['EXPERIENCE', 'level', 'stated.field'],
  LEADERSHIP: ['DISPOSITION', 'stated.attestorRole'],
  CERTIFICATION: ['DEMONSTRATED_SKILL', 'stated.standardFollowed', 'validity', 'stated.maintenance'],
  PRODUCT_PROFICIENCY: ['KNOWLEDGE', 'stated.product', 'stated.productEdition'],
  INTERNAL_LEARNING: ['EXPERIENCE'],
  EMPLOYEE_RECOGNITION: ['DISPOSITION', 'stated.nominatorRule'],
  HONOUR: ['DISPOSITION', 'stated.grantingBody', 'stated.selectionStatement'],
  INTERNSHIP: ['EXPERIENCE', 'stated.host', 'stated.period', 'stated.hours', 'requirement'],
  APPRENTICESHIP: ['DEMONSTRATED_SKILL', 'stated.host', 'stated.period', 'stated.hours', 'requirement', 'stated.occupationCode'],
};
const common = ['imageUrl', 'imageAltText'];

interface Text {
  readonly [field: string]: unknown;
  readonly stated: Readonly<Record<string, unknown>>;
}

const course = { kind: 'COURSE', title: 'The course' };
const exam = { kind: 'EXAM', title: 'The examination', assessed: true };
const supervisor = { kind: 'ATTESTATION', title: 'Statement of the supervisor', attestorRole: 'supervisor' };

/** A text that states whatever any use case demands. */
const complete = (useCase: string, claimBasis: string, more: object = {}): Text => ({
  title: `${useCase} by ${claimBasis}`,
  description: 'A definition that says what it means.',
  criteria: 'Take the course, pass the examination.',
  imageUrl: 'https://oakmere.example/badge.png',
  imageAltText: 'An oak beside a mere',
  issuerSector: 'HIGHER_EDUCATION',
  useCase,
  claimBasis,
  earningModes: ['COURSE', 'ASSESSMENT'],
  requirement: { kind: 'ALL', of: [course, exam, supervisor] },
  rubrics: [{ key: 'r', title: 'Rubric', criteria: [{ key: 'c', title: 'Criterion', standard: 'met', levels: [{ key: 'not-yet', title: 'Not yet' }, { key: 'met', title: 'Met' }] }] }],
  estimatedEffort: 'PT30H',
  creditsAvailable: [{ unit: 'CEU', amount: 3, category: 'ethics' }],
  level: 'EQF:6',
  validity: 'NEVER_EXPIRES',
  stated: {
    learningOutcomes: ['Says what it means.'],
    recognises: 'Having been there.',
    gradingScheme: 'Pass or fail',
    activity: 'Choir',
    term: 'Autumn 2026',
    audience: 'Lecturers',
    competency: 'Asking open questions',
    method: 'Three lessons',
    researchBasis: 'Kestrel 2019',
    membershipPeriod: 'One year',
    termsUrl: 'https://oakmere.example/terms',
    contributionKind: 'Review',
    attestorRole: 'editor',
    field: 'Timber',
    standardFollowed: 'NONE_STATED',
    maintenance: { required: false },
    product: 'Lathe',
    productEdition: '4',
    nominatorRule: 'Two colleagues',
    grantingBody: 'The senate',
    selectionStatement: 'By vote',
    host: 'The sawmill',
    period: 'June to August',
    hours: 240,
    occupationCode: 'ISCO-08:7521',
  },
  ...more,
});

/** The text without these fields. Where a fact has a stand-in, that goes too. */
const without = (fields: readonly string[], text: Text): Text =>
  fields.reduce<Text>((rest, field) => {
    if (field === 'creditsAvailable.0.category') return { ...rest, creditsAvailable: [{ unit: 'CEU', amount: 3 }] };
    if (field === 'requirement') return { ...rest, requirement: { kind: 'ALL', of: [course, exam] } };
    if (field === 'stated.term') return { ...rest, estimatedEffort: null, stated: { ...rest.stated, term: null } };
    if (!field.startsWith('stated.')) return { ...rest, [field]: null };
    return { ...rest, stated: { ...rest.stated, [field.slice('stated.'.length)]: null } };
  }, text);

interface Refusal {
  readonly code: string;
  readonly field: readonly string[];
}

const perRequest = 8;

/** Runs one mutation for each input, many to a request; payloads in the order of the inputs. */
async function many<Payload>(tenant: TestTenant, name: string, type: string, fields: string, inputs: readonly object[]): Promise<Payload[]> {
  const payloads: Payload[] = [];
  for (let from = 0; from < inputs.length; from += perRequest) {
    const part = inputs.slice(from, from + perRequest);
    const document = `mutation (${part.map((_, at) => `$i${at}: ${type}!`).join(' ')}) { ${part.map((_, at) => `m${at}: ${name}(input: $i${at}) { ${fields} userErrors { code field } }`).join('\n')} }`;
    const data = await tenant.read<Record<string, Payload>>(document, Object.fromEntries(part.map((input, at) => [`i${at}`, input])));
    payloads.push(...part.map((_, at) => data[`m${at}`] as Payload));
  }
  return payloads;
}

let codes = 0;

interface Drafted {
  readonly achievement: { readonly id: string } | null;
  readonly achievementVersion: { readonly id: string } | null;
  readonly userErrors: readonly Refusal[];
}

interface Outcome extends Drafted {
  readonly refusals: readonly string[];
}

/** Drafts every text as an achievement of its own and publishes it; refusals as `CODE field.path` below the version. */
async function published(tenant: TestTenant, issuer: Marked, texts: readonly Text[]): Promise<Outcome[]> {
  const inputs = texts.map((version) => ({ issuerId: issuer.id, code: `s19-${(codes += 1)}`, version }));
  const drafts = await many<Drafted>(tenant, 'createAchievement', 'CreateAchievementInput', 'achievement { id } achievementVersion { id }', inputs);
  expect(drafts.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  const answers = await many<{ userErrors: Refusal[] }>(
    tenant,
    'publishAchievementVersion',
    'PublishAchievementVersionInput',
    'position',
    drafts.map(({ achievementVersion }) => ({ id: achievementVersion?.id })),
  );
  return drafts.map((draft, at) => ({ ...draft, refusals: (answers[at]?.userErrors ?? []).map(({ code, field }) => `${code} ${field.slice(2).join('.')}`) }));
}

async function anIssuerOfEverySector(tenant: TestTenant): Promise<Marked> {
  const { issuer, position } = await tenant.mutate<{ issuer: { id: string }; position: string }>(
    `mutation ($input: CreateIssuerInput!) { createIssuer(input: $input) { issuer { id } position userErrors { code field message } } }`,
    { input: { name: `Oakmere University ${Date.now()}`, url: 'https://oakmere.example', sectors } },
  );
  return { id: issuer.id, position };
}

describe('S19: every flavour of micro-credential is data', () => {
  let tenant: TestTenant;
  let issuer: Marked;
  const pairs = Object.keys(useCases).flatMap((useCase) => bases.map((basis) => ({ useCase, basis })));
  const texts = pairs.map(({ useCase, basis }, at) =>
    complete(useCase, basis, {
      issuerSector: sectors[at % sectors.length],
      earningModes: at % 2 === 0 ? ['COURSE', 'ASSESSMENT'] : ['COURSE', 'WORK_BASED', 'PROFESSIONAL_DEVELOPMENT'],
    }),
  );
  let outcomes: Outcome[];
  let standing: Text[];

  beforeAll(async () => {
    tenant = await aTenant('Oakmere University');
    issuer = await anIssuerOfEverySector(tenant);
    outcomes = await published(tenant, issuer, texts);
    standing = texts.filter((_, at) => outcomes[at]?.refusals.length === 0);
  }, 60_000);

  const countBy = (key: string, of: readonly Text[]) => Object.fromEntries(bases.map((value) => [value, of.filter((text) => text[key] === value).length]));

  it('lets 65 of the 108 pairs of use case and basis be published, and refuses 43 for the pairing alone', async () => {
    expect(texts).toHaveLength(108);
    expect(standing).toHaveLength(65);
    const refused = outcomes.filter(({ refusals }) => refusals.length > 0);
    expect(refused).toHaveLength(43);
    expect(refused.every(({ refusals }) => refusals.join() === 'USE_CASE_BASIS_MISMATCH claimBasis')).toBe(true);
    expect(countBy('claimBasis', standing)).toEqual({
      KNOWLEDGE: 11,
      DEMONSTRATED_SKILL: 13,
      APPLIED_COMPETENCY: 14,
      EXPERIENCE: 11,
      DISPOSITION: 8,
      PARTICIPATION: 8,
    });
    expect(standing.filter(({ claimBasis }) => assessed.includes(String(claimBasis)))).toHaveLength(38);
    const { achievement } = await tenant.read<{ achievement: object }>('query ($id: ID!) { achievement(id: $id) { version currentVersion { id } } }', { id: refused[0]?.achievement?.id });
    expect(achievement).toEqual({ version: 1, currentVersion: null });
  });

  interface Facets {
    readonly total: number;
    readonly [facet: string]: number | { readonly value: string; readonly count: number }[];
  }
  const facetsQuery = 'total issuerSector { value count } useCase { value count } claimBasis { value count } earningModes { value count }';

  it('counts them exactly, by each facet and under any conditions', async () => {
    const conditions: Record<string, string[]>[] = [
      {},
      ...bases.map((basis) => ({ claimBasis: [basis] })),
      ...sectors.slice(0, 4).map((sector) => ({ issuerSector: [sector], claimBasis: ['EXPERIENCE', 'KNOWLEDGE'] })),
      ...['INTERNSHIP', 'HONOUR', 'CERTIFICATION'].map((useCase) => ({ useCase: [useCase], earningModes: ['WORK_BASED'] })),
      { earningModes: ['WORK_BASED', 'ASSESSMENT'], issuerSector: ['VENDOR', 'EMPLOYER'], useCase: ['INTERNAL_LEARNING', 'CO_CURRICULAR'], claimBasis: assessed },
      { useCase: ['MEMBERSHIP'], claimBasis: ['KNOWLEDGE'] },
    ];
    const document = `query (${conditions.map((_, at) => `$f${at}: AchievementFilter`).join(' ')}) { ${conditions.map((_, at) => `c${at}: achievementFacets(filter: $f${at}) { ${facetsQuery} }`).join('\n')} }`;
    const variables = Object.fromEntries(conditions.map((filter, at) => [`f${at}`, { ...filter, issuer: { eq: issuer.id } }]));
    const counted = await eventually(
      () => tenant.read<Record<string, Facets>>(document, variables, { key: null }),
      (answer) => answer.c0?.total === 65,
    );
    const meets = (text: Text, filter: Record<string, string[]>) =>
      Object.entries(filter).every(([key, values]) => [text[key]].flat().some((value) => values.includes(String(value))));
    for (const [at, filter] of conditions.entries()) {
      const expected = standing.filter((text) => meets(text, filter));
      const { total, ...facets } = counted[`c${at}`] as Facets;
      expect([filter, total]).toEqual([filter, expected.length]);
      for (const [facet, counts] of Object.entries(facets)) {
        const told = (counts as { value: string; count: number }[]).filter(({ count }) => count > 0);
        const values = expected.flatMap((text) => [text[facet]].flat().map(String));
        const recount = new Map<string, number>();
        for (const value of values) recount.set(value, (recount.get(value) ?? 0) + 1);
        expect([facet, new Map(told.map(({ value, count }) => [value, count]))]).toEqual([facet, recount]);
      }
    }
  });

  it('misses each field that a use case demands alone, and all of them at once', async () => {
    const cases = Object.entries(useCases).flatMap(([useCase, [basis, ...fields]]) => [
      ...fields.map((field) => ({ useCase, basis, fields: [field] })),
      { useCase, basis, fields: [...common, ...fields] },
    ]);
    cases.push(
      ...common.map((field) => ({ useCase: 'INTERNAL_LEARNING', basis: 'EXPERIENCE', fields: [field] })),
      { useCase: 'INTERNAL_LEARNING', basis: 'KNOWLEDGE', fields: ['stated.learningOutcomes'] },
      { useCase: 'CONTINUING_EDUCATION', basis: 'KNOWLEDGE', fields: ['creditsAvailable'] },
    );
    const told = await published(tenant, issuer, cases.map(({ useCase, basis, fields }) => without(fields, complete(useCase, basis))));
    expect(cases.map(({ useCase }, at) => [useCase, [...(told[at]?.refusals ?? [])].sort()])).toEqual(
      cases.map(({ useCase, fields }) => [useCase, fields.map((field) => `FIELD_MISSING ${field}`).sort()]),
    );
  });

  it('refuses modes without their requirement, ECTS without outcomes, an accreditation as a type, and a sector that is not the issuer’s', async () => {
    const attended = complete('INTERNAL_LEARNING', 'PARTICIPATION', { earningModes: ['COURSE'], requirement: course });
    const told = await published(tenant, issuer, [
      { ...attended, earningModes: ['PROJECT'] },
      { ...attended, earningModes: ['WORK_BASED'] },
      { ...attended, earningModes: ['NOMINATION'], requirement: supervisor },
      { ...attended, earningModes: ['BADGING_PROGRAM'] },
      { ...attended, creditsAvailable: [{ unit: 'ECTS', amount: 5 }], stated: { ...attended.stated, learningOutcomes: null } },
      { ...attended, achievementType: 'MicroCredential' },
    ]);
    expect(told.map(({ refusals }) => refusals)).toEqual([
      ...Array.from({ length: 4 }, () => ['MODE_REQUIREMENT_MISSING earningModes']),
      ['OUTCOMES_MISSING stated.learningOutcomes'],
      ['TYPE_BASIS_MISMATCH achievementType'],
    ]);
    const narrow = await anIssuer(tenant);
    const inputs = [
      { issuerId: narrow.id, code: 's19-sector', version: { ...attended, issuerSector: 'GOVERNMENT' } },
      { issuerId: issuer.id, code: 's19-accreditation', version: { ...attended, achievementType: 'QualityAssuranceCredential' } },
    ];
    const drafts = await many<Drafted>(tenant, 'createAchievement', 'CreateAchievementInput', 'achievement { id } achievementVersion { id }', inputs);
    expect(drafts.map(({ achievement, userErrors }) => [achievement, userErrors.map(({ code, field }) => `${code} ${field.join('.')}`)])).toEqual([
      [null, ['SECTOR_NOT_OF_ISSUER input.version.issuerSector']],
      [null, ['INVALID_VALUE input.version.achievementType']],
    ]);
  });

  it('has no way to change a facet of what is published: another flavour is another version', async () => {
    const change = await tenant.graph(`mutation { updateAchievementVersion(input: { id: "x", claimBasis: KNOWLEDGE }) { position } }`);
    expect(change.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    const at = pairs.findIndex(({ useCase, basis }) => useCase === 'CO_CURRICULAR' && basis === 'PARTICIPATION');
    const { achievement, achievementVersion } = outcomes[at] as Outcome;
    const again = await tenant.mutate<{ achievementVersion: { id: string } }>(
      `mutation ($input: DraftAchievementVersionInput!) { draftAchievementVersion(input: $input) { achievementVersion { id } userErrors { code field message } } }`,
      { input: { achievementId: achievement?.id, version: complete('CO_CURRICULAR', 'KNOWLEDGE') } },
    );
    await tenant.mutate(`mutation ($id: ID!) { publishAchievementVersion(input: { id: $id }) { position userErrors { code field message } } }`, { id: again.achievementVersion.id });
    const { first, second } = await tenant.read<Record<string, object>>(
      `query ($first: ID!, $second: ID!) { first: achievementVersion(id: $first) { claimBasis assessed state } second: achievementVersion(id: $second) { claimBasis assessed state } }`,
      { first: achievementVersion?.id, second: again.achievementVersion.id },
    );
    expect([first, second]).toEqual([
      { claimBasis: 'PARTICIPATION', assessed: false, state: 'SUPERSEDED' },
      { claimBasis: 'KNOWLEDGE', assessed: true, state: 'PUBLISHED' },
    ]);
  });
});
