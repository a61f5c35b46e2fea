import type { CountingNode, SumOf } from '../language/pathway.js';

/** Nothing but a threshold (section 4 has no say in it). */
export function isPlain(node: CountingNode): boolean {
  return node.kind === 'award' || (isUnconstrained(node) && (node.kind === 'sum' || (node.distinctBy ?? 'unit') === 'unit'));
}

export const isPlainSumOf = (node: SumOf): boolean => isUnconstrained(node);

const isUnconstrained = ({ caps, floors, perGroupAtMost, distinctGroupsAtLeast, repeat }: Pick<SumOf, 'caps' | 'floors' | 'perGroupAtMost' | 'distinctGroupsAtLeast' | 'repeat'>): boolean =>
  !caps?.length && !floors?.length && !perGroupAtMost && !distinctGroupsAtLeast && !repeat;
