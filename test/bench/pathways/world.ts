import { newId } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';

/** One group of a pathway: how much of which achievements it wants. */
export interface Group {
  readonly kind: 'all' | 'any' | 'nOf' | 'sum';
  readonly achievements: readonly number[];
  /** What has to be reached: a number of achievements, or credits in a sum. */
  readonly threshold: number;
}

export interface PathwayPlan {
  readonly id: string;
  readonly version: string;
  readonly groups: readonly Group[];
  readonly definition: object;
}

/** Some pathways of twenty leaves, people who follow three of them each, and what they earn. The same for the same sizes. */
export interface Plan {
  readonly achievements: readonly { readonly id: string; readonly credits: number }[];
  readonly pathways: readonly PathwayPlan[];
  readonly earners: readonly string[];
  /** Per earner the places of the pathways that he follows. */
  readonly follows: readonly (readonly number[])[];
  /** Earner and achievement of each award, by place. */
  readonly awards: readonly (readonly [earner: number, achievement: number])[];
}

export interface Sizes {
  readonly pathways: number;
  readonly earners: number;
  readonly achievements: number;
  readonly awards: number;
}

export function planOf(sizes: Sizes): Plan {
  const pick = generator(42);
  const achievements = Array.from({ length: sizes.achievements }, () => ({ id: newId(), credits: 1 + pick(5) }));
  const some = (count: number) => {
    const chosen = new Set<number>();
    while (chosen.size < count) chosen.add(pick(sizes.achievements));
    return [...chosen];
  };
  const pathways = Array.from({ length: sizes.pathways }, (): PathwayPlan => {
    const groups: Group[] = [
      { kind: 'all', achievements: some(3), threshold: 3 },
      { kind: 'any', achievements: some(3), threshold: 1 },
      { kind: 'nOf', achievements: some(6), threshold: 3 },
      { kind: 'sum', achievements: some(8), threshold: 12 },
    ];
    return { id: newId(), version: newId(), groups, definition: definitionOf(groups, (at) => achievements[at]!.id) };
  });
  const earners = Array.from({ length: sizes.earners }, () => newId());
  const follows = earners.map(() => [...new Set([pick(sizes.pathways), pick(sizes.pathways), pick(sizes.pathways)])]);
  const awards = Array.from({ length: sizes.awards }, (): readonly [number, number] => {
    const earner = pick(sizes.earners);
    // Four of five awards are of something that its earner follows.
    if (pick(5) === 0) return [earner, pick(sizes.achievements)];
    const followed = follows[earner]!;
    const group = pathways[followed[pick(followed.length)]!]!.groups[pick(4)]!;
    return [earner, group.achievements[pick(group.achievements.length)]!];
  });
  return { achievements, pathways, earners, follows, awards };
}

/** Bare ids: the form in which versions are kept. */
function definitionOf(groups: readonly Group[], id: (at: number) => string): object {
  const requirements = groups.map(({ kind, achievements, threshold }, at) => {
    if (kind === 'sum') return { id: `g${at}`, kind, measure: 'credits', atLeast: threshold, from: { achievementIn: achievements.map(id) } };
    const of = achievements.map((achievement, leaf) => ({ id: `g${at}.${leaf}`, kind: 'award', achievement: id(achievement) }));
    return { id: `g${at}`, kind, ...(kind === 'nOf' ? { n: threshold } : {}), of };
  });
  return { language: 'cairn-pathway/1', requirements, policy: { sharing: 'shared', enrolment: 'required' } };
}

/** A definition as a client sends it: with public ids. */
export const published = (definition: object): unknown =>
  JSON.parse(JSON.stringify(definition), (_key, value: unknown) => (typeof value === 'string' && /^[0-9a-f]{8}-/.test(value) ? publicId('Achievement', value) : value));

/** Whole numbers below a bound, in an order that depends on the seed alone. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
