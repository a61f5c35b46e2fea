import canonicalize from 'canonicalize';
import type { Group, Node, NOf, Pathway } from '../language/pathway.js';
import { placedEdges } from '../language/places.js';
import { countedIn, descend, isSumOf } from '../language/tree.js';
import { type LintFinding, warning } from './finding.js';
import { isVacuousNode } from './vacuous.js';

/** More distinct conditions than this beneath one parent are not tried in all combinations. */
const conditionsMax = 10;
/** Nor are more children than this. */
const childrenMax = 30;
/** Evaluations of a child for one definition. */
const trialsMax = 400_000;

/**
 * REDUNDANT_NODE: one that never matters, so that the definition says the same without it. Nodes that are named elsewhere or
 * award something matter by that. Where awards are not shared freely, only what holds with nothing is sure not to matter.
 */
export function redundant(pathway: Pathway): LintFinding[] {
  const named = namedElsewhere(pathway);
  const isFree = pathway.policy.sharing === 'shared' && (pathway.policy.exclusivityGroups ?? []).length === 0;
  const trials = { left: trialsMax };
  const found: LintFinding[] = [];
  /** @param need children; null for all that there are */
  const judge = (children: readonly Node[], need: number | null): void => {
    const kept = new Set(children);
    // How many ask for the same: of several the first is kept.
    const leaves = new Map<string, number>();
    const same = (child: Node): number => leaves.get(conditionOf(child)) ?? 0;
    for (const child of children) if (isLeaf(child)) leaves.set(conditionOf(child), same(child) + 1);
    for (const child of [...children].reverse()) {
      if ([...descend(child)].some((node) => named.has(node.id) || node.milestone) || isSaidAlready(child)) continue;
      const isIdle = need === null && (isConstant(child) || (isFree && isLeaf(child) && same(child) > 1));
      if (!isIdle && !(isFree && isTheSameWithout(child, kept, need, trials))) continue;
      if (isLeaf(child)) leaves.set(conditionOf(child), same(child) - 1);
      found.push(warning('REDUNDANT_NODE', [child.id], `${child.id} never matters: what is asked is the same without it.`));
      kept.delete(child);
    }
  };
  const visit = (node: Node): void => {
    if (node.kind !== 'all' && node.kind !== 'any' && node.kind !== 'nOf') return;
    const children = countedIn(node.of);
    // Beneath what is always or never satisfied nothing matters: that is said of the node itself.
    if (node.kind === 'nOf' && (node.n <= 0 || node.n > children.length)) return;
    judge(children, needOf(node));
    children.forEach(visit);
  };
  const roots = countedIn(pathway.requirements);
  judge(roots, null);
  roots.forEach(visit);
  return found;
}

const needOf = (node: Group | NOf): number | null => (node.kind === 'nOf' ? node.n : node.kind === 'any' ? 1 : null);

/** N_ZERO and EMPTY_ALL say it of the same node. */
const isSaidAlready = (node: Node): boolean => (node.kind === 'nOf' && node.n <= 0) || (node.kind === 'all' && countedIn(node.of).length === 0);

const isLeaf = (node: Node): boolean => !isConstant(node) && leavesOf(node)[0] === node;

/** Satisfied whatever anybody has, for good. */
const isConstant = (node: Node): boolean => node.kind !== 'maintain' && isVacuousNode(node) && ![...descend(node, true)].some(({ kind }) => kind === 'maintain');

function isTheSameWithout(child: Node, kept: ReadonlySet<Node>, need: number | null, trials: { left: number }): boolean {
  if (kept.size > childrenMax) return false;
  const without = [...kept].filter((one) => one !== child);
  return areTheSame([...kept], need ?? kept.size, without, need ?? without.length, trials);
}

/** Whether "so many of these" and "so many of those" hold for the same sets of conditions; false where there are too many to try. */
function areTheSame(some: readonly Node[], need: number, others: readonly Node[], needed: number, trials: { left: number }): boolean {
  const conditions = [...new Set(some.flatMap((node) => leavesOf(node).map(conditionOf)))];
  const cost = 2 ** conditions.length * some.reduce((sum, node) => sum + leavesOf(node).length + 1, 0);
  if (conditions.length > conditionsMax || trials.left < cost) return false;
  trials.left -= cost;
  for (let set = 0; set < 2 ** conditions.length; set += 1) {
    const isMet = (node: Node): boolean => ((set >> conditions.indexOf(conditionOf(node))) & 1) === 1;
    const count = (nodes: readonly Node[]): number => nodes.filter((node) => holds(node, isMet)).length;
    if (count(some) >= need !== count(others) >= needed) return false;
  }
  return true;
}

function holds(node: Node, isMet: (leaf: Node) => boolean): boolean {
  if (isConstant(node)) return true;
  if (node.kind !== 'all' && node.kind !== 'any' && node.kind !== 'nOf') return isMet(node);
  const children = countedIn(node.of);
  return children.filter((child) => holds(child, isMet)).length >= (needOf(node) ?? children.length);
}

/** What is judged as a whole: counting nodes, and all whose children do more than hold or not. */
function leavesOf(node: Node): Node[] {
  if (isConstant(node)) return [];
  return 'of' in node && !isSumOf(node) ? countedIn(node.of).flatMap(leavesOf) : [node];
}

const written = new WeakMap<Node, string>();

/** Two leaves of the same condition hold together; attestations are of one node each. */
function conditionOf(node: Node): string {
  let found = written.get(node);
  if (found === undefined) {
    const { id, title: _title, weight: _weight, ...condition } = node;
    found = node.kind === 'attested' || node.kind === 'maintain' || isSumOf(node) ? id : (canonicalize(condition) ?? id);
    written.set(node, found);
  }
  return found;
}

function namedElsewhere(pathway: Pathway): ReadonlySet<string> {
  const { exclusivityGroups = [], maySharePairs = [] } = pathway.policy;
  return new Set([
    ...[...placedEdges(pathway)].flatMap(({ part }) => [part.before, part.after]),
    ...(pathway.offRamps ?? []).flatMap(({ node }) => ('ref' in node ? [node.ref] : [])),
    ...[...exclusivityGroups, ...maySharePairs].flat(),
  ]);
}
