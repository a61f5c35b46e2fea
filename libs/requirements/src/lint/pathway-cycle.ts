import type { World } from '../facts/facts.js';
import { reachOf } from '../incremental/reach.js';
import type { Pathway } from '../language/pathway.js';
import { placedNodes } from '../language/places.js';
import type { LintContext } from './context.js';
import { error, type LintFinding } from './finding.js';
import { nodesThatCount } from './may-count.js';

/** SELF_FEEDING: a node that can count the badge of the pathway's own completion. */
export function selfFeeding(pathway: Pathway, { world }: LintContext): LintFinding[] {
  const own = pathway.completion?.achievement;
  const feeding = own === undefined ? [] : nodesThatCount(pathway, own, world);
  return feeding.length > 0 ? [error('SELF_FEEDING', feeding, `${feeding.join(', ')} can count ${own}, which the pathway's own completion awards: exclude it.`)] : [];
}

/** CYCLE among pathways: what this one needs leads back to it, by completion or by the badge of one. */
export function pathwayCycles(pathway: Pathway, { world, siblings = [] }: LintContext): LintFinding[] {
  const others = siblings.filter(({ id }) => id === undefined || id !== pathway.id);
  const versionsOf = (id: string): Pathway[] => others.filter((one) => one.id === id);
  return [...firstSteps(pathway, others, world)].flatMap(([node, next]) => {
    for (const id of next) {
      const way = id === pathway.id ? [] : wayBack(id, pathway, others, versionsOf, world);
      if (way) return [error('CYCLE', [node], `The pathway would need itself${way.length > 0 ? `, through ${way.join(', ')}` : ''}.`)];
    }
    return [];
  });
}

/** Node -> the pathways that it needs. */
function firstSteps(pathway: Pathway, others: readonly Pathway[], world: World): ReadonlyMap<string, readonly string[]> {
  const steps = new Map<string, string[]>();
  const add = (node: string, id: string): void => void steps.set(node, [...(steps.get(node) ?? []), id]);
  for (const { part } of placedNodes(pathway)) if (part.kind === 'pathwayCompleted') add(part.id, part.pathway);
  const reach = reachOf(pathway);
  for (const other of others) {
    const badge = other.completion?.achievement;
    if (badge !== undefined && other.id !== undefined && badge !== pathway.completion?.achievement) for (const node of nodesThatCount(pathway, badge, world, reach)) add(node, other.id);
  }
  return steps;
}

/** The pathways on a way from one back to the target. */
function wayBack(from: string, target: Pathway, others: readonly Pathway[], versionsOf: (id: string) => readonly Pathway[], world: World): string[] | null {
  const seen = new Set<string>();
  const open: { readonly id: string; readonly through: readonly string[] }[] = [{ id: from, through: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { id, through } = next;
    if (seen.has(id)) continue;
    seen.add(id);
    const way = [...through, id];
    for (const version of versionsOf(id)) {
      const needed = needs(version, [target, ...others], world);
      if (needed.includes(target.id ?? '')) return way;
      for (const one of needed) open.push({ id: one, through: way });
    }
  }
  return null;
}

function needs(pathway: Pathway, others: readonly Pathway[], world: World): string[] {
  const completed = [...placedNodes(pathway)].flatMap(({ part }) => (part.kind === 'pathwayCompleted' ? [part.pathway] : []));
  const reach = reachOf(pathway);
  const fed = others.flatMap(({ id, completion }) =>
    id === undefined || id === pathway.id || !completion || nodesThatCount(pathway, completion.achievement, world, reach).length === 0 ? [] : [id],
  );
  return [...completed, ...fed];
}
