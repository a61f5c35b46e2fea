import { stepsOf } from '@cairn/requirements';
import type { PathwayVersion } from '../pathway/pathway.js';
import { textOf } from '../pathway/one-text.js';
import { definitionOf } from '../stacking/metric-names.js';
import type { ReadCell } from './figure-cells.js';

/** A published funnel as the schema has it: what is hidden, or not published, is null. */
export function publishedFunnelOf({ definition }: Pick<PathwayVersion, 'definition'>, windowDays: number, { whole, steps }: { readonly whole: ReadCell | undefined; readonly steps: readonly ReadCell[] }) {
  const cells = new Map(steps.map((cell) => [Number(cell.keys[1]) + 1, cell]));
  const all = [...(whole ? [whole] : []), ...steps];
  const declared = stepsOf(definition);
  return {
    enrolled: whole?.denominator ?? null,
    completed: whole?.numerator ?? null,
    withdrawn: null,
    steps: declared.map(({ step, requirement, title }, at) => {
      const cell = cells.get(step);
      const isLast = at === declared.length - 1;
      return { node: requirement, title: textOf(title), reached: cell?.denominator ?? null, converted: isLast ? null : (cell?.numerator ?? null), already: null, suppressed: cell && (isLast || cell.numerator !== null) ? null : 'PROTECTED' };
    }),
    completion: definitionOf('M8'),
    conversion: definitionOf('M9'),
    windowDays,
    observationEnd: all.map(({ observationEnd }) => observationEnd).sort()[0] ?? null,
    asOf: all[0]?.publishedAt ?? null,
    publishedAt: all[0]?.publishedAt ?? null,
  };
}
