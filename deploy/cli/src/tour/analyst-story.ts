import { settle } from '@cairn/client';
import type { Scene } from './scene.js';
import type { Telling } from './story.js';

const figures = `query StackingFigures($asOf: Date!) {
  held: stackingAggregate(input: { metric: M0_AWARDS_AND_EARNERS, asOf: $asOf }, first: 1) { nodes { ...figure parts { name value } } }
  stackIn: stackingAggregate(input: { metric: M1_STACK_IN, windowDays: 365, asOf: $asOf }, first: 1) { nodes { ...figure parts { name value } } }
  persistence: stackingAggregate(input: { metric: M10_PERSISTENCE, asOf: $asOf }, first: 1) { nodes { ...figure } }
}
fragment figure on MetricCell { numerator denominator value windowDays observationEnd metric { id definition } }`;

const more = `query Transitions($asOf: Date!, $code: String!) {
  transitions(input: { asOf: $asOf }, first: 3) { nodes { from { title } to { title } earners } }
  pathways(first: 1, filter: { mine: true, code: { eq: $code } }) { nodes { id title } }
}`;

const funnel = `query Funnel($pathway: ID!, $asOf: Date!) {
  pathwayFunnel(input: { pathwayId: $pathway, windowDays: 365, asOf: $asOf }) {
    enrolled completed withdrawn observationEnd completion { id definition }
    steps { title reached converted already }
  }
}`;

interface Cell {
  readonly numerator: number | null;
  readonly denominator: number;
  readonly metric: { readonly id: string; readonly definition: string };
  readonly parts?: readonly { readonly name: string; readonly value: number }[];
}
type Cells = { readonly nodes: readonly Cell[] };
interface Figures {
  readonly held: Cells;
  readonly stackIn: Cells;
  readonly persistence: Cells;
}
interface Found {
  readonly pathways: { readonly nodes: readonly { readonly id: string }[] };
}

/** How credentials stack: figures with their definitions, and the reference values where the data are known. */
export async function analystStory({ analyst }: Scene, telling: Telling): Promise<void> {
  const { client, asOf, reference, pathwayCode } = analyst;
  const tell = telling.story('analyst');
  await settle(client, ['pathways']);
  const answer = await client.execute<Figures>(figures, { asOf });
  tell({ what: `Awards and earners, stack-in within a year and persistence, as of ${asOf}, each with its definition.`, query: figures, answer });
  const found = await client.execute<Found>(more, { asOf, code: pathwayCode });
  tell({ what: 'Which achievement follows which.', query: more, answer: found });
  const pathway = found.pathways.nodes[0]?.id;
  const steps = await client.execute<{ pathwayFunnel: { enrolled: number; completed: number } }>(funnel, { pathway, asOf });
  tell({ what: 'The funnel of one pathway.', query: funnel, answer: steps });

  const [held, stackIn, persistence] = [answer.held, answer.stackIn, answer.persistence].map(({ nodes }) => nodes[0]);
  const part = (name: string) => held?.parts?.find((one) => one.name === name)?.value;
  const rate = (cell: Cell | undefined) => [cell?.numerator, cell?.denominator];
  telling.check('every figure brings its definition', true, [held, stackIn, persistence].every((cell) => Boolean(cell?.metric.definition)));
  telling.check('the funnel has enrolments', true, (steps.pathwayFunnel?.enrolled ?? 0) > 0);
  if (!reference) {
    telling.check('awards are at least as many as earners', true, (part('awards') ?? 0) >= (part('earners') ?? 1));
    return;
  }
  telling.check('awards, earners', [reference.awards, reference.earners], [part('awards'), part('earners')]);
  telling.check('stack-in within 365 days (M1)', reference.stackIn, rate(stackIn));
  telling.check('persistence (M10)', reference.persistence, rate(persistence));
}
