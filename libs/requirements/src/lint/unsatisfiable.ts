import type { Node, Pathway } from '../language/pathway.js';
import { countedIn, descend } from '../language/tree.js';
import type { Imagined } from './conceivable/satisfiable.js';
import { error, type LintFinding } from './finding.js';
import { minimalClash } from './minimal-set.js';

/** Nodes that are judged for one explanation; what is left then is named as a whole. */
const judgedMax = 40_000;
/** Among more requirements than this, those are looked at first that ask for what others ask for. */
const suspectsMin = 30;
/** Nodes named in one finding. */
const namedMax = 100;

/**
 * UNSATISFIABLE: no conceivable set of awards satisfies the pathway under its own sharing. Proved by solving over all that
 * could be earned; names as few requirements as clash, so that each of them is needed for the clash.
 *
 * @param pathway relaxed: see `relaxed`
 */
export function unsatisfiable(pathway: Pathway, imagined: Imagined): LintFinding[] {
  const roots = countedIn(pathway.requirements);
  if (imagined.canSatisfy(roots) !== false) return [];
  let judged = 0;
  const holds = (some: readonly Node[]): boolean => {
    judged += some.reduce((sum, node) => sum + sizeOf(node), 0);
    return judged > judgedMax || imagined.canSatisfy(some) !== false;
  };
  const asked = parts(roots, pathway);
  const suspects = asked.length > suspectsMin ? asked.filter(isSuspect(asked)) : asked;
  const clash = minimalClash(suspects.length < asked.length && imagined.canSatisfy(suspects) === false ? suspects : asked, holds);
  const proved = clash.length > 0 && imagined.canSatisfy(clash) === false ? clash : roots;
  const [only, ...others] = proved;
  if (only && others.length === 0) {
    const causes = causesOf(only, (node) => imagined.canSatisfyAlone(node) === false);
    return [error('UNSATISFIABLE', causes, `Whatever is earned, ${causes.join(', ')} cannot be satisfied.`)];
  }
  const ids = proved.slice(0, namedMax).map(({ id }) => id);
  const contested = contestedBy(proved);
  const why = contested.length > 0 ? ` They contest ${contested.slice(0, 5).join(', ')}${contested.length > 5 ? ' and others' : ''}.` : '';
  return [error('UNSATISFIABLE', ids, `Whatever is earned, ${ids.join(', ')} ${ids.length < proved.length ? `and ${proved.length - ids.length} others ` : ''}cannot be satisfied together${proved === clash ? '; without any one of them the others can' : ''}.${why}`)];
}

/** Asks for an achievement that another one asks for, or for more than single awards. */
function isSuspect(nodes: readonly Node[]): (node: Node) => boolean {
  const contested = new Set(contestedBy(nodes));
  return (node) => [...descend(node, true)].some((one) => (one.kind === 'award' ? contested.has(one.achievement) : one.kind !== 'all'));
}

const sizes = new WeakMap<Node, number>();

function sizeOf(node: Node): number {
  const size = sizes.get(node) ?? [...descend(node)].length;
  sizes.set(node, size);
  return size;
}

/** All of an `all` is asked for as if each stood for itself, unless something names the `all`. */
function parts(roots: readonly Node[], pathway: Pathway): Node[] {
  const { exclusivityGroups = [], maySharePairs = [] } = pathway.policy;
  const named = new Set([...exclusivityGroups, ...maySharePairs].flat());
  for (const { before, after } of [...(pathway.order ?? []), ...pathway.requirements.filter((part) => 'before' in part)]) named.add(before).add(after);
  const split = (node: Node): Node[] => (node.kind === 'all' && !named.has(node.id) && node.of.every((part) => !('before' in part)) ? countedIn(node.of).flatMap(split) : [node]);
  return roots.flatMap(split);
}

/** The deepest nodes that make a node impossible. */
function causesOf(node: Node, isImpossible: (node: Node) => boolean): string[] {
  const children = node.kind === 'all' || node.kind === 'any' || node.kind === 'nOf' ? countedIn(node.of) : [];
  const beneath = children.slice(0, 20).filter(isImpossible).flatMap((child) => causesOf(child, isImpossible));
  return beneath.length > 0 ? beneath : [node.id];
}

/** Achievements that several of the nodes name. */
function contestedBy(nodes: readonly Node[]): string[] {
  const users = new Map<string, number>();
  for (const node of nodes) {
    const named = new Set([...descend(node, true)].flatMap((one) => (one.kind === 'award' ? [one.achievement] : [])));
    for (const achievement of named) users.set(achievement, (users.get(achievement) ?? 0) + 1);
  }
  return [...users].filter(([, count]) => count > 1).map(([achievement]) => achievement);
}

