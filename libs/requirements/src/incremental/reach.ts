import type { Equivalence, Node, Pathway } from '../language/pathway.js';
import type { Selector } from '../language/selector.js';
import { everyNode } from '../language/tree.js';

/** What of the world a definition looks at: a change of anything else cannot change an answer about it. */
export interface Reach {
  /** Achievements whose awards it may count; `any` if one of its selectors does not say by name which. */
  readonly achievements: ReadonlySet<string> | 'any';
  /** Whether entries of the credit ledger may count. */
  readonly entries: boolean;
  /** Other pathways whose completions it looks at. */
  readonly pathways: ReadonlySet<string>;
  /** Whether it looks at the standing of issuers on the day of an award. */
  readonly trust: boolean;
  /** Whether it looks at what falls under a skill. */
  readonly skills: boolean;
  /** Whether it follows the catalogue as it is on the day evaluated. */
  readonly latest: boolean;
}

/** The reach of one definition: its requirements, exits and maintenance, under its policy. */
export function reachOf(pathway: Pathway): Reach {
  const { policy } = pathway;
  const nodes = [...everyNode(pathway)];
  const selectors = nodes.flatMap(selectorsOf);
  return {
    achievements: named(nodes, policy.equivalences ?? []),
    entries: nodes.some((node) => 'ledger' in node && (node.ledger ?? 'awards') !== 'awards'),
    pathways: new Set([...nodes.flatMap((node) => (node.kind === 'pathwayCompleted' ? [node.pathway] : [])), ...(policy.crossPathway ?? []).flatMap(({ pathways }) => pathways)]),
    trust: [...selectors, ...(policy.acceptedIssuers ? [policy.acceptedIssuers] : [])].some((one) => mentions(one, ({ trustGroup, minTrustTier }) => trustGroup !== undefined || minTrustTier !== undefined)),
    skills: selectors.some((one) => mentions(one, ({ skillAtOrBelow }) => skillAtOrBelow !== undefined)),
    latest: policy.metadata === 'latest',
  };
}

/** Whether an award of this achievement may count. */
export const reaches = ({ achievements }: Reach, achievement: string): boolean => achievements === 'any' || achievements.has(achievement);

function named(nodes: readonly Node[], equivalences: readonly Equivalence[]): ReadonlySet<string> | 'any' {
  const found = new Set<string>();
  for (const node of nodes) {
    const names = namesAt(node);
    if (names === 'any') return 'any';
    for (const name of names) found.add(name);
  }
  // Not transitive: what may stand for a named achievement counts, what may stand for that does not.
  for (const name of [...found]) for (const one of standIns(name, equivalences)) found.add(one);
  return found;
}

function namesAt(node: Node): readonly string[] | 'any' {
  if (node.kind === 'award') return [node.achievement];
  if (node.kind === 'maintain') return node.anchor.achievement === undefined ? [] : [node.anchor.achievement];
  return 'from' in node ? namesIn(node.from) : [];
}

/** All keys of a selector hold together: names in one key bound it, whatever the others say; a union is bounded if each part is. */
function namesIn({ achievementIn, anyOf }: Selector): readonly string[] | 'any' {
  if (achievementIn) return achievementIn;
  if (!anyOf) return 'any';
  const parts = anyOf.map(namesIn);
  return parts.includes('any') ? 'any' : (parts as (readonly string[])[]).flat();
}

const standIns = (name: string, equivalences: readonly Equivalence[]): readonly string[] =>
  equivalences.flatMap(({ of, accepts, direction }) => [...(of === name ? [accepts] : []), ...(direction === 'twoWay' && accepts === name ? [of] : [])]);

function selectorsOf(node: Node): readonly Selector[] {
  const constrained = 'atLeast' in node ? [...(node.caps ?? []), ...(node.floors ?? [])].map(({ where }) => where) : [];
  return [...('from' in node ? [node.from] : []), ...(node.kind === 'award' && node.where ? [node.where] : []), ...constrained];
}

const mentions = (selector: Selector, says: (one: Selector) => boolean): boolean =>
  says(selector) || (selector.anyOf ?? []).some((one) => mentions(one, says)) || (selector.exclude !== undefined && mentions(selector.exclude, says));
