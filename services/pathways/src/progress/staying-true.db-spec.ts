import { newId } from '@cairn/postgres';
import { ProgressReader } from './progress-reader.service.js';
import { aDefinition, awardNode } from '../testing/museum.js';
import { aHarbour, badge } from '../testing/harbour.js';

describe('whatever changes, answers stay true', () => {
  const here = aHarbour();

  it('ends alike whatever comes first, twice or late', async () => {
    const definition = aDefinition([{ ...awardNode('k', here.knots), milestone: badge(here.mate) }, awardNode('s', here.sails), { id: 'h', kind: 'sum', measure: 'hours', atLeast: 5, ledger: 'entries', from: {} }], { completion: badge(here.seaman) });
    const { pathway } = await here.museum.aPathway(definition);
    const outcomes = new Set<string>();
    // Changes of one award keep their order.
    for (const order of [[0, 1, 2, 3, 4], [4, 3, 0, 2, 1], [2, 2, 0, 4, 1, 3, 3], [3, 0, 4, 1, 2, 0]]) {
      const { earner, enrolment } = await here.enrolled(pathway);
      const [first, second, sail] = [here.museum.anAward(earner, here.knots, { awardedOn: '2026-02-01' }), here.museum.anAward(earner, here.knots, { awardedOn: '2026-05-01' }), here.museum.anAward(earner, here.sails, { awardedOn: '2026-02-03' })];
      const entry = newId();
      const steps = [() => here.now.award(first), () => here.now.revoked(first, '2026-04-01'), () => here.now.award(sail), () => here.now.entry(earner, 5, '2026-03-01', { entry }), () => here.now.award(second)];
      for (const at of order) await steps[at]?.();
      const { evaluatedAt: _when, ...document } = await here.now.progress(enrolment);
      const stored = await here.service.database.work((tx) =>
        tx.query('SELECT kind, node, state, reached_on::text AS r, lost_on::text AS l FROM destination WHERE enrolment_id = $1', [enrolment]),
      );
      outcomes.add(JSON.stringify([document, stored]));
    }
    expect([...outcomes].map((text) => JSON.parse(text) as unknown)).toMatchObject([
      [{ complete: true, completedOn: '2026-03-01', currentSince: '2026-05-01' }, [{ kind: 'MILESTONE', node: 'k', state: 'CURRENT', r: '2026-02-01', l: null }]],
    ]);
  });

  it('takes as many statements for forty enrolments of every kind as for one', async () => {
    const tag = 'statements';
    const achievement = await here.museum.anAchievement('Signals', { tags: [tag], creditsAvailable: [{ unit: 'hours', amount: 3, category: null }] });
    const definition = (extra: object[]) => aDefinition([{ id: 'e', kind: 'count', atLeast: 1, from: { tag }, floors: [{ where: { minTrustTier: 1 }, atLeast: 0 }] }, { id: 'h', kind: 'sum', measure: 'hours', atLeast: 1, ledger: 'both', from: {} }, ...extra]);
    const { pathway } = await here.museum.aPathway(definition([]));
    const evaluate = async (ids: string[]) => {
      here.service.statements();
      await here.service.app.get(ProgressReader).evaluate(here.museum.tenant, ids);
      return here.service.statements('app');
    };
    const ids: string[] = [];
    for (let at = 0; at < 40; at += 1) {
      const { earner, enrolment } = await here.enrolled(pathway);
      await here.now.awarded(earner, achievement, '2026-03-01');
      ids.push(enrolment);
    }
    const [one, many] = [await evaluate(ids.slice(0, 1)), await evaluate(ids)];
    expect(one.length).toBeGreaterThan(3);
    expect(many.length).toBe(one.length);
  });
});
