import { aRegistry, aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPublishedAchievement, eventually, type Marked } from './arrange.js';

/** S15, the half about showing: cards, comparison, search, page and print say what was assessed and what is not stated. */
const compare = `query ($ids: [ID!]!) { compareAchievements(ids: $ids) {
  columns { achievementVersion { id } clarityCard { title basis stated applicable completeness standardFollowed howAssessed whoAssessed recognisedBy { by as } } }
  rows { fact label cells { status text } } } }`;

interface Comparison {
  readonly columns: readonly { readonly clarityCard: Readonly<Record<string, unknown>> & { readonly stated: number; readonly applicable: number; readonly completeness: number } }[];
  readonly rows: readonly { readonly fact: string; readonly cells: readonly { readonly status: string; readonly text: string }[] }[];
}

const exam = { kind: 'EXAM', title: 'The examination', assessed: true };
const full = {
  useCase: 'CREDIT_BEARING',
  claimBasis: 'DEMONSTRATED_SKILL',
  achievementType: 'MicroCredential',
  earningModes: ['ASSESSMENT'],
  requirement: exam,
  level: 'EQF:5',
  creditsAvailable: [{ unit: 'ECTS', amount: 3 }],
  validity: 'PERIOD',
  validFor: 'P3Y',
  alignments: [{ targetName: 'Joins timber', targetUrl: 'https://timber.example/joins' }],
  rubrics: [{ key: 'craft', title: 'Craft', criteria: [{ key: 'joint', title: 'The joint', standard: 'tight', levels: [{ key: 'loose', title: 'Loose' }, { key: 'tight', title: 'Tight' }] }] }],
  stated: {
    learningOutcomes: ['Joins two beams.'],
    gradingScheme: 'Pass or fail',
    supervision: 'SUPERVISED_ON_SITE',
    identityCheck: 'DOCUMENT',
    standardFollowed: 'ISO_IEC_17024',
    qualityAssurance: { by: 'Council of Guilds', statement: 'Visits every third year.' },
    maintenance: { required: false },
    recognition: [{ by: 'Harbour works', as: 'a day of paid leave' }],
  },
  assessment: { decision: 'TWO_STAGE' },
};
const attended = {
  achievementType: 'CertificateOfCompletion',
  claimBasis: 'PARTICIPATION',
  earningModes: ['COURSE'],
  requirement: { kind: 'COURSE', title: 'Two days at the yard' },
  stated: { recognises: 'Two days at the yard.' },
};

describe('S15: clarity', () => {
  let tenant: TestTenant;
  let guild: Marked;
  let [whole, bare, yard]: AchievementMarked[] = [];
  const word = `quoin${Date.now()}`;

  beforeAll(async () => {
    tenant = await aTenant('Guild of Timber Engineers');
    guild = await anIssuer(tenant, `Guild of Timber Engineers ${Date.now()}`);
    whole = await aPublishedAchievement(tenant, guild, `Whole ${word}`, full);
    bare = await aPublishedAchievement(tenant, guild, `Bare ${word}`, { requirement: exam });
    yard = await aPublishedAchievement(tenant, guild, `Attended ${word}`, attended);
  });

  const compared = async (...ids: (string | undefined)[]) => (await tenant.read<{ compareAchievements: Comparison }>(compare, { ids })).compareAchievements;

  it('puts a full and a bare definition side by side in 18 lines, and says gaps aloud', async () => {
    const { columns, rows } = await compared(whole?.id, bare?.versionId);
    expect(rows).toHaveLength(18);
    expect(rows.flatMap(({ cells }) => cells).filter(({ text }) => text === '')).toEqual([]);
    expect(columns[0]?.clarityCard).toMatchObject({
      title: `Whole ${word} (Demonstrated skill, assessed)`,
      completeness: 1,
      standardFollowed: 'ISO_IEC_17024',
      howAssessed: 'exam: The examination',
      whoAssessed: 'A reviewer recommends, and somebody else decides',
      recognisedBy: [{ by: 'Harbour works', as: 'a day of paid leave' }],
    });
    const card = columns[1]?.clarityCard;
    const states = rows.map(({ cells }) => cells[1]);
    const [stated, applicable] = [states.filter((cell) => cell?.status === 'STATED').length, states.filter((cell) => cell?.status !== 'NOT_APPLICABLE').length];
    expect(card).toMatchObject({ stated, applicable, completeness: stated / applicable, standardFollowed: 'NONE_STATED', whoAssessed: null });
    expect(card?.completeness).toBeLessThan(1);
    for (const fact of ['SUPERVISION', 'RUBRIC', 'STANDARD_FOLLOWED', 'QUALITY_ASSURANCE']) {
      expect(rows.find((row) => row.fact === fact)?.cells[1]).toEqual({ status: 'NOT_STATED', text: 'not stated' });
    }
  });

  it('has no way to put one above another', async () => {
    const { __type: type } = await tenant.read<{ __type: { fields: { name: string }[] } }>('{ __type(name: "ClarityCard") { fields { name } } }');
    expect(type.fields.map(({ name }) => name).filter((name) => /rank|score|rating|order|best/i.test(name))).toEqual([]);
  });

  it('answers null for what does not exist beside what does', async () => {
    expect(await compared(whole?.id, 'ach_01930000-0000-7000-8000-000000000000')).toBeNull();
  });

  it('labels participation in card, comparison, page, print and exports, and never says that anybody can do anything', async () => {
    const { url } = aRegistry();
    const path = `/a/${yard?.versionId ?? ''}`;
    const page = await eventually(
      async () => (await fetch(`${url}${path}`, { headers: { accept: 'text/html' } })).text(),
      (text) => text.includes('Attended'),
    );
    const document = async (profile: string) => {
      const { achievementDocument } = await tenant.read<{ achievementDocument: { mediaType: string; content: string } }>(
        `query ($id: ID!, $profile: DocumentProfile!) { achievementDocument(id: $id, profile: $profile) { mediaType content } }`,
        { id: yard?.id, profile },
      );
      return achievementDocument;
    };
    const shown = [page, (await document('CTDL')).content, (await document('EUROPEAN_ELEMENTS')).content, JSON.stringify((await compared(yard?.id, bare?.id)).columns[0])];
    for (const text of shown) {
      expect(text).toContain('Participation, not assessed');
      expect(text).not.toMatch(/skill|competenc|mastery/i);
    }
    const print = Buffer.from((await document('PRINT')).content, 'base64').toString('latin1');
    expect(print.startsWith('%PDF-')).toBe(true);
    expect(print).toContain('/StructTreeRoot');
    expect((await fetch(`${url}${path}.pdf`)).headers.get('content-type')).toBe('application/pdf');
  });

  it('finds them by words, misspelt ones too, with counts of what they are', async () => {
    const { achievements, achievementFacets } = await tenant.read<{
      achievements: { nodes: { title: string; currentVersion: { clarityCard: { title: string } } }[]; totalCount: number };
      achievementFacets: { total: number; assessed: object[]; issuers: object[] };
    }>(
      `query ($filter: AchievementFilter!) { achievements(first: 10, filter: $filter, orderBy: RELEVANCE) { totalCount nodes { title currentVersion { clarityCard { title } } } }
        achievementFacets(filter: $filter) { total assessed { value count } issuers(first: 5) { issuer { id } count } } }`,
      { filter: { text: word.replace('quoin', 'quion'), fuzzy: true } },
    );
    expect(achievements.nodes.map(({ currentVersion }) => currentVersion.clarityCard.title)).toEqual([
      `Attended ${word} (Participation, not assessed)`,
      `Bare ${word} (Knowledge, assessed)`,
      `Whole ${word} (Demonstrated skill, assessed)`,
    ]);
    expect(achievements.totalCount).toBe(3);
    expect(achievementFacets).toEqual({
      total: 3,
      assessed: [{ value: 'true', count: 2 }, { value: 'false', count: 1 }],
      issuers: [{ issuer: { id: guild.id }, count: 3 }],
    });
  });
});
