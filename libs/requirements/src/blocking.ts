import type { CivilDate } from './civil-date.js';
import { BLOCKING_CODES, type BlockingCode, type NodeEvaluation } from './evaluation.js';
import { isExpired, isRevoked, isSuspended, type Holding } from './holding.js';

/** A set of blocking codes as bits, in the order of `BLOCKING_CODES`: this is built for every node of every evaluation. */
export type Obstacles = number;

export const NO_OBSTACLE: Obstacles = 0;
export const MISSING: Obstacles = 1;
export const EACH_OBSTACLE: readonly Obstacles[] = BLOCKING_CODES.map((_, bit) => 1 << bit);

/** Why a node is not satisfied, and the codes each of which, lifted alone, satisfies it. */
export interface Blocked {
  readonly blocking: NonNullable<NodeEvaluation['blocking']>;
  readonly curedBy: Obstacles;
}

const missing: Blocked = { blocking: { code: 'MISSING', awards: [] }, curedBy: MISSING };

/** Why none of these awards of the right achievement counts on the day. */
export function blockedLeaf(awards: readonly Holding[], asOf: CivilDate): Blocked {
  if (awards.length === 0) return missing;
  let curedBy = NO_OBSTACLE;
  let present = NO_OBSTACLE;
  const obstacles = awards.map((award) => obstaclesOf(award, asOf));
  for (const found of obstacles) {
    present |= found;
    if (isSingle(found)) curedBy |= found;
  }
  const first = firstOf(curedBy || present);
  const concerned = awards.filter((_, at) => (obstacles[at]! & first) !== 0).map(({ award }) => award);
  return { blocking: { code: codeOf(first), awards: concerned }, curedBy };
}

/** Why a parent is not satisfied: `lacking` are its unsatisfied children, of which it needs `needed`. */
export function blockedParent(lacking: readonly Blocked[], needed: number): Blocked {
  let curedBy = NO_OBSTACLE;
  for (const code of EACH_OBSTACLE) {
    let cured = 0;
    for (const child of lacking) if ((child.curedBy & code) !== 0) cured++;
    if (cured >= needed) curedBy |= code;
  }
  let present = NO_OBSTACLE;
  for (const { blocking } of lacking) present |= 1 << BLOCKING_CODES.indexOf(blocking.code);
  const code = codeOf(firstOf(curedBy || present || MISSING));
  const awards = lacking.flatMap(({ blocking }) => (blocking.code === code ? blocking.awards : []));
  return { blocking: { code, awards: awards.length > 1 ? [...new Set(awards)] : awards }, curedBy };
}

function obstaclesOf(award: Holding, asOf: CivilDate): Obstacles {
  return (
    (isExpired(award, asOf) ? bitOf('EXPIRED') : 0) |
    (isRevoked(award, asOf) ? bitOf('REVOKED') : 0) |
    (isSuspended(award, asOf) ? bitOf('SUSPENDED') : 0) |
    (award.issuedOn > asOf ? bitOf('NOT_YET_ISSUED') : 0)
  );
}

const bitOf = (code: BlockingCode): Obstacles => 1 << BLOCKING_CODES.indexOf(code);
const isSingle = (obstacles: Obstacles): boolean => obstacles !== 0 && (obstacles & (obstacles - 1)) === 0;
const firstOf = (obstacles: Obstacles): Obstacles => obstacles & -obstacles;
const codeOf = (single: Obstacles): BlockingCode => BLOCKING_CODES[31 - Math.clz32(single)] ?? 'MISSING';
