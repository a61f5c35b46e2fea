import { rulesWith, type VersionRules } from '../history/version-rules.js';
import type { Edge, Node, Pathway, Policy } from '../language/pathway.js';
import type { Selector } from '../language/selector.js';
import { allNodes, isEdge, isSumOf } from '../language/tree.js';
import type { BlockingCode } from './blocking-code.js';

/** Obstacles that a definition sets: what it is without some of them; the same object where it sets none of these. */
export function withoutObstacles(rules: VersionRules, codes: readonly BlockingCode[]): VersionRules {
  const lifted = codes.reduce(lift, rules.pathway);
  // No obstacle lies in an equivalence.
  return lifted === rules.pathway ? rules : rulesWith(lifted, rules.equivalences);
}

const ofRules: ReadonlySet<BlockingCode> = new Set(['RESULT_TOO_LOW', 'LEVEL_TOO_LOW', 'ISSUER_NOT_ACCEPTED', 'TOO_OLD', 'ORDER', 'SHARING', 'CAP', 'FLOOR', 'GROUPS', 'GAP']);

/** Whether an obstacle is one that a definition sets. */
export const isOfRules = (code: BlockingCode): boolean => ofRules.has(code);

/** The definition itself where nothing of it is changed. */
function lift(pathway: Pathway, code: BlockingCode): Pathway {
  const { policy } = pathway;
  switch (code) {
    case 'RESULT_TOO_LOW':
      return mapNodes(pathway, (node) => without(node, 'minResult'));
    case 'LEVEL_TOO_LOW':
      return mapNodes(pathway, (node) => selecting(without(node, 'minLevel'), (selector) => without(selector, 'levelAtLeast')));
    case 'ISSUER_NOT_ACCEPTED':
      return withPolicy(mapNodes(pathway, (node) => selecting(node, (selector) => without(selector, 'issuerIn', 'trustGroup', 'minTrustTier'))), without(policy, 'acceptedIssuers'));
    case 'TOO_OLD':
      return withPolicy(mapNodes(pathway, (node) => selecting(without(node, 'recency'), (selector) => without(selector, 'issuedFrom'))), without(policy, 'priorAwards'));
    case 'ORDER':
      return without(withRequirements(mapNodes(pathway, withoutEdges), nodesOnly(pathway.requirements)), 'order');
    case 'SHARING': {
      // What lies beneath a sum over nodes conflicts under every policy; being named lets it share.
      const sums = [...allNodes(pathway)].filter(isSumOf).map(({ id }) => [id, id]);
      const free = without(policy, 'exclusivityGroups', 'maxSharedAwards', 'maxSharedMeasure', 'crossPathway', 'maySharePairs');
      if (free === policy && policy.sharing === 'shared' && sums.length === 0) return pathway;
      return { ...pathway, policy: { ...free, sharing: 'shared', ...(sums.length > 0 ? { maySharePairs: sums } : {}) } };
    }
    case 'CAP':
      return mapNodes(pathway, (node) => repeating(without(node, 'caps'), 'atMost'));
    case 'FLOOR':
      return mapNodes(pathway, (node) => without(node, 'floors'));
    case 'GROUPS':
      return mapNodes(pathway, (node) => without(node, 'perGroupAtMost', 'distinctGroupsAtLeast', 'distinctBy'));
    case 'GAP':
      return mapNodes(pathway, (node) => repeating(node, 'minGap'));
    default:
      return pathway;
  }
}

function mapNodes(pathway: Pathway, change: (node: Node) => Node): Pathway {
  const map = (part: Node | Edge): Node | Edge => {
    if (isEdge(part)) return part;
    const changed = change(part);
    if (!('of' in changed)) return changed;
    const of = same(changed.of, changed.of.map(map));
    return of === changed.of ? changed : ({ ...changed, of } as Node);
  };
  return withRequirements(pathway, pathway.requirements.map(map));
}

/** The selector by which a node finds awards, changed wherever it is not about what to leave out. */
function selecting(node: Node, change: (selector: Selector) => Selector): Node {
  const deep = (selector: Selector): Selector => {
    const changed = change(selector);
    if (!changed.anyOf) return changed;
    const anyOf = same(changed.anyOf, changed.anyOf.map(deep));
    return anyOf === changed.anyOf ? changed : { ...changed, anyOf };
  };
  const [key, selector] = 'from' in node ? (['from', node.from] as const) : (['where', node.kind === 'award' ? node.where : undefined] as const);
  const changed = selector && deep(selector);
  return changed === selector ? node : ({ ...node, [key]: changed } as Node);
}

function withRequirements(pathway: Pathway, requirements: Pathway['requirements']): Pathway {
  return same(pathway.requirements, requirements) === pathway.requirements ? pathway : { ...pathway, requirements };
}

const withPolicy = (pathway: Pathway, policy: Policy): Pathway => (policy === pathway.policy ? pathway : { ...pathway, policy });

/** A list in which nothing was changed is the list that it was. */
const same = <T>(before: readonly T[], after: readonly T[]): readonly T[] => (before.length === after.length && after.every((one, at) => one === before[at]) ? before : after);

const nodesOnly = (parts: readonly (Node | Edge)[]): readonly (Node | Edge)[] => parts.filter((part) => !isEdge(part));

const withoutEdges = (node: Node): Node => ('of' in node && node.of.some(isEdge) ? ({ ...node, of: nodesOnly(node.of) } as Node) : node);

function repeating(node: Node, key: 'atMost' | 'minGap'): Node {
  const repeat = 'repeat' in node && node.repeat ? without(node.repeat, key) : undefined;
  return repeat === undefined || ('repeat' in node && repeat === node.repeat) ? node : ({ ...node, repeat } as Node);
}

function without<T extends object>(of: T, ...keys: readonly string[]): T {
  if (!keys.some((key) => key in of)) return of;
  const copy: Record<string, unknown> = {};
  for (const key in of) if (!keys.includes(key)) copy[key] = of[key];
  return copy as T;
}
