import { awardBatchIssued } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { aDefinition, aMuseum, awardNode, type Museum } from '../testing/museum.js';
import { aCaller, aService, type PathwaysService } from '../testing/service.js';

const cells = `query ($input: StackingAggregateInput!, $after: Cursor) { stackingAggregate(input: $input, first: 5, after: $after) {
  nodes { keys { value } numerator denominator value noValue excluded } pageInfo { endCursor } } }`;
const curves = 'query ($input: TimeToNextInput!) { timeToNext(input: $input) { n } }';
const times = 'query ($input: CompletionTimesInput!) { completionTimes(input: $input) { n days { median } } }';
const gaps = 'query ($input: GroupGapsInput!) { groupGaps(input: $input) { groups { value } } }';
const pairs = 'query ($input: TransitionsInput!) { transitions(input: $input, first: 1) { nodes { earners } } }';
const ends = 'query ($input: DeadEndsInput!) { deadEnds(input: $input, first: 1) { nodes { earners } } }';
const funnel = 'query ($input: PathwayFunnelInput!) { pathwayFunnel(input: $input) { enrolled completed steps { node reached converted } } }';

describe('questions that have no answer, or not the one expected', () => {
  let service: PathwaysService;
  let museum: Museum;
  let [knots, sails, pathway] = ['', '', ''];
  beforeAll(async () => {
    service = await aService('2026-06-01');
    museum = await aMuseum(service);
    [knots, sails] = [await museum.anAchievement('Knots'), await museum.anAchievement('Sails')];
    ({ pathway } = await museum.aPathway(aDefinition([awardNode('k', knots)])));
    await award(newId(), knots, '2026-03-01');
    // Held long before anybody enrolled.
    const early = newId();
    await award(early, knots, '2020-05-01');
    await museum.enrol(early, pathway, { enrolledOn: '2025-02-01' });
    await service.addUp();
  });
  afterAll(() => service.close());

  async function award(earner: string, achievement: string, awardedOn: string): Promise<void> {
    const job = newId();
    await service.hear({ contract: awardBatchIssued, tenant: museum.tenant, subject: job, version: 1, data: { job, awards: [museum.anAward(earner, achievement, { awardedOn })] } });
  }

  const ask = (text: string, input: Record<string, unknown>, more: { caller?: Museum['caller']; after?: string } = {}) =>
    service.ask(more.caller ?? museum.caller, text, { input, ...(text.includes('$after') ? { after: more.after ?? null } : {}) });
  const refusal = async (text: string, input: Record<string, unknown>, more: { caller?: Museum['caller']; after?: string } = {}) => {
    const { errors } = await ask(text, input, more);
    return `${String(errors?.[0]?.extensions.code)}: ${errors?.[0]?.message ?? 'answered'}`;
  };
  const nodes = async (input: Record<string, unknown>) => ((await ask(cells, input)).data?.stackingAggregate as { nodes: unknown[] }).nodes;

  it('of a window longer than the data say that it is not over, and of whom', async () => {
    const cell = { numerator: 0, denominator: 0, value: null, noValue: 'WINDOW_NOT_OVER' };
    expect(await nodes({ metric: 'M1_STACK_IN', windowDays: 3_653 })).toMatchObject([{ ...cell, excluded: 2 }]);
    expect(await nodes({ metric: 'M8_COMPLETION', windowDays: 1_460, groupBy: ['PATHWAY'] })).toMatchObject([{ ...cell, keys: [{ value: pathway }], excluded: 1 }]);
    expect(await refusal(cells, { metric: 'M1_STACK_IN', windowDays: 3_654 })).toMatch(/^BAD_USER_INPUT: A window is 1 to 3653 whole days/);
    // Where something can be told, what cannot is left out.
    expect(await nodes({ metric: 'M1_STACK_IN', windowDays: 365, groupBy: ['COHORT_MONTH'] })).toMatchObject([{ keys: [{ value: '2020-05-01' }], denominator: 1, noValue: null }]);
  });

  it('of an empty cohort say that nobody is in it', async () => {
    const period = { from: '2022-01-01', until: '2022-12-31' };
    expect(await nodes({ metric: 'M1_STACK_IN', period })).toMatchObject([{ numerator: 0, denominator: 0, value: null, noValue: 'NOBODY', excluded: 0 }]);
    expect(await nodes({ metric: 'M1_STACK_IN', period, groupBy: ['COHORT_QUARTER'] })).toEqual([]);
    expect((await ask(curves, { period })).data?.timeToNext).toEqual([]);
    expect((await ask(times, { period })).data?.completionTimes).toEqual([{ n: 0, days: { median: null } }]);
    expect(await refusal(gaps, { metric: 'M1_STACK_IN', group: 'gender', reference: 'woman', period })).toBe('BAD_USER_INPUT: Nobody is in the group "woman"; there are none.');
  });

  it('refuse a period that is not of whole months, not over, or of what has no cohorts', async () => {
    const of = (from: string, until: string, metric = 'M1_STACK_IN') => refusal(cells, { metric, period: { from, until } });
    for (const [from, until] of [['2025-01-02', '2025-01-31'], ['2025-01-01', '2025-01-30'], ['2025-02-01', '2025-01-31']] as const) expect(await of(from, until)).toMatch(/^BAD_USER_INPUT: A period goes from the first day of a month/);
    expect(await of('2026-05-01', '2026-06-30')).toBe('BAD_USER_INPUT: The period is not over at the end of observation, 2026-05-31.');
    expect(await of('2025-01-01', '2025-03-31', 'M12_DOUBLE_USE')).toMatch(/^BAD_USER_INPUT: M12 has no cohorts/);
    expect(await of('2025-01-01', '2025-05-31', 'M0_AWARDS_AND_EARNERS')).toMatch(/^DIMENSION_NOT_ALLOWED: M0 has a period of one month or of one quarter/);
  });

  it('refuse an end of observation in the future, wherever one is given', async () => {
    const asOf = '2026-06-02';
    const asked: [string, Record<string, unknown>][] = [
      [cells, { metric: 'M1_STACK_IN' }],
      [curves, {}],
      [times, {}],
      [gaps, { metric: 'M1_STACK_IN', group: 'gender', reference: 'woman' }],
      [pairs, {}],
      [ends, {}],
      [funnel, { pathwayId: pathway }],
    ];
    for (const [text, input] of asked) expect(await refusal(text, { ...input, asOf })).toBe('BAD_USER_INPUT: The end of observation is in the future; today is 2026-06-01.');
  });

  it('end with the day that is over in UTC, whatever the hour', async () => {
    const ended = async () => ((await ask(`query ($input: StackingAggregateInput!) { stackingAggregate(input: $input, first: 1) { nodes { observationEnd } } }`, { metric: 'M12_DOUBLE_USE' })).data?.stackingAggregate as { nodes: unknown[] }).nodes;
    service.at('2026-06-01T23:59:59.999Z');
    expect(await ended()).toEqual([{ observationEnd: '2026-05-31' }]);
    service.at('2026-06-02T00:00:00Z');
    expect(await ended()).toEqual([{ observationEnd: '2026-06-01' }]);
    service.today('2026-06-01');
    // An award counts from its own day on, not from the day before or after.
    const awards = (asOf: string) => nodes({ metric: 'M0_AWARDS_AND_EARNERS', asOf });
    expect([await awards('2026-02-28'), await awards('2026-03-01')]).toMatchObject([[{ denominator: 1 }], [{ denominator: 2 }]]);
  });

  it('tell nobody without the right to see the earners of cells that single out one of them', async () => {
    const fine = { metric: 'M1_STACK_IN', groupBy: ['COHORT_MONTH', 'ACHIEVEMENT', 'LEVEL'] };
    for (const caller of [aCaller(museum.tenant, ['ANALYSE']), aCaller(museum.tenant, ['AWARD']), aCaller(newId())]) {
      const input = { ...fine, tenantId: publicId('Tenant', museum.tenant) };
      expect(await refusal(cells, input, { caller })).toMatch(/^DIMENSION_NOT_ALLOWED: That is not among the published figures, which are /);
      for (const cut of [{ period: { from: '2025-01-01', until: '2025-12-31' } }, { scope: { achievementIds: [publicId('Achievement', knots)] } }])
        expect(await refusal(cells, { metric: 'M12_DOUBLE_USE', tenantId: input.tenantId, ...('period' in cut ? { metric: 'M1_STACK_IN' } : {}), ...cut }, { caller })).toMatch(/^DIMENSION_NOT_ALLOWED: Published figures are those of the whole tenant/);
    }
    expect(await refusal(cells, { ...fine, groupBy: [...fine.groupBy, 'KIND'] })).toBe('DIMENSION_NOT_ALLOWED: At most 3 dimensions, each once.');
  });

  it('of a pathway that nobody follows tell its steps, and of one that is not published nothing', async () => {
    const empty = await museum.aPathway(aDefinition([awardNode('s', sails)]));
    const { data } = await ask(funnel, { pathwayId: empty.pathway });
    expect(data?.pathwayFunnel).toEqual({ enrolled: 0, completed: 0, steps: [{ node: 's', reached: 0, converted: null }] });
    const draft = await museum.createPathway(aDefinition([]));
    expect(await refusal(funnel, { pathwayId: draft.pathway!.id })).toBe('BAD_USER_INPUT: There is no such pathway version; a version is published to have a funnel.');
    // One without any step: it has nothing to reach.
    await museum.publish(draft.pathwayVersion!.id);
    await museum.enrol(newId(), draft.pathway!.id, { enrolledOn: '2025-01-01' });
    await service.addUp();
    const { data: stepless } = await ask(funnel, { pathwayId: draft.pathway!.id });
    expect(stepless?.pathwayFunnel).toMatchObject({ enrolled: 1, steps: [] });
  });

  it('count an award from before the enrolment as met on the day of enrolment', async () => {
    expect(await nodes({ metric: 'M8_COMPLETION', windowDays: 1, scope: { pathwayIds: [pathway] } })).toMatchObject([{ numerator: 1, denominator: 1 }]);
    expect((await ask(times, {})).data?.completionTimes).toEqual([{ n: 1, days: { median: 0 } }]);
  });

  it('answer another tenant nothing of this one, alike for what is there and what is not', async () => {
    const stranger = { caller: aCaller(newId()) };
    const scoped = async (pathwayIds: string[]) => ((await ask(cells, { metric: 'M8_COMPLETION', windowDays: 1, scope: { pathwayIds } }, stranger)).data?.stackingAggregate as { nodes: unknown[] }).nodes;
    const [real, none] = [await scoped([pathway]), await scoped([publicId('Pathway', newId())])];
    expect(real).toMatchObject([{ denominator: 0, noValue: 'NOBODY' }]);
    expect(real).toEqual(none);
    // That there is a public pathway is no secret; how many follow it is.
    expect((await ask(funnel, { pathwayId: pathway }, stranger)).data?.pathwayFunnel).toEqual({ enrolled: null, completed: null, steps: [{ node: 'k', reached: null, converted: null }] });
    expect(await refusal(funnel, { pathwayId: publicId('Pathway', newId()) }, stranger)).toMatch(/^BAD_USER_INPUT: There is no such pathway version/);
    const page = (await ask(cells, { metric: 'M1_STACK_IN', windowDays: 30, groupBy: ['ACHIEVEMENT'] })).data?.stackingAggregate as { pageInfo: { endCursor: string } };
    expect(await refusal(cells, { metric: 'M1_STACK_IN', windowDays: 30, groupBy: ['ACHIEVEMENT'] }, { ...stranger, after: page.pageInfo.endCursor })).toMatch(/^INVALID_CURSOR/);
  });

  it('refuse a scope for which nothing is added up, and say for which it is', async () => {
    const scope = { achievementIds: [publicId('Achievement', knots)] };
    expect(await refusal(cells, { metric: 'M1_STACK_IN', scope })).toMatch(/^SCOPE_NOT_ALLOWED: M1 is not added up for a scope of achievements\. .*M8 \(pathways, issuers\)/);
    expect(await refusal(cells, { metric: 'M8_COMPLETION', scope })).toMatch(/^SCOPE_NOT_ALLOWED: M8 cannot be narrowed to achievements/);
    expect(await refusal(cells, { metric: 'M13_ACTIVE', scope: { achievementIds: [] } })).toMatch(/^BAD_USER_INPUT: A scope names 1 to 100/);
    expect(await nodes({ metric: 'M13_ACTIVE', scope })).toMatchObject([{ denominator: 2 }]);
    expect(await nodes({ metric: 'M0_AWARDS_AND_EARNERS', scope: { achievementIds: [publicId('Achievement', sails)] } })).toMatchObject([{ denominator: 0 }]);
    expect(await nodes({ metric: 'M8_COMPLETION', scope: { issuerIds: [publicId('Issuer', museum.issuer)] } })).toMatchObject([{ denominator: 2 }]);
  });

  it('compare groups by some rates only, and with a group that there is', async () => {
    expect(await refusal(gaps, { metric: 'M2_VERTICAL', group: 'gender', reference: 'woman' })).toBe('BAD_USER_INPUT: Groups are compared by M1, M8, M10, M13; not by M2.');
    expect(await refusal(gaps, { metric: 'M1_STACK_IN', group: 'gender', reference: 'woman' })).toBe('BAD_USER_INPUT: Nobody is in the group "woman"; there are "(missing)".');
    expect(await refusal(curves, { groupBy: 'GROUP_VALUE' })).toMatch(/^BAD_USER_INPUT: Say which group/);
    expect(await refusal(curves, { groupBy: 'PATHWAY' })).toMatch(/^DIMENSION_NOT_ALLOWED: M7 cannot be told apart by PATHWAY/);
  });
});
