import type { ChartMetric, FunnelCell, FunnelChart } from '../chart/chart.js';
import type { Form } from '../form.js';
import type { Ask, Field, View } from '../view.js';
import { metricText } from './metric-text.js';
import { untilField, windowField, windowOf } from './shared-fields.js';

interface Step {
  readonly node: string;
  readonly title: string | null;
  readonly reached: number | null;
  readonly converted: number | null;
  readonly already: number | null;
  readonly suppressed: string | null;
}

interface Funnel {
  readonly enrolled: number | null;
  readonly completed: number | null;
  /** Null in a published funnel. */
  readonly withdrawn: number | null;
  readonly windowDays: number;
  /** Null where nothing is published. */
  readonly observationEnd: string | null;
  readonly publishedAt: string | null;
  readonly steps: readonly Step[];
  readonly completion: ChartMetric;
  readonly conversion: ChartMetric;
}

interface Pathway {
  readonly id: string;
  readonly title: string;
}

const pathways = `query BoardPathways { pathways(first: 100, filter: { mine: true }) { nodes { id title currentVersion { number } } } }`;
const query = `query BoardFunnel($input: PathwayFunnelInput!) { pathwayFunnel(input: $input) { enrolled completed withdrawn windowDays observationEnd publishedAt
  steps { node title reached converted already suppressed } completion { ${metricText} } conversion { ${metricText} } } }`;

/** How far enrolments come, step by step. */
export const funnel: View = {
  name: 'funnel',
  title: 'Funnel',
  lead: 'How far do people come on a pathway?',
  fields: (form) => [windowField(form), untilField(form)],
  async look(form, ask) {
    const published = await publishedPathways(ask);
    const asked = form.text('pathway') ?? published[0]?.id ?? null;
    const fields = [choiceOf(published, asked), ...this.fields(form)];
    if (asked === null) return { chart: null, fields: this.fields(form), missing: 'There is no published pathway yet; a pathway has a funnel once it is published.' };
    const { pathwayFunnel } = await ask<{ pathwayFunnel: Funnel }>(query, { input: { pathwayId: asked, windowDays: windowOf(form), asOf: form.day('asOf'), version: form.whole('version') } });
    if (pathwayFunnel.observationEnd === null) return { chart: null, fields, missing: 'Of this pathway nothing is published, and exact figures are for those who see the people enrolled.' };
    return { chart: chartOf(pathwayFunnel, published.find(({ id }) => id === asked)?.title ?? asked, form), fields, missing: null };
  },
};

async function publishedPathways(ask: Ask): Promise<Pathway[]> {
  const answer = await ask<{ pathways: { nodes: (Pathway & { currentVersion: object | null })[] } }>(pathways, {});
  return answer.pathways.nodes.filter(({ currentVersion }) => currentVersion !== null);
}

const choiceOf = (published: readonly Pathway[], asked: string | null): Field => ({
  kind: 'select',
  name: 'pathway',
  label: 'Pathway',
  value: asked ?? '',
  options: published.map(({ id, title }) => [id, title] as const),
});

function chartOf({ enrolled, completed, withdrawn, steps, ...rest }: Funnel, title: string, form: Form): FunnelChart {
  const step = ({ node, title: stepTitle, reached, converted, already, suppressed }: Step): FunnelCell => ({ step: stepTitle ?? node, reached, converted, already, isHidden: suppressed !== null });
  const end = (words: string, reached: number | null): FunnelCell => ({ step: words, reached, converted: null, already: null, isHidden: reached === null });
  return {
    kind: 'funnel',
    title: `${title}: steps and completion`,
    metric: { ...rest.completion, definition: `${rest.completion.definition} Steps: ${rest.conversion.definition}` },
    cells: [end('Enrolled', enrolled), ...steps.map(step), end('Completed', completed)],
    axis: { x: 'Step', y: 'Enrolments' },
    note: `${withdrawn === null ? '' : `${withdrawn.toLocaleString('en-GB')} of those enrolled withdrew within the window. `}A step counts whoever reached it with the ${rest.windowDays} days after it observed, so that a later step may show more than an earlier one.`,
    observationEnd: rest.observationEnd,
    windowDays: windowOf(form),
    publishedAt: rest.publishedAt,
  };
}
