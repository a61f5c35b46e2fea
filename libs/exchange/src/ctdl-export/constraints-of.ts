import type { Node, Selector } from '@cairn/requirements';
import { unitOf } from '../ctdl/measure.js';
import type { CtdlObject } from './ctdl-writing.js';

type Count = Extract<Node, { readonly kind: 'count' }>;
type SumNode = Extract<Node, { readonly kind: 'sum' }>;

const constraint = (left: string, comparator: string, right: unknown, leftAction?: string): CtdlObject => ({
  '@type': 'ceterms:Constraint',
  ...(leftAction === undefined ? {} : { 'ceterms:leftAction': leftAction }),
  'ceterms:leftSource': [left],
  'ceterms:comparator': comparator,
  'ceterms:rightSource': [right],
});

export const atLeastLevel = (level: number): CtdlObject => constraint('ceterms:creditLevelType', 'compare:GTEQ', level, 'array:Min');

const sources = { unit: 'ceterms:targetComponent', achievement: 'ceterms:proxyFor', issuer: 'ceterms:ownedBy', skill: 'ceterms:targetCompetency' };

/** Null when the pool is no list of achievements, or counts by what CTDL has no word for. */
export function countConstraint({ atLeast, from, distinctBy = 'unit', caps }: Count): CtdlObject[] | null {
  const level = levelOf(from);
  if (level === null || distinctBy === 'series' || (caps ?? []).length > 0) return null;
  return [constraint(sources[distinctBy], 'compare:GTEQ', atLeast, 'array:CountDistinct'), ...level];
}

/** Null when the pool is no list of achievements, or a cap is on a part of it. */
export function sumConstraints(node: SumNode): CtdlObject[] | null {
  const level = 'from' in node ? levelOf(node.from) : groupsAmong(node.of) ? [] : null;
  const [cap, ...more] = node.caps ?? [];
  const isPlain = !cap || (Object.keys(cap.where).length === 0 && cap.mode === 'clip' && cap.unit === undefined);
  if (level === null || more.length > 0 || !isPlain) return null;
  return [
    constraint('ceterms:creditValue', 'compare:GTEQ', node.atLeast, 'array:Sum'),
    constraint('ceterms:creditUnitType', 'compare:EQ', unitOf(node.measure)),
    ...(cap ? [constraint('ceterms:creditValue', 'compare:LTEQ', cap.atMost, 'array:Sum')] : []),
    ...level,
  ];
}

/** A list of achievements, perhaps from a level upwards: as the constraint on their level, if any. */
function levelOf({ achievementIn, levelAtLeast, ...rest }: Selector): CtdlObject[] | null {
  if (achievementIn === undefined || achievementIn.length === 0 || Object.keys(rest).length > 0) return null;
  return levelAtLeast === undefined ? [] : [atLeastLevel(levelAtLeast)];
}

/** Over components alone, CTDL does not tell a sum over nodes from one over a list. */
const groupsAmong = (of: Extract<SumNode, { readonly of: unknown }>['of']): boolean => of.some((part) => 'kind' in part && part.kind !== 'award' && part.kind !== 'order');
