import type { CivilDate } from '../civil-date.js';
import type { AwardFact, World } from '../facts/facts.js';
import type { VersionRules } from '../history/version-rules.js';
import { matchesANode } from '../incremental/matches-a-node.js';
import { reaches, reachOf } from '../incremental/reach.js';

/** Pathway -> its versions. */
export type Pathways = ReadonlyMap<string, readonly VersionRules[]>;

/**
 * The pathways to evaluate for an answer about one of them, each after those that it looks at or whose badges it can count (S12).
 *
 * @throws when pathways look at one another in a circle
 */
export function inOrder(pathways: Pathways, wanted: string, world: World): string[] {
  const order: string[] = [];
  const visit = (id: string, above: readonly string[]): void => {
    if (order.includes(id)) return;
    if (above.includes(id)) throw new Error(`pathways look at one another in a circle: ${[...above, id].join(', ')}`);
    for (const other of needs(pathways, id)) visit(other, [...above, id]);
    // What a selector happens to match is evaluated before, unless that would close a circle.
    for (const other of mayCount(pathways, id, world)) if (![...above, id].some((one) => isNeeded(pathways, one, other))) visit(other, [...above, id]);
    if (!order.includes(id)) order.push(id);
  };
  visit(wanted, []);
  return order;
}

/** The pathways that one names: as completed, as sharing awards with it, or by the achievement of a badge that they give. */
function needs(pathways: Pathways, id: string): string[] {
  const reach = (pathways.get(id) ?? []).map(({ pathway }) => reachOf(pathway));
  const names = ([other, versions]: readonly [string, readonly VersionRules[]]): boolean =>
    reach.some((one) => one.pathways.has(other) || badgesOf(versions).some((badge) => one.achievements !== 'any' && reaches(one, badge)));
  return [...pathways].filter((entry) => entry[0] !== id && names(entry)).map(([other]) => other);
}

function mayCount(pathways: Pathways, id: string, world: World): string[] {
  const rules = pathways.get(id) ?? [];
  const matches = (badge: string): boolean => [FIRST, ...world.metadataDays(badge), LAST].some((day) => rules.some((one) => matchesANode(one, awardOf(badge, day, world), world)));
  return [...pathways].filter(([other, versions]) => other !== id && badgesOf(versions).some(matches)).map(([other]) => other);
}

/** Whether evaluating one asks for the other first, directly or not. */
function isNeeded(pathways: Pathways, id: string, by: string, seen = new Set<string>()): boolean {
  if (id === by) return true;
  seen.add(by);
  return needs(pathways, by).some((other) => !seen.has(other) && isNeeded(pathways, id, other, seen));
}

/** The achievements that a pathway gives by itself. */
const badgesOf = (versions: readonly VersionRules[]): string[] =>
  versions.flatMap(({ pathway: { completion }, nodes }) => [completion, ...[...nodes.values()].map(({ milestone }) => milestone)].flatMap((badge) => (badge?.autoIssue === true ? [badge.achievement] : [])));

const [FIRST, LAST]: [CivilDate, CivilDate] = ['0001-01-01', '9999-12-31'];

const awardOf = (achievement: string, day: CivilDate, world: World): AwardFact => ({
  ...{ id: 'computed', achievement, issuedOn: day, expiresOn: null, revokedOn: null, suspensions: [], result: null, stated: {}, entry: false },
  snapshot: world.metadataOn(achievement, day),
});
