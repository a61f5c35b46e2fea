import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, aDraftAchievement, aPublishedAchievement, eventually, type Marked } from './arrange.js';

/**
 * S16, the half of the definition. Learner, date of issue and grade are the award's: the definition says so, and the award's
 * own rendering has them.
 */
const refusals = 'userErrors { code field message }';
const document = `query ($id: ID!, $languages: [String!], $demand: Boolean!) {
  achievementDocument(id: $id, profile: EUROPEAN_ELEMENTS, languages: $languages, demand: $demand) { mediaType url content userErrors { code field } } }`;

interface Element {
  readonly element: string;
  readonly mandatory: boolean;
  readonly status: string;
  readonly value: string | null;
}

const creditBearing = {
  useCase: 'CREDIT_BEARING',
  achievementType: 'MicroCredential',
  claimBasis: 'APPLIED_COMPETENCY',
  estimatedEffort: null,
  level: 'EQF:6',
  creditsAvailable: [{ unit: 'ECTS', amount: 5 }],
  translations: [{ language: 'nb', title: 'Vannkvalitet', description: 'Å måle vann.', criteria: 'Bestå eksamen.' }],
  stated: {
    learningOutcomes: ['Measures the quality of water.'],
    gradingScheme: 'A to F',
    typeOfAssessment: 'Written examination and practical work',
    formOfParticipation: 'BLENDED',
    supervision: 'SUPERVISED_ON_SITE',
    identityCheck: 'DOCUMENT',
    qualityAssurance: { by: 'National agency', statement: 'Accredited until 2030.' },
    prerequisites: 'Chemistry at school.',
    stackability: 'Counts towards the bachelor of water.',
  },
};

describe('S16: European elements', () => {
  let tenant: TestTenant;
  let oakmere: Marked;

  beforeAll(async () => {
    tenant = await aTenant('Oakmere University');
    const { issuer, position } = await tenant.mutate<{ issuer: { id: string }; position: string }>(
      `mutation ($input: CreateIssuerInput!) { createIssuer(input: $input) { issuer { id } position ${refusals} } }`,
      { input: { name: `Oakmere University ${Date.now()}`, url: 'https://oakmere.example', country: 'NO', sectors: ['HIGHER_EDUCATION'] } },
    );
    oakmere = { id: issuer.id, position };
  });

  const asked = async (of: AchievementMarked, languages: string[] | null = null, demand = false) => {
    const { achievementDocument: answer } = await tenant.read<{ achievementDocument: { content: string | null; userErrors: { code: string; field: string[] }[] } }>(document, { id: of.id, languages, demand });
    return { ...answer, elements: answer.content === null ? [] : (JSON.parse(answer.content) as { elements: Element[] }).elements };
  };
  const valueOf = (elements: readonly Element[], name: string) => elements.find(({ element }) => element === name)?.value;

  it('has all eleven mandatory elements, two of them left to the award, and the optional ones that are stated', async () => {
    const { elements, userErrors } = await asked(await aPublishedAchievement(tenant, oakmere, 'Water quality', creditBearing), null, true);
    expect(userErrors).toEqual([]);
    expect(elements.filter(({ mandatory }) => mandatory).map(({ element, status, value }) => [element, status, value])).toEqual([
      ['LEARNER', 'OF_THE_AWARD', null],
      ['TITLE', 'STATED', 'Water quality (Applied competency, assessed)'],
      ['COUNTRY', 'STATED', 'NO'],
      ['AWARDING_BODY', 'STATED', expect.stringContaining('Oakmere University')],
      ['DATE_OF_ISSUE', 'OF_THE_AWARD', null],
      ['LEARNING_OUTCOMES', 'STATED', 'Measures the quality of water.'],
      ['WORKLOAD', 'STATED', '5 ECTS'],
      ['LEVEL', 'STATED', 'EQF:6'],
      ['TYPE_OF_ASSESSMENT', 'STATED', 'Written examination and practical work'],
      ['FORM_OF_PARTICIPATION', 'STATED', 'blended'],
      ['QUALITY_ASSURANCE', 'STATED', 'National agency: Accredited until 2030.'],
    ]);
    expect(valueOf(elements, 'PREREQUISITES')).toBe('Chemistry at school.');
    expect(valueOf(elements, 'SUPERVISION_AND_IDENTITY')).toBe('supervised on site; identity: document');
    expect(elements.find(({ element }) => element === 'GRADE')?.status).toBe('OF_THE_AWARD');
  });

  it('gives a workload that is stated in hours in hours', async () => {
    const hours = await aPublishedAchievement(tenant, oakmere, 'Water in hours', { ...creditBearing, useCase: 'NON_CURRICULAR', creditsAvailable: [], estimatedEffort: 'PT150H' });
    expect(valueOf((await asked(hours)).elements, 'WORKLOAD')).toBe('150 hours');
  });

  it('has its title in two languages, of which the reader picks one', async () => {
    const water = await aPublishedAchievement(tenant, oakmere, 'Water in two languages', creditBearing);
    expect(valueOf((await asked(water, ['de', 'nb-NO'])).elements, 'TITLE')).toBe('Vannkvalitet (Applied competency, assessed)');
    const page = (languages: string) => async () =>
      (await fetch(`${aRegistry().url}/a/${water.versionId}`, { headers: { accept: 'text/html', 'accept-language': languages } })).text();
    expect(await eventually(page('nb'), (text) => text.includes('Vann'))).toContain('lang="nb"');
    expect(await page('en')()).toContain('Water in two languages (Applied competency, assessed)');
    const ctdl = (await (await fetch(`${aRegistry().url}/a/${water.versionId}`, { headers: { accept: 'application/ld+json' } })).json()) as { 'ceterms:name': object };
    expect(Object.keys(ctdl['ceterms:name'])).toEqual(['en', 'nb']);
  });

  it('names each element that is missing, all at once, when they are demanded, and says "not stated" when they are not', async () => {
    const lacking = await aPublishedAchievement(tenant, oakmere, 'Little said', { estimatedEffort: 'PT20H' });
    const demanded = await asked(lacking, null, true);
    expect(demanded.content).toBeNull();
    expect(demanded.userErrors.map(({ code, field }) => [code, field.at(-1)])).toEqual(
      ['LEVEL', 'TYPE_OF_ASSESSMENT', 'FORM_OF_PARTICIPATION', 'QUALITY_ASSURANCE'].map((element) => ['EUROPEAN_ELEMENT_MISSING', element]),
    );
    expect((await asked(lacking)).elements.find(({ element }) => element === 'LEVEL')).toMatchObject({ status: 'NOT_STATED', value: null });
    const { achievement } = await tenant.read<{ achievement: { currentVersion: { clarityCard: { facts: { fact: string; status: string }[] } } } }>(
      'query ($id: ID!) { achievement(id: $id) { currentVersion { clarityCard { facts { fact status } } } } }',
      { id: lacking.id },
    );
    expect(achievement.currentVersion.clarityCard.facts).toContainEqual({ fact: 'LEVEL', status: 'NOT_STATED' });
  });

  it('has no grade where nothing is assessed, and no ECTS without learning outcomes', async () => {
    const attended = await aPublishedAchievement(tenant, oakmere, 'Water walk', {
      claimBasis: 'PARTICIPATION',
      earningModes: ['COURSE'],
      requirement: { kind: 'COURSE', title: 'The walk' },
      stated: { recognises: 'A walk along the river.' },
    });
    expect((await asked(attended)).elements.find(({ element }) => element === 'GRADE')?.status).toBe('NOT_APPLICABLE');
    const draft = await aDraftAchievement(tenant, oakmere, 'Water without outcomes', { ...creditBearing, stated: { ...creditBearing.stated, learningOutcomes: [] } });
    const { userErrors } = await tenant.mutate<object>(
      `mutation ($input: PublishAchievementVersionInput!) { publishAchievementVersion(input: $input) { ${refusals} } }`,
      { input: { id: draft.versionId } },
      { refusals: 'expected' },
    );
    expect(userErrors.map(({ code }) => code)).toContain('OUTCOMES_MISSING');
  });
});
