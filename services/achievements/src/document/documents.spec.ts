import { outlinePdf } from '@cairn/print';
import { aDescribed } from '../testing/described.js';
import { aFullVersionInput } from '../testing/version-input.js';
import { ctdlOf } from './ctdl.js';
import { definitionOutline } from './definition-outline.js';
import { europeanElements, europeanRefusals } from './european-elements.js';
import { outlinePage } from './outline-html.js';

const credit = (change = {}) =>
  aDescribed({
    ...aFullVersionInput({
      useCase: 'CREDIT_BEARING',
      claimBasis: 'APPLIED_COMPETENCY',
      achievementType: 'MicroCredential',
      creditsAvailable: [{ unit: 'ECTS', amount: 5 }],
      alignments: [{ targetName: 'Lamp care', targetUrl: 'https://skills.example/lamp' }],
      translations: [{ language: 'de', title: 'Hüterin der Laterne', description: 'Ein Abend.', criteria: 'Kommen.' }],
      stated: {
        learningOutcomes: ['Tells how a lantern is kept.'],
        gradingScheme: 'Pass or fail',
        typeOfAssessment: 'Written examination',
        formOfParticipation: 'BLENDED',
        qualityAssurance: { by: 'Board of Lamps', statement: 'Looks at it.' },
      },
    }),
    ...change,
  });
const valueOf = (described: ReturnType<typeof credit>, name: string, languages: string[] = []) => europeanElements(described, languages).find(({ element }) => element === name);

describe('the European elements', () => {
  it('are eleven that are mandatory, of which the award has two, and five that are not', () => {
    const elements = europeanElements(credit(), []);
    expect(elements.filter(({ mandatory }) => mandatory).map(({ element, status }) => [element, status])).toEqual([
      ['LEARNER', 'OF_THE_AWARD'],
      ['TITLE', 'STATED'],
      ['COUNTRY', 'STATED'],
      ['AWARDING_BODY', 'STATED'],
      ['DATE_OF_ISSUE', 'OF_THE_AWARD'],
      ['LEARNING_OUTCOMES', 'STATED'],
      ['WORKLOAD', 'STATED'],
      ['LEVEL', 'STATED'],
      ['TYPE_OF_ASSESSMENT', 'STATED'],
      ['FORM_OF_PARTICIPATION', 'STATED'],
      ['QUALITY_ASSURANCE', 'STATED'],
    ]);
    expect(elements).toHaveLength(16);
    expect(europeanRefusals(elements)).toEqual([]);
  });

  it('name each that is missing, all at once', () => {
    expect(europeanRefusals(europeanElements(aDescribed({ stated: { recognises: 'x', contributionKind: 'x', attestorRole: 'x' } }), [])).map(({ code, field }) => [code, field?.join('.')])).toEqual(
      ['LEARNING_OUTCOMES', 'WORKLOAD', 'LEVEL', 'TYPE_OF_ASSESSMENT', 'FORM_OF_PARTICIPATION', 'QUALITY_ASSURANCE'].map((name) => ['EUROPEAN_ELEMENT_MISSING', `elements.${name}`]),
    );
  });

  it('give a workload in the units in which it is stated', () => {
    expect(valueOf(credit(), 'WORKLOAD')?.value).toBe('5 ECTS; 30 hours');
    expect(valueOf(credit({ useCase: 'NON_CURRICULAR', creditsAvailable: [] }), 'WORKLOAD')?.value).toBe('30 hours');
    expect(valueOf(credit({ estimatedEffort: null }), 'WORKLOAD')?.value).toBe('5 ECTS');
  });

  it('take the title from the language that is wanted, and have no grade where nothing is assessed', () => {
    expect(valueOf(credit(), 'TITLE', ['fr', 'de-CH'])?.value).toBe('Hüterin der Laterne (Applied competency, assessed)');
    expect(valueOf(credit(), 'TITLE', ['fr'])?.value).toBe('Keeper of the Lantern (Applied competency, assessed)');
    expect(valueOf(credit(), 'GRADE')?.status).toBe('OF_THE_AWARD');
    expect(valueOf(aDescribed(), 'GRADE')?.status).toBe('NOT_APPLICABLE');
  });
});

describe('CTDL', () => {
  const addresses = { definition: 'https://registry.example/a/acv_1', issuer: 'https://registry.example/i/lighthouse' };

  it('has the class, the names in every language with their basis, and what is required with its credits', () => {
    const { version } = credit();
    expect(ctdlOf(credit(), addresses)).toMatchObject({
      '@context': 'https://credreg.net/ctdl/schema/context/json',
      '@id': addresses.definition,
      '@type': 'ceterms:MicroCredential',
      'ceterms:ctid': `ce-${version.id}`,
      'ceterms:name': { en: 'Keeper of the Lantern (Applied competency, assessed)', de: 'Hüterin der Laterne (Applied competency, assessed)' },
      'ceterms:inLanguage': ['en', 'de'],
      'ceterms:credentialStatusType': { 'ceterms:targetNode': 'credentialStat:Active' },
      'ceterms:learningDeliveryType': [{ 'ceterms:targetNode': 'deliveryType:BlendedDelivery' }],
      'ceterms:estimatedDuration': [{ 'ceterms:exactDuration': 'PT30H' }],
      'ceterms:requires': [
        {
          'ceterms:description': { en: 'Attend one guided evening.', de: 'Kommen.' },
          'ceterms:targetCompetency': [{ 'ceterms:targetNode': 'https://skills.example/lamp' }],
          'ceterms:creditValue': [{ 'schema:value': 5, 'schema:description': { en: 'ECTS' } }],
        },
      ],
    });
  });

  it('has the class above all where CTDL has none', () => {
    expect(ctdlOf(aDescribed({ achievementType: 'ext:Lamp' }), addresses)).toMatchObject({ '@type': 'ceterms:Credential' });
  });
});

it('a page escapes what issuers write, marks its language, and names the criteria of the rubric', () => {
  const text = outlinePage(definitionOutline(credit(), ['de'], [{ text: 'Print (PDF)', address: 'https://registry.example/a/acv_1.pdf' }]));
  expect(text).toContain('<h1 lang="de">Hüterin der Laterne (Applied competency, assessed)</h1>');
  expect(outlinePage(definitionOutline(credit({ title: `Lamps & wicks "3"` }), [], []))).toContain('Lamps &amp; wicks &quot;3&quot; (Applied');
  expect(text).toContain('Voice');
  expect(text).toContain('not stated');
  expect(text).not.toMatch(/<script|<img|style="|\son\w+=/);
});

it('a print is a tagged PDF with a title and a language, over as many pages as it needs', async () => {
  const pdf = (await outlinePdf(definitionOutline(credit({ description: 'Ein Abend. Вечер. Βράδυ. '.repeat(300) }), [], []))).toString('latin1');
  expect(pdf.startsWith('%PDF-1.7')).toBe(true);
  for (const sign of ['/StructTreeRoot', '/Marked true', '/Lang (en)', '/DisplayDocTitle true', '/S /H1', '/S /Table', '/S /TH', '/S /LI', '/FontFile2']) expect(pdf).toContain(sign);
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(2);
});
