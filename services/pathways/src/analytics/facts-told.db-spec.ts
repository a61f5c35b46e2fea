import {
  achievementVersionPublished,
  awardIssued,
  consentGiven,
  consentGroupsStated,
  consentWithdrawn,
  creditCycleMet,
  creditCycleMissed,
  creditCycleOverdue,
  credentialsVerified,
  earnerErased,
  earnerMerged,
  earnerSplit,
  submissionChanged,
  submissionDenied,
  submissionGranted,
  submissionReturned,
  submissionSubmitted,
  submissionWithdrawn,
} from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aVersionText } from '@cairn/testkit';
import { aMuseum, type Museum } from '../testing/museum.js';
import { aService, type PathwaysService } from '../testing/service.js';

const aggregateText = `query ($input: StackingAggregateInput!) { stackingAggregate(input: $input, first: 50) { nodes { keys { value } numerator denominator excluded parts { name value } } } }`;
const turnaroundText = `query ($input: ReviewTurnaroundInput!) { reviewTurnaround(input: $input) { keys { value } submissions decided medianHours p90Hours } }`;

interface Cell {
  readonly keys: { value: string }[];
  readonly numerator: number;
  readonly denominator: number;
  readonly excluded: number;
  readonly parts: { name: string; value: number }[];
}

describe('what other services tell of awards and people', () => {
  let service: PathwaysService;
  let museum: Museum;
  beforeAll(async () => {
    service = await aService('2026-06-01');
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    museum = await aMuseum(service);
  });

  const cells = async (metric: string, more: Record<string, unknown> = {}): Promise<Cell[]> => {
    await service.addUp();
    const { data, errors } = await service.ask(museum.caller, aggregateText, { input: { metric, ...more } });
    if (errors) throw new Error(errors[0]?.message);
    return (data?.stackingAggregate as { nodes: Cell[] }).nodes;
  };
  const whole = async (metric: string) => (await cells(metric))[0];
  const byValue = async (metric: string, groupBy: string, more: Record<string, unknown> = {}) =>
    Object.fromEntries((await cells(metric, { groupBy: [groupBy], ...more })).map(({ keys, numerator, denominator }) => [keys[0]?.value, [numerator, denominator]]));

  async function award(earner: string, achievement: string, awardedOn = '2025-01-10'): Promise<string> {
    const data = museum.anAward(earner, achievement, { awardedOn });
    await service.hear({ contract: awardIssued, tenant: museum.tenant, subject: data.award, version: 1, data });
    return data.award;
  }

  describe('of cycles', () => {
    let achievement = '';
    let version = 0;
    beforeEach(async () => {
      achievement = await museum.anAchievement();
      version = 0;
    });
    const tell = (contract: typeof creditCycleMet, held: string, ends: string, on: string) => {
      version += 1;
      const data = { award: held, version, earner: newId(), achievement, cycle: 0, starts: '2025-01-10', ends, graceEnds: '2026-04-01', on, at: '2026-01-01T00:00:00Z' };
      return service.hear({ contract, tenant: museum.tenant, subject: held, version, data });
    };

    it('makes rates of renewal and of lapse, grace apart', async () => {
      await tell(creditCycleMet, await award(newId(), achievement), '2026-01-10', '2025-12-01');
      await tell(creditCycleMet, await award(newId(), achievement), '2026-01-10', '2026-02-01');
      await tell(creditCycleMissed, await award(newId(), achievement), '2026-01-10', '2026-01-10');
      expect(await whole('M13_RENEWAL')).toMatchObject({ numerator: 1, denominator: 3, parts: [{ name: 'inGrace', value: 1 }] });
      expect(await whole('M13_LAPSE')).toMatchObject({ numerator: 1, denominator: 3, excluded: 0 });
    });

    it('leaves a cycle in grace out of the lapses until it is met or missed', async () => {
      const held = await award(newId(), achievement);
      await tell(creditCycleOverdue, held, '2026-01-10', '2026-01-10');
      expect(await cells('M13_LAPSE', { asOf: '2026-02-01' })).toMatchObject([{ numerator: 0, denominator: 0, excluded: 1 }]);
      await tell(creditCycleMet, held, '2026-01-10', '2026-03-01');
      expect(await whole('M13_LAPSE')).toMatchObject({ numerator: 0, denominator: 1, excluded: 0 });
      expect(await cells('M13_RENEWAL', { asOf: '2026-02-01' })).toMatchObject([{ numerator: 0, denominator: 1, parts: [{ value: 0 }] }]);
    });

    it('counts nothing of a cycle whose award nobody was told of', async () => {
      await tell(creditCycleMissed, newId(), '2026-01-10', '2026-01-10');
      expect(await whole('M13_RENEWAL')).toMatchObject({ denominator: 0 });
    });
  });

  describe('of reviews', () => {
    const submission = async () => {
      const fact = { submission: newId(), version: 1, earner: newId(), issuer: museum.issuer, achievement: newId(), achievementVersion: newId(), attempt: 1, at: '2026-05-04T08:00:00Z' };
      let version = 0;
      const tell = <Data>(contract: Parameters<typeof service.hear>[0]['contract'], at: string, more: Data) => {
        version += 1;
        return service.hear({ contract, tenant: museum.tenant, subject: fact.submission, version, data: { ...fact, version, at, ...more } });
      };
      return { fact, tell };
    };
    const decided = { businessDays: 1, levels: [] };

    it('makes the rate of those that pass at once, of final decisions alone', async () => {
      const [good, second, open] = [await submission(), await submission(), await submission()];
      await good.tell(submissionSubmitted, '2026-05-04T08:00:00Z', {});
      await good.tell(submissionGranted, '2026-05-04T20:00:00Z', { ...decided, award: newId() });
      await second.tell(submissionSubmitted, '2026-05-04T08:00:00Z', {});
      await second.tell(submissionReturned, '2026-05-05T08:00:00Z', decided);
      await second.tell(submissionSubmitted, '2026-05-06T08:00:00Z', { attempt: 2 });
      await second.tell(submissionGranted, '2026-05-07T08:00:00Z', { ...decided, attempt: 2, award: newId() });
      await open.tell(submissionSubmitted, '2026-05-08T08:00:00Z', {});
      expect(await whole('O1_FIRST_PASS')).toMatchObject({ numerator: 1, denominator: 2, excluded: 1 });
      expect(await cells('O1_FIRST_PASS', { asOf: '2026-05-05' })).toMatchObject([{ numerator: 1, denominator: 1, excluded: 1 }]);
    });

    it('tells how long decisions take, weekends left out and the undecided not forgotten', async () => {
      const [quick, overWeekend, open] = [await submission(), await submission(), await submission()];
      await quick.tell(submissionSubmitted, '2026-05-04T08:00:00Z', {});
      await quick.tell(submissionDenied, '2026-05-04T20:00:00Z', { ...decided, reason: 'NOT_MET' });
      await overWeekend.tell(submissionSubmitted, '2026-05-08T12:00:00Z', {});
      await overWeekend.tell(submissionGranted, '2026-05-11T12:00:00Z', { ...decided, award: newId() });
      await open.tell(submissionSubmitted, '2026-05-12T08:00:00Z', {});
      await service.addUp();
      const { data, errors } = await service.ask(museum.caller, turnaroundText, { input: {} });
      expect(errors).toBeUndefined();
      expect(data?.reviewTurnaround).toEqual([{ keys: [], submissions: 3, decided: 2, medianHours: 24, p90Hours: null }]);
    });

    it('forgets what was taken back, and a decision that is made again', async () => {
      const [back, again] = [await submission(), await submission()];
      await back.tell(submissionSubmitted, '2026-05-04T08:00:00Z', {});
      await back.tell(submissionWithdrawn, '2026-05-04T09:00:00Z', {});
      await again.tell(submissionSubmitted, '2026-05-04T08:00:00Z', {});
      await again.tell(submissionDenied, '2026-05-05T08:00:00Z', { ...decided, reason: 'NOT_MET' });
      await again.tell(submissionChanged, '2026-05-06T08:00:00Z', { what: 'reopened' });
      expect(await whole('O1_FIRST_PASS')).toMatchObject({ denominator: 0, excluded: 1 });
      await again.tell(submissionGranted, '2026-05-07T08:00:00Z', { ...decided, award: newId() });
      expect(await whole('O1_FIRST_PASS')).toMatchObject({ numerator: 1, denominator: 1, excluded: 0 });
    });
  });

  describe('of verifications', () => {
    it('counts those by others in the first 90 days', async () => {
      const achievement = await museum.anAchievement();
      const [seen, unseen] = [await award(newId(), achievement), await award(newId(), achievement)];
      const counts = [
        { award: seen, day: '2025-01-10', class: 'person' as const, n: 2 },
        { award: seen, day: '2025-04-10', class: 'relying system' as const, n: 1 },
        { award: seen, day: '2025-04-11', class: 'person' as const, n: 8 },
        { award: unseen, day: '2025-02-01', class: 'bot' as const, n: 9 },
      ];
      for (const some of [counts, counts.slice(0, 1)]) {
        await service.hear({ contract: credentialsVerified, tenant: museum.tenant, subject: newId(), version: 1, data: { counts: some, at: '2025-05-01T00:00:00Z' } });
      }
      expect(await whole('M16_VERIFICATION_PULL')).toMatchObject({ numerator: 5, denominator: 2, parts: [{ name: 'verified', value: 1 }] });
      expect(await cells('M16_VERIFICATION_PULL', { asOf: '2025-04-01' })).toMatchObject([{ numerator: 0, denominator: 0, excluded: 2 }]);
    });
  });

  describe('of people', () => {
    let achievement = '';
    beforeEach(async () => {
      achievement = await museum.anAchievement();
    });
    const said = (earner: string, version: number, ...groups: [dimension: string, value: string][]) =>
      service.hear({
        contract: consentGroupsStated,
        tenant: museum.tenant,
        subject: earner,
        version,
        data: { earner, groups: groups.map(([dimension, value]) => ({ dimension, value, since: null, until: null })), at: '2026-01-01T00:00:00Z' },
      });
    const consent = (contract: typeof consentGiven, earner: string, id: string, purpose: 'STATISTICS' | 'TALENT_SEARCH' | 'RESEARCH') =>
      service.hear({ contract, tenant: museum.tenant, subject: id, version: contract === consentGiven ? 1 : 2, data: { consent: id, earner, purpose, at: '2026-01-01T00:00:00Z' } });

    it('tells groups apart by what they say last, and those who say nothing', async () => {
      const [north, silent] = [newId(), newId()];
      for (const earner of [north, silent]) await award(earner, achievement);
      await said(north, 1, ['region', 'South'], ['gender', 'F']);
      expect(await byValue('M13_ACTIVE', 'GROUP_VALUE', { group: 'gender' })).toEqual({ F: [1, 1], '(missing)': [1, 1] });
      await said(north, 2, ['region', 'North']);
      await said(north, 1, ['region', 'East']);
      expect(await byValue('M13_ACTIVE', 'REGION')).toEqual({ North: [1, 1], '(missing)': [1, 1] });
      expect(await byValue('M13_ACTIVE', 'GROUP_VALUE', { group: 'gender' })).toEqual({ '(missing)': [2, 2] });
    });

    it('counts nobody who withdrew from statistics, until he agrees again', async () => {
      const [out, other] = [newId(), newId()];
      for (const earner of [out, other]) await award(earner, achievement);
      const first = newId();
      await consent(consentGiven, out, first, 'STATISTICS');
      await consent(consentWithdrawn, other, newId(), 'RESEARCH');
      expect(await whole('M13_ACTIVE')).toMatchObject({ denominator: 2 });
      await consent(consentWithdrawn, out, first, 'STATISTICS');
      expect(await whole('M13_ACTIVE')).toMatchObject({ denominator: 1 });
      await consent(consentGiven, out, newId(), 'STATISTICS');
      expect(await whole('M13_ACTIVE')).toMatchObject({ denominator: 2 });
    });

    it('keeps a withdrawal and the groups through a merge, and gives them back when it is undone', async () => {
      const [into, from] = [newId(), newId()];
      await award(into, achievement);
      const moved = await award(from, achievement);
      await said(from, 1, ['region', 'North']);
      await service.hear({ contract: earnerMerged, tenant: museum.tenant, subject: into, version: 2, data: { earner: into, from, at: '2026-01-02T00:00:00Z' } });
      expect(await byValue('M13_ACTIVE', 'REGION')).toEqual({ North: [2, 2] });
      await consent(consentWithdrawn, from, newId(), 'STATISTICS');
      expect(await whole('M13_ACTIVE')).toMatchObject({ denominator: 0 });
      await service.hear({ contract: earnerSplit, tenant: museum.tenant, subject: into, version: 3, data: { earner: into, from, awards: [moved], at: '2026-01-03T00:00:00Z' } });
      expect(await byValue('M13_ACTIVE', 'REGION')).toEqual({ '(missing)': [1, 1] });
    });

    it('keeps nothing that somebody said of himself who was erased', async () => {
      const earner = newId();
      await award(earner, achievement);
      await said(earner, 1, ['region', 'North']);
      await service.hear({ contract: earnerErased, tenant: museum.tenant, subject: earner, version: 5, data: { earner, at: '2026-01-02T00:00:00Z' } });
      await said(earner, 2, ['region', 'South']);
      expect(await whole('M13_ACTIVE')).toMatchObject({ denominator: 0 });
      expect(await service.test.database.work((tx) => tx.query('SELECT 1 FROM earner_group WHERE tenant_id = $1 AND earner_id = $2', [museum.tenant, earner]))).toEqual([]);
    });

    it('supplies skills by those who agreed to be found, each once', async () => {
      const sailing = 'https://skills.example/sail';
      const alignments = [{ targetName: 'Sailing', targetUrl: sailing, targetFramework: null, targetCode: null }];
      const [sails, more] = [await museum.anAchievement('Sails', { alignments }), await museum.anAchievement('More sails', { alignments })];
      const [found, hidden] = [newId(), newId()];
      for (const earner of [found, hidden]) await award(earner, sails);
      await award(found, more);
      const agreed = newId();
      await consent(consentGiven, found, agreed, 'TALENT_SEARCH');
      await said(found, 1, ['region', 'North']);
      expect(await byValue('O5_SKILL_SUPPLY', 'SKILL')).toEqual({ [sailing]: [1, 1] });
      expect(await byValue('O5_SKILL_SUPPLY', 'REGION')).toEqual({ North: [1, 1] });
      await consent(consentWithdrawn, found, agreed, 'TALENT_SEARCH');
      expect(await byValue('O5_SKILL_SUPPLY', 'SKILL')).toEqual({});
    });
  });

  it('knows the field and the level of an achievement from its newest version', async () => {
    const field = (code: string) => [{ targetName: 'Field', targetUrl: `https://frameworks.example/isced-f/${code}`, targetFramework: 'ISCED-F', targetCode: code }];
    const [low, high] = [await museum.anAchievement('Low', { level: 'EQF:4', alignments: field('0611') }), await museum.anAchievement('High', { level: 'EQF:6', alignments: field('0611') })];
    const earner = newId();
    await award(earner, low, '2025-01-10');
    await award(earner, high, '2025-02-10');
    expect(await whole('M2_VERTICAL')).toMatchObject({ numerator: 1, denominator: 1 });
    expect(await byValue('M1_STACK_IN', 'FIELD')).toEqual({ '0611': [1, 1] });
    const named = { achievement: high, achievementVersion: newId(), issuer: museum.issuer, code: high };
    const text = aVersionText({ ...named, number: 2, title: 'High', level: 'EQF:6', alignments: field('0912') });
    await service.hear({ contract: achievementVersionPublished, tenant: museum.tenant, subject: high, version: 3, data: { ...text, supersedes: null, at: '2026-02-01T00:00:00Z' } });
    expect(await whole('M2_VERTICAL')).toMatchObject({ numerator: 0, denominator: 1 });
  });
});
