import type { AwardFact, EarnerFacts, ExceptionFact, Metadata } from '../../facts/facts.js';
import type { Count, Edge, Equivalence, Node, Pathway, Policy } from '../../language/pathway.js';
import type { Selector } from '../../language/selector.js';
import { dice, type Dice } from './dice.js';

/** A definition built to make solvers search, and what somebody holds. The same seed makes the same. */
export interface Adversarial {
  readonly pathway: Pathway;
  readonly facts: EarnerFacts;
}

/**
 * Choices within choices over pools that overlap, near-equal weights that have to be parted, groups with many members, gaps,
 * caps that take awards whole, sharing that is nearly forbidden, awards that may stand for one another in chains; all as
 * large as an answer is still looked for (section 11), some a little larger. Each seed mixes some of them.
 */
export function adversarial(seed: number): Adversarial {
  const random = dice(seed);
  const size = random.of([12, 24, 40, 70, 120, 250]);
  const achievements = Math.max(6, Math.round(size * random.of([0.3, 0.6, 1])));
  const supply = { size, achievements, tags: random.of([3, 6, 12]), random };
  const requirements = Array.from({ length: random.of([1, 2, 4, 8, 16]) }, (_, at) => nodeOf(`r${at}`, random.of([1, 1, 2, 3, 4]), supply));
  const ids = requirements.flatMap(idsOf);
  return {
    pathway: { id: 'P', requirements, order: edgesOf(ids, random), policy: policyOf(ids, supply) },
    facts: { enrolment: null, awards: Array.from({ length: size }, (_, at) => awardOf(at, supply)), attestations: [], exceptions: exceptionsOf(ids, random), others: new Map() },
  };
}

interface Supply {
  readonly size: number;
  readonly achievements: number;
  readonly tags: number;
  readonly random: Dice;
}

function nodeOf(id: string, depth: number, supply: Supply): Node {
  const { random } = supply;
  if (depth <= 1) return leafOf(id, supply);
  const of = Array.from({ length: random.between(2, depth === 2 ? 12 : 5) }, (_, at) => nodeOf(`${id}.${at}`, depth - 1, supply));
  if (random.happens(0.2)) return { id, kind: 'sum', measure: 'm', atLeast: weight(random) * random.between(1, 5), of, ...constraintsOf(supply) };
  return { id, kind: 'nOf', n: random.between(1, of.length), of };
}

function leafOf(id: string, supply: Supply): Node {
  const { random, size } = supply;
  if (random.happens(0.3)) return { id, kind: 'award', achievement: `A${random.below(supply.achievements)}` };
  const from = selectorOf(supply);
  if (random.happens(0.5)) return { id, kind: 'count', atLeast: random.between(1, Math.max(1, Math.round(size / 3))), from, distinctBy: random.of(['unit', 'unit', 'issuer', 'achievement']), ...constraintsOf(supply) };
  return { id, kind: 'sum', measure: 'm', atLeast: Math.round(weight(random) * random.between(1, Math.max(2, size / 3)) * 100) / 100, from, ...constraintsOf(supply) };
}

function constraintsOf(supply: Supply): Pick<Count, 'caps' | 'floors' | 'perGroupAtMost' | 'distinctGroupsAtLeast' | 'repeat'> {
  const { random, size } = supply;
  const some = <T>(chance: number, make: () => T): T | undefined => (random.happens(chance) ? make() : undefined);
  const unit = random.of(['awards', 'measure'] as const);
  const amount = () => Math.round(weight(random) * random.between(1, Math.max(2, size / 4)) * 100) / 100;
  const written = {
    caps: some(0.4, () => Array.from({ length: random.between(1, 5) }, () => ({ where: selectorOf(supply), atMost: amount(), mode: random.of(['whole', 'clip'] as const), unit }))),
    floors: some(0.3, () => Array.from({ length: random.between(1, 3) }, () => ({ where: selectorOf(supply), atLeast: unit === 'awards' ? random.between(1, 5) : amount(), unit }))),
    perGroupAtMost: some(0.4, () => ({ by: random.of(['tag', 'issuer', 'skill'] as const), atMost: random.between(1, 3), unit: 'awards' as const })),
    distinctGroupsAtLeast: some(0.3, () => ({ by: random.of(['tag', 'issuer', 'skill'] as const), atLeast: random.between(2, supply.tags) })),
    repeat: some(0.2, () => ({ atMost: random.between(1, 4), minGap: random.of(['P10D', 'P1M', 'P6M']) })),
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}

function selectorOf({ random, achievements, tags }: Supply): Selector {
  const named = () => Array.from({ length: random.between(2, Math.max(2, achievements / 2)) }, () => `A${random.below(achievements)}`);
  return random.of<() => Selector>([() => ({}), () => ({ tag: `t${random.below(tags)}` }), () => ({ achievementIn: [...new Set(named())] }), () => ({ anyOf: [{ tag: `t${random.below(tags)}` }, { achievementIn: [...new Set(named())] }] }), () => ({ exclude: { tag: `t${random.below(tags)}` } })])();
}

function policyOf(ids: readonly string[], { random, achievements }: Supply): Policy {
  const pair = () => [random.of(ids), random.of(ids)];
  const chain = (): Equivalence[] => Array.from({ length: achievements - 1 }, (_, at) => ({ of: `A${at}`, accepts: `A${at + 1}`, direction: random.of(['oneWay', 'twoWay']), ...(random.happens(0.1) ? { antirequisite: true } : {}) }));
  return {
    sharing: random.of(['exclusive', 'exclusive', 'exclusiveSums', 'shared']),
    ...(random.happens(0.3) ? { exclusivityGroups: Array.from({ length: random.between(1, 3) }, pair) } : {}),
    ...(random.happens(0.3) ? { maySharePairs: Array.from({ length: random.between(1, 6) }, pair) } : {}),
    ...(random.happens(0.3) ? { maxSharedAwards: random.between(0, 4) } : {}),
    ...(random.happens(0.2) ? { maxSharedMeasure: { measure: 'm', atMost: weight(random) * 3 } } : {}),
    ...(random.happens(0.3) ? { equivalences: chain() } : {}),
  };
}

function edgesOf(ids: readonly string[], random: Dice): Edge[] {
  if (!random.happens(0.3)) return [];
  return Array.from({ length: random.between(1, 4) }, () => ({ before: random.of(ids), after: random.of(ids), mode: random.of(['strictlyAfter', 'onOrAfter', 'corequisite'] as const) }))
    .filter(({ before, after }) => !`${before}.`.startsWith(`${after}.`) && !`${after}.`.startsWith(`${before}.`))
    .map((edge) => (edge.mode === 'corequisite' ? { ...edge, within: 'P2M' } : edge));
}

function exceptionsOf(ids: readonly string[], random: Dice): ExceptionFact[] {
  if (!random.happens(0.2)) return [];
  return Array.from({ length: random.between(1, 3) }, (_, at) => ({ id: `e${at}`, node: random.of(ids), type: random.of(['waive', 'reduce'] as const), award: null, amount: 1, on: '2025-01-01', until: null }));
}

/** Awards of a year; repeatable where their name begins with R. Near-equal amounts, so that sums can hardly be told apart. */
function awardOf(at: number, { random, achievements, tags }: Supply): AwardFact {
  const name = random.happens(0.15) ? `R${random.below(4)}` : `A${random.below(achievements)}`;
  const marks = Array.from({ length: random.between(0, 4) }, () => `t${random.below(tags)}`);
  const snapshot: Metadata = { ...plain, issuer: `u${random.below(5)}`, tags: [...new Set(marks)], skills: [...new Set(marks)], measures: { m: Math.round(weight(random) * 100) } };
  const issuedOn = `2025-${String(random.between(1, 12)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`;
  return { id: `w${at}`, achievement: name, issuedOn, expiresOn: null, revokedOn: null, suspensions: [], result: null, snapshot, stated: {}, entry: false };
}

const weight = (random: Dice): number => (100_003 + random.below(700_001)) / 100;

const idsOf = (node: Node): string[] => [node.id, ...('of' in node ? (node.of as readonly Node[]).flatMap(idsOf) : [])];

const plain: Metadata = { issuer: null, type: null, tags: [], skills: [], level: null, groups: [], series: null, assessed: false, measures: {} };
