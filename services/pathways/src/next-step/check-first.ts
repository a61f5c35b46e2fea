import { badInput } from '@cairn/subgraph';

/** Nobody reads more than this. */
const mostMax = 20;

/** How many steps are asked for; throws BAD_USER_INPUT. */
export function checkFirst(first: number): number {
  if (first < 1 || first > mostMax) throw badInput(`Ask for 1 to ${mostMax} steps.`);
  return first;
}
