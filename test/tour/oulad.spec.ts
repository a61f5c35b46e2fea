import { rebuilt } from '@cairn/cli/testing';
import { gapsTo, survivalCurve } from '@cairn/metrics';
import { describeUnless, publicData } from '@cairn/testkit';
import { observationEnd, OuladWorld, type Row } from './oulad-world.js';

const { path: folder, missing } = publicData('oulad');

interface Cell {
  readonly keys: readonly { readonly value: string }[];
  readonly numerator: number | null;
  readonly denominator: number;
  readonly parts: readonly { readonly name: string; readonly value: number }[];
}

interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The Open University Learning Analytics Dataset (Kuzilek et al. 2017), mapped as analytics.md section 10 says. */
describeUnless(missing)('OULAD, imported out of order, a tenth of its awards first in error', () => {
  let world: OuladWorld;
  beforeAll(async () => {
    world = await OuladWorld.open(folder);
  }, 1_800_000);
  afterAll(() => world?.close(), 300_000);

  /** Every cell that the graph answers with. */
  async function cells(metric: string, more: object = {}): Promise<Cell[]> {
    const all: Cell[] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo }: Connection<Cell> = await page({ input: { metric, asOf: observationEnd, ...more }, after });
      all.push(...nodes);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    return all;
  }

  const page = async (asked: object): Promise<Connection<Cell>> => {
    const { stackingAggregate } = await world.client.execute<{ stackingAggregate: Connection<Cell> }>(
      `query ($input: StackingAggregateInput!, $after: Cursor) { stackingAggregate(input: $input, first: 100, after: $after) {
         nodes { keys { value } numerator denominator parts { name value } } pageInfo { hasNextPage endCursor } } }`,
      { ...asked },
    );
    return stackingAggregate;
  };

  const rates = (found: readonly Cell[]): string[] => found.map(({ keys, numerator, denominator }) => [...keys.map(({ value }) => value), `${numerator}/${denominator}`].join(' ')).sort();
  /** Rows of SQL as the graph tells them: cohorts by their first day, ids as they are public, no cohort of nobody. */
  const rowsAsRates = (rows: readonly Row[], keys: readonly (readonly [column: string, told: (value: string) => string])[]): string[] =>
    rows
      .filter(({ denominator }) => keys.length === 0 || Number(denominator) > 0)
      .map((row) => [...keys.map(([column, told]) => told(String(row[column]))), `${String(row.numerator)}/${String(row.denominator)}`].join(' '))
      .sort();
  const [month, quarter] = [(value: string) => `${value}-01`, (value: string) => value.replace(/-Q(\d)/, (_, q: string) => `-${String(Number(q) * 3 - 2).padStart(2, '0')}-01`)];
  const id = (prefix: string) => (value: string) => `${prefix}_${value}`;

  test('has 15,385 awards over 14,581 learners', async () => {
    const [cell] = await cells('M0_AWARDS_AND_EARNERS');
    expect(cell?.parts).toEqual([{ name: 'awards', value: 15_385 }, { name: 'earners', value: 14_581 }]);
    const { sql, duckdb } = await world.fromFacts({ metric: 'M0' });
    for (const [row] of [sql, duckdb]) expect([Number(row?.numerator), Number(row?.denominator)]).toEqual([15_385, 14_581]);
  });

  test('has 145 of 6,565 who stack within a year', async () => {
    const { sql, duckdb } = await world.fromFacts({ metric: 'M1', windowDays: 365 });
    expect([rates(await cells('M1_STACK_IN', { windowDays: 365 })), rowsAsRates(sql, []), rowsAsRates(duckdb, [])]).toEqual([['145/6565'], ['145/6565'], ['145/6565']]);
  });

  test('has 1,869 of 13,327 who persist', async () => {
    const { sql, duckdb } = await world.fromFacts({ metric: 'M10', enrolmentsUntil: '2014-10-01' });
    expect([rates(await cells('M10_PERSISTENCE')), rowsAsRates(sql, []), rowsAsRates(duckdb, [])]).toEqual([['1869/13327'], ['1869/13327'], ['1869/13327']]);
  });

  test.each([
    ['completion by presentation', 'M8_COMPLETION', { metric: 'M8', windowDays: 365, groupBy: ['COHORT_MONTH', 'PATHWAY'] }, [['cohort_month', month], ['pathway', id('pth')]]],
    ['completion by module within half a year', 'M8_COMPLETION', { metric: 'M8', windowDays: 180, groupBy: ['PATHWAY'] }, [['pathway', id('pth')]]],
    ['awards by module', 'M0_AWARDS_AND_EARNERS', { metric: 'M0', groupBy: ['ACHIEVEMENT'] }, [['achievement', id('ach')]]],
    ['stacking by cohort', 'M1_STACK_IN', { metric: 'M1', windowDays: 365, groupBy: ['COHORT_QUARTER'] }, [['cohort_quarter', quarter]]],
    ['stacking by module', 'M1_STACK_IN', { metric: 'M1', windowDays: 180, groupBy: ['ACHIEVEMENT'] }, [['achievement', id('ach')]]],
    ['two achievements without a degree', 'M5_INDEPENDENT', { metric: 'M5' }, []],
    ['stacking up', 'M2_VERTICAL', { metric: 'M2', windowDays: 365 }, []],
    ['persistence by cohort', 'M10_PERSISTENCE', { metric: 'M10', enrolmentsUntil: '2014-10-01', groupBy: ['COHORT_MONTH'] }, [['cohort_month', month]]],
    ['persistence by gender', 'M10_PERSISTENCE', { metric: 'M10', enrolmentsUntil: '2014-10-01', groupBy: ['GROUP_VALUE'], group: 'gender' }, [['group_value', String]]],
    ['stacking by band of age', 'M1_STACK_IN', { metric: 'M1', windowDays: 365, groupBy: ['GROUP_VALUE'], group: 'age_band' }, [['group_value', String]]],
    ['completion by band of deprivation', 'M8_COMPLETION', { metric: 'M8', windowDays: 365, groupBy: ['GROUP_VALUE'], group: 'imd_band' }, [['group_value', String]]],
    ['completion by disability', 'M8_COMPLETION', { metric: 'M8', windowDays: 365, groupBy: ['GROUP_VALUE'], group: 'disability' }, [['group_value', String]]],
  ] as const)('has one answer of %s, from sums, from facts and from the export', async (_, named, { metric, ...question }, keys) => {
    const { sql, duckdb } = await world.fromFacts({ metric, ...question });
    const { enrolmentsUntil: _until, ...asked } = { enrolmentsUntil: undefined, ...question };
    const told = rates(await cells(named, asked));
    const plain = (found: readonly string[]) => (named === 'M0_AWARDS_AND_EARNERS' ? found.map((text) => text.replace(/\S+\//, 'null/')) : [...found]);
    expect(told.length).toBeGreaterThan(0);
    expect({ facts: plain(rowsAsRates(sql, keys)), export: plain(rowsAsRates(duckdb, keys)) }).toEqual({ facts: told, export: told });
  });

  test('has the same pairs of first and next module, and of any and next, in all three ways', async () => {
    for (const [basis, figure] of [['FIRST', 'FIRST'], ['ANY_TO_NEXT', 'ANY']] as const) {
      const { transitions } = await world.client.execute<{ transitions: Connection<{ from: { id: string }; to: { id: string }; earners: number; sameDay: number; of: number }> }>(
        `query ($input: TransitionsInput!) { transitions(input: $input, first: 100) { nodes { from { id } to { id } earners sameDay of } pageInfo { hasNextPage endCursor } } }`,
        { input: { basis, asOf: observationEnd } },
      );
      const told = transitions.nodes.map(({ from, to, earners, sameDay, of }) => `${from.id} ${to.id} ${earners} ${sameDay} ${of}`).sort();
      const { sql, duckdb } = await world.fromFacts({ metric: 'M15', figure, top: 1_000 });
      const asTold = (rows: readonly Row[]) => rows.map((row) => `ach_${String(row.from_achievement)} ach_${String(row.to_achievement)} ${String(row.numerator)} ${String(row.same_day)} ${String(row.denominator)}`).sort();
      expect(told.length).toBeGreaterThan(10);
      expect({ facts: asTold(sql), export: asTold(duckdb) }).toEqual({ facts: told, export: told });
    }
  });

  test('has the same curve to a second module in all three ways', async () => {
    const { timeToNext } = await world.client.execute<{ timeToNext: { n: number; points: { days: number; share: number; atRisk: number; events: number }[] }[] }>(
      `query ($input: TimeToNextInput!) { timeToNext(input: $input) { n points { days share atRisk events } } }`,
      { input: { asOf: observationEnd } },
    );
    const [curve] = timeToNext;
    const { sql, duckdb } = await world.fromFacts({ metric: 'M7' });
    expect(curve?.n).toBe(14_581);
    for (const rows of [sql, duckdb]) {
      const steps = survivalCurve(rows.map((row) => ({ t: Number(row.t), events: Number(row.events), censored: Number(row.censored), atRisk: Number(row.at_risk) })));
      expect(curve?.points.reduce((sum, { events }) => sum + events, 0)).toBe(rows.reduce((sum, { events }) => sum + Number(events), 0));
      for (const { days, share } of curve?.points ?? []) expect({ days, share: share.toFixed(12) }).toEqual({ days, share: (steps.findLast(({ t }) => t <= days)?.share ?? 0).toFixed(12) });
    }
  });

  test.each([
    ['gender', 'F', 'M8_COMPLETION', { metric: 'M8', windowDays: 365 }],
    ['imd_band', '90-100%', 'M8_COMPLETION', { metric: 'M8', windowDays: 365 }],
    ['disability', 'N', 'M1_STACK_IN', { metric: 'M1', windowDays: 365 }],
    ['age_band', '0-35', 'M10_PERSISTENCE', { metric: 'M10', enrolmentsUntil: '2014-10-01' }],
  ] as const)('has the same gaps by %s to %s of %s in all three ways', async (group, reference, named, { metric, ...question }) => {
    const { groupGaps } = await world.client.execute<{ groupGaps: { groups: { value: string; numerator: number; denominator: number; gap: number; ratio: number; flagged: boolean }[] } }>(
      `query ($input: GroupGapsInput!) { groupGaps(input: $input) { groups { value numerator denominator gap ratio flagged } } }`,
      { input: { metric: named, group, reference, asOf: observationEnd, ...('windowDays' in question && { windowDays: question.windowDays }) } },
    );
    const told = groupGaps.groups.map(({ value, numerator, denominator, gap, ratio, flagged }) => [value, numerator, denominator, gap.toFixed(9), ratio.toFixed(9), flagged].join(' ')).sort();
    const { sql, duckdb } = await world.fromFacts({ metric, ...question, groupBy: ['GROUP_VALUE'], group });
    for (const rows of [sql, duckdb]) {
      const gaps = gapsTo(reference, rows.map((row) => ({ group: String(row.group_value), numerator: Number(row.numerator), denominator: Number(row.denominator) }))) ?? [];
      expect(gaps.map(({ group: value, numerator, denominator, points, ratio, toReview }) => [value, numerator, denominator, points?.toFixed(9), ratio?.toFixed(9), toReview].join(' ')).sort()).toEqual(told);
    }
    expect(told.length).toBeGreaterThan(1);
  });

  test('is the same after all figures were added up anew', async () => {
    expect(await rebuilt(world.client, () => undefined)).toMatchObject({ state: 'FINISHED', differences: 0 });
    expect(rates(await cells('M1_STACK_IN', { windowDays: 365 }))).toEqual(['145/6565']);
  }, 600_000);
});
