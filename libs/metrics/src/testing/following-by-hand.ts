import type { FigureQuestion } from '../figure-question.js';
import { inScope } from './in-scope.js';
import type { Tally } from './tally.js';
import { dayNumber } from '../civil-day.js';
import type { World } from '../fact-rows.js';

interface First {
  readonly achievement: string;
  readonly day: string;
}

/** M15 and O4 once more: histories of earners, walked one after the other. */
export function followingByHand(all: World, question: FigureQuestion, window: number): Tally[] {
  const world = inScope(all, question.scope);
  const histories = historiesOf(world, question.observationEnd);
  if (question.metric === 'O4') return deadEnds(world, histories, question.observationEnd, window);
  const steps = question.figure === 'ANY' ? histories.flatMap((history) => history.map((first, at) => [first, history[at + 1]] as const)) : histories.map(([first, next]) => [first as First, next] as const);
  const pairs = new Map<string, { from: string; to: string; later: number; same: number }>();
  for (const [from, to] of steps) {
    if (!to) continue;
    const key = `${from.achievement} ${to.achievement}`;
    const pair = pairs.get(key) ?? { from: from.achievement, to: to.achievement, later: 0, same: 0 };
    pairs.set(key, from.day === to.day ? { ...pair, same: pair.same + 1 } : { ...pair, later: pair.later + 1 });
  }
  return [...pairs.values()].map(({ from, to, later, same }) => ({
    from_achievement: from,
    to_achievement: to,
    numerator: later,
    same_day: same,
    denominator: steps.filter(([first]) => first.achievement === from).length,
  }));
}

function historiesOf(world: World, until: string): First[][] {
  const awards = world.fact_award.filter((award) => !award.void && award.issued_on <= until).sort((a, b) => (a.issued_on + a.achievement < b.issued_on + b.achievement ? -1 : 1));
  return Array.from(Map.groupBy(awards, ({ earner_key }) => earner_key).values(), (own) => {
    const seen = new Set<string>();
    return own.flatMap(({ achievement, issued_on }) => (seen.has(achievement) ? [] : (seen.add(achievement), [{ achievement, day: issued_on }])));
  });
}

function deadEnds(world: World, histories: readonly First[][], until: string, window: number): Tally[] {
  return world.dim_achievement.flatMap(({ achievement, in_pathway }) => {
    const ways = histories.flatMap((history) => {
      const at = history.findIndex((first) => first.achievement === achievement);
      const own = history[at];
      return own && dayNumber(own.day) + window <= dayNumber(until) ? [{ own, next: history[at + 1] }] : [];
    });
    if (ways.length < 30) return [];
    const followed = ways.filter(({ own, next }) => next && dayNumber(next.day) - dayNumber(own.day) <= window).length;
    return [{ achievement, denominator: ways.length, followed, in_pathway: in_pathway ? 1 : 0, numerator: followed === 0 || !in_pathway ? 1 : 0 }];
  });
}
