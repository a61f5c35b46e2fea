import { metricCatalogue } from '../catalogue/catalogue.js';
import type { Metric } from '../catalogue/metric.js';
import type { World } from '../fact-rows.js';
import type { Cohorts, FigureQuestion, FigureScope } from '../figure-question.js';
import type { Chance } from '../generator/chance.js';
import { narrowedBy } from '../sql/texts.js';
import { dayAt, dayNumber, daysAfter, daysBefore, firstOfMonth, lastClosedMonth } from '../civil-day.js';

/** Each figure of the catalogue, asked about in a way that chance picks among those that are allowed; with a world, now and then of a part of it. */
export const randomQuestions = (chance: Chance, world?: World): FigureQuestion[] =>
  metricCatalogue.filter(({ id }) => id !== 'M14').flatMap((metric) => metric.figures.map(({ name }) => randomQuestion(metric, name, chance, world)));

function randomQuestion(metric: Metric, figure: string, chance: Chance, world?: World): FigureQuestion {
  const observationEnd = dayAt(dayNumber('2022-01-15') + chance.whole(0, 800));
  const count = Math.min(metric.dimensions.length, chance.of([0, 0, 1, 1, 2, 3]));
  const groupBy = Array.from({ length: count }, () => chance.of(metric.dimensions));
  return {
    metric: metric.id,
    figure,
    observationEnd,
    groupBy: [...new Set(groupBy)],
    group: 'gender',
    ...(metric.window ? { windowDays: chance.of(metric.window.days) } : {}),
    ...(chance.hits(0.5) ? { periodStart: '2021-03-01' } : {}),
    ...(metric.id === 'M10' ? { enrolmentsUntil: dayAt(dayNumber(observationEnd) - chance.whole(0, 200)) } : {}),
    ...(metric.dimensions.includes('COHORT_MONTH') && chance.hits(0.3) ? { cohorts: someMonths(observationEnd, chance) } : {}),
    ...(world && chance.hits(0.25) ? { scope: someScope(world, metric, figure, chance) } : {}),
    ...(metric.id === 'M15' ? { top: 10_000 } : {}),
  };
}

/** One to six whole months that are over. */
function someMonths(observationEnd: string, chance: Chance): Cohorts {
  const until = lastClosedMonth(daysBefore(daysAfter(observationEnd, 1), chance.whole(0, 700)));
  return { from: firstOfMonth(daysBefore(until, chance.whole(0, 170))), until };
}

/** One or two of a kind that the facts of the figure know of. */
function someScope(world: World, metric: Metric, figure: string, chance: Chance): FigureScope {
  const known = {
    issuers: [...world.fact_award, ...world.fact_enrolment].map(({ issuer }) => issuer),
    achievements: world.dim_achievement.map(({ achievement }) => achievement),
    pathways: world.fact_enrolment.map(({ pathway }) => pathway),
  };
  const kinds = (['issuers', 'achievements', 'pathways'] as const).filter((kind) => narrowedBy(metric.id, figure, kind) && known[kind].length > 0);
  if (kinds.length === 0) return {};
  const kind = chance.of(kinds);
  return { [kind]: [...new Set([chance.of(known[kind]), chance.of(known[kind])].slice(0, chance.whole(1, 2)))] };
}
