import type { CostRule } from '../../cost/cost-rule.js';
import { withinLimits } from '../../cost/cost-rule.js';
import { limits } from '../../limits/limits.js';
import { Refused } from '../../refused.js';
import type { Page } from './page-document.js';

export interface PageSizes {
  readonly first: number;
  readonly inner: number;
}

/** The largest pages that one operation may ask for; the inner ones give way first, since what they leave is asked for later. Throws Refused COST_EXCEEDED. */
export function pageSizes({ operation }: Page, cost: CostRule): PageSizes {
  const rule = cost.of(operation, { fragments: new Map() });
  let sizes: PageSizes = { first: limits.pageSize, inner: usesInner(operation) ? limits.pageSize : 1 };
  for (;;) {
    try {
      withinLimits(rule.requested({ ...sizes }));
      return sizes;
    } catch (error) {
      if (!(error instanceof Refused) || (sizes.first === 1 && sizes.inner === 1)) throw error;
      sizes = sizes.inner >= sizes.first && sizes.inner > 1 ? { ...sizes, inner: half(sizes.inner) } : { ...sizes, first: half(sizes.first) };
    }
  }
}

const half = (size: number): number => Math.max(1, Math.floor(size / 2));

const usesInner = ({ variableDefinitions = [] }: Page['operation']): boolean => variableDefinitions.some(({ variable }) => variable.name.value === 'inner');
