import { aTenant, type TestTenant } from '@cairn/testkit';
import { aPathway, aPublishedAchievement, anIssuer, eventually, type Marked } from './arrange.js';
import { exported, linesIn } from './exporting.js';
import { asLines, type ImportDone, importAwards, importText } from './importing.js';

/** The queries of the guide for partners by which a provider takes everything with him. */
const queries = {
  achievements: `{ achievements(first: 1, filter: { mine: true }) { nodes { code version: currentVersion {
    title description criteria imageUrl imageAltText language achievementType issuerSector useCase claimBasis earningModes tags estimatedEffort level
    validity validFor validUntil acceptance duplicatePolicy duplicatePeriod stated { recognises learningOutcomes } requirement { kind title assessed } } } } }`,
  earners: '{ earners(first: 1) { nodes { id name identifiers { type value verified } } } }',
  awards: '{ awards(first: 1) { nodes { partnerReference earner { id } achievement { code } awardedOn validUntil assessment { method assessedOn assessor } } } }',
  enrolments: '{ enrolments(first: 1) { nodes { partnerReference earner { id } pathway { code } enrolledOn withdrawnOn } } }',
};

interface EarnerLine {
  readonly id: string;
  readonly name: string | null;
  readonly identifiers: readonly { readonly type: string; readonly value: string; readonly verified: boolean }[];
}

/** Columns of the files that are called otherwise when they are imported. */
const called: Record<string, string> = { achievement_code: 'achievementCode', assessment_method: 'assessmentMethod', assessment_assessedOn: 'assessedOn', assessment_assessor: 'assessor', pathway_code: 'pathwayCode', earner_id: 'earnerId' };

const people = 40;

describe('what a provider exports', () => {
  let from: TestTenant;
  let to: TestTenant;
  let issuer: Marked;
  let code: string;

  const counted = async (tenant: TestTenant) => Object.fromEntries(await Promise.all(Object.entries(queries).map(async ([of, query]) => [of, (await exported(tenant, query)).objects] as const)));
  const settled = (tenant: TestTenant, { position }: Pick<ImportDone, 'position'>) => tenant.read('{ enrolments(first: 1) { nodes { id } } awards(first: 1) { nodes { id } } }', {}, { awaitPosition: position ?? undefined });

  beforeAll(async () => {
    [from, to] = [await aTenant('Oakmere University'), await aTenant('Oakmere, elsewhere')];
    const own = await anIssuer(from);
    const [knots, tides] = [await aPublishedAchievement(from, own, 'Knots; and splices'), await aPublishedAchievement(from, own, 'Tides', { duplicatePolicy: 'MANY', tags: ['sea', 'coast'] })];
    await from.read('{ awards(first: 1) { nodes { id } } }', {}, { awaitPosition: tides.position });
    const line = (n: number, achievement: typeof knots) => ({
      partnerReference: `${achievement.id}-${n}`,
      identifierType: 'STUDENT_ID',
      identifier: `S${n}`,
      achievementCode: achievement.code,
      awardedOn: `2026-03-${String(1 + (n % 28)).padStart(2, '0')}`,
      assessmentMethod: 'Written examination, "part one"',
      assessedOn: '2026-03-01',
    });
    const awards = await importAwards(from, Array.from({ length: people }, (_, n) => [line(n, knots), line(n, tides)]).flat());
    expect(awards).toMatchObject({ created: 2 * people, failed: 0 });
    await settled(from, awards);
    const pathway = await aPathway(from, own, [{ id: 'knots', kind: 'award', achievement: knots.id }]);
    code = pathway.code;
    const earners = linesIn<EarnerLine>((await exported(from, queries.earners)).text);
    const enrolments = await importText(from, 'enrolments', asLines(earners.slice(0, 25).map(({ id }, n) => ({ partnerReference: `e${n}`, earnerId: id, pathwayCode: code, enrolledOn: '2026-02-01' }))));
    expect(enrolments).toMatchObject({ created: 25, failed: 0 });
    await settled(from, enrolments);
  }, 240_000);

  it('comes back whole where nothing was before, from lines and from tables, and a second time changes nothing', async () => {
    issuer = await anIssuer(to, 'Oakmere University, elsewhere');
    await to.read('{ achievements(first: 1, filter: { mine: true }) { nodes { id } } }', {}, { awaitPosition: issuer.position });
    const achievements = linesIn<object>((await exported(from, queries.achievements)).text).map((line) => ({ ...line, issuerId: issuer.id, publish: true }));
    const earners = linesIn<EarnerLine>((await exported(from, queries.earners)).text);
    const everybody = asLines(earners.map(({ name, identifiers: [first] }) => ({ name, identifierType: first?.type, identifier: first?.value, verified: first?.verified })));

    const made = await importText(to, 'achievements', asLines(achievements));
    expect(made).toMatchObject({ created: 2, failed: 0 });
    await settled(to, made);
    const known = await importText(to, 'earners', everybody);
    expect(known).toMatchObject({ created: earners.length, failed: 0 });
    await settled(to, known);
    /** The results tell, line by line, who is who. */
    const renamed = new Map(earners.map(({ id }, at) => [id, known.rows[at]?.id ?? '']));
    const asImported = ({ text }: { text: string }) => {
      const [header = '', ...rows] = text.trimEnd().split('\r\n');
      const names = header.split(',').map((name) => called[name] ?? name).join(',');
      // Enrolments without a reference were made by awards; the awards make them here, too.
      return [names, ...rows.filter((row) => !row.startsWith(',')).map((row) => row.replace(/\bern_[\w-]+/, (id) => renamed.get(id) ?? id))].join('\r\n');
    };
    const awards = asImported(await exported(from, queries.awards, { format: 'CSV' }));
    const awarded = await importText(to, 'awards', awards, { format: 'CSV' });
    expect(awarded.rows.filter(({ status }) => status !== 'CREATED')).toEqual([]);
    expect(awarded.created).toBe(2 * renamed.size);
    const [copy] = linesIn<{ id: string }>((await exported(to, '{ achievements(first: 1, filter: { mine: true }) { nodes { id } } }')).text);
    await aPathwayOfCode(copy?.id ?? '');
    const enrolments = asImported(await exported(from, queries.enrolments, { format: 'CSV' }));
    const enrolled = await importText(to, 'enrolments', enrolments, { format: 'CSV' });
    expect(enrolled).toMatchObject({ created: 25, failed: 0 });
    await settled(to, enrolled);

    const before = await counted(from);
    expect(before).toEqual({ achievements: 2, earners: people, awards: 2 * people, enrolments: people });
    const after = await eventually(() => counted(to), ({ enrolments }) => enrolments === before.enrolments, 60_000);
    expect(after).toEqual(before);
    for (const [of, text, format] of [['achievements', asLines(achievements), 'JSONL'], ['earners', everybody, 'JSONL'], ['awards', awards, 'CSV'], ['enrolments', enrolments, 'CSV']] as const) {
      expect(await importText(to, of, text, { format })).toMatchObject({ created: 0, replaced: 0, failed: 0 });
    }
    expect(await counted(to)).toEqual(before);
  }, 240_000);

  it('says the same of every award and achievement as before', async () => {
    const told = async (tenant: TestTenant) => {
      const [achievements, awards] = await Promise.all([exported(tenant, queries.achievements), exported(tenant, queries.awards)]);
      const bare = ({ text }: { text: string }) => linesIn<object>(text).map((line) => JSON.stringify(line, (member, value: unknown) => (member === 'id' || member === 'earner' ? undefined : value))).sort();
      return { achievements: bare(achievements), awards: bare(awards) };
    };
    expect(await told(to)).toEqual(await told(from));
  }, 120_000);

  /** Pathways come over as definitions (see the guide for those who design stacks): here one of the same code. */
  async function aPathwayOfCode(achievement: string): Promise<void> {
    const definition = {
      language: 'cairn-pathway/1',
      requirements: [{ id: 'knots', kind: 'award', achievement }],
      policy: { sharing: 'shared' },
      versioning: { enrolFrom: '2020-01-01' },
      completion: null,
    };
    const { pathwayVersion } = await to.mutate<{ pathwayVersion: { id: string } }>(
      'mutation ($input: CreatePathwayInput!) { createPathway(input: $input) { pathwayVersion { id } userErrors { code field message } } }',
      { input: { issuerId: issuer.id, code, title: 'Field naturalist', definition } },
    );
    await to.mutate('mutation ($input: PublishPathwayVersionInput!) { publishPathwayVersion(input: $input) { position userErrors { code field message } } }', { input: { id: pathwayVersion.id } });
  }
});
