import { type Cell, cell } from './cell.js';
import type { HeldAward, HeldGroup, History } from './history.js';

/** From a day on, and before another one. */
type Span = readonly [from: number, until: number];

/**
 * O5, of who agreed to talent search: from when until when he has an award of a skill, and an active one, in each region in
 * which he lives meanwhile. `part`: which of these, and the skill; without one any.
 */
export function ofSupply({ awards, skills, groups }: History): Cell[] {
  const bySkill = new Map<string, HeldAward[]>();
  for (const award of awards)
    for (const skill of skills[award[1]]?.length ? ['', ...skills[award[1]]!] : []) bySkill.set(skill, [...(bySkill.get(skill) ?? []), award]);
  return [...bySkill].flatMap(([skill, own]) => {
    const held: Span[] = [[Math.min(...own.map(([, , , on]) => on)), Infinity]];
    const active = joined(own.map(([, , , on, ends]): Span => [on, ends ?? Infinity]));
    return regionsOf(groups).flatMap(([c, span]) => [...cellsOf('HELD', skill, c, within(held, span)), ...cellsOf('ACTIVE', skill, c, within(active, span))]);
  });
}

const cellsOf = (what: 'HELD' | 'ACTIVE', skill: string, c: string, spans: readonly Span[]): Cell[] =>
  spans.flatMap(([from, until]) => {
    const begun = cell('supply', 0, { c, day: from, part: `${what} ${skill}` });
    return until === Infinity ? [begun] : [begun, cell('supply', 0, { c, day: until, part: `${what}_UNTIL ${skill}` })];
  });

const regionsOf = (groups: readonly HeldGroup[]): [c: string, span: Span][] => [
  ['', [-Infinity, Infinity]],
  ...groups.flatMap(([dimension, value, since, until]): [string, Span][] => (dimension === 'region' ? [[`region=${value}`, [since ?? -Infinity, until ?? Infinity]]] : [])),
];

const within = (spans: readonly Span[], [since, end]: Span): Span[] =>
  spans.flatMap(([from, until]): Span[] => {
    const [start, stop] = [Math.max(from, since), Math.min(until, end)];
    return start < stop ? [[start, stop]] : [];
  });

/** Spans that touch or overlap as one. */
function joined(spans: readonly Span[]): Span[] {
  const all: [number, number][] = [];
  for (const [from, until] of spans.filter(([start, stop]) => start < stop).sort(([x], [y]) => x - y)) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], until);
    else all.push([from, until]);
  }
  return all;
}
