import { referencesOf } from '../language/ids.js';
import type { Pathway } from '../language/pathway.js';
import { placedEdges, placedNodes } from '../language/places.js';
import type { LintContext } from './context.js';
import { error, type LintFinding, warning } from './finding.js';

/** UNKNOWN_REFERENCE and RETIRED_ACHIEVEMENT: ids of nothing, and of what can no longer be earned. */
export function references(pathway: Pathway, { knownAchievements, knowsPathway, knowsIssuer }: LintContext): LintFinding[] {
  const named = referencesOf(pathway);
  let all: ReadonlyMap<string, readonly string[]> | undefined;
  const users = (id: string): readonly string[] => (all ??= usersIn(pathway)).get(id) ?? [];
  const ofAchievements = named.achievements.flatMap((id) => {
    switch (knownAchievements?.(id)) {
      case 'retired':
        return [warning('RETIRED_ACHIEVEMENT', users(id), `${id} can no longer be earned.`)];
      case 'draft':
        return [error('UNKNOWN_REFERENCE', users(id), `${id} is not published yet.`)];
      case 'unknown':
        return [error('UNKNOWN_REFERENCE', users(id), `There is no achievement ${id}.`)];
      default:
        return [];
    }
  });
  return [
    ...ofAchievements,
    ...named.pathways.filter((id) => id !== pathway.id && knowsPathway?.(id) === false).map((id) => error('UNKNOWN_REFERENCE', users(id), `There is no pathway ${id}.`)),
    ...named.issuers.filter((id) => knowsIssuer?.(id) === false).map((id) => error('UNKNOWN_REFERENCE', users(id), `There is no issuer ${id}.`)),
    ...unknownNodes(pathway),
  ];
}

/** Id -> the nodes in whose own fields it stands. */
function usersIn(pathway: Pathway): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const { part } of placedNodes(pathway)) {
    const own = Object.fromEntries(Object.entries(part).filter(([key]) => key !== 'of' && key !== 'node'));
    const named = referencesOf({ requirements: [own], policy: { sharing: 'shared' } } as unknown as Pathway);
    for (const id of [...named.achievements, ...named.issuers, ...named.pathways]) {
      const found = users.get(id);
      if (found) found.push(part.id);
      else users.set(id, [part.id]);
    }
  }
  return users;
}

/** What edges, exits and policies call by a node's id. */
function unknownNodes(pathway: Pathway): LintFinding[] {
  const known = new Set([...placedNodes(pathway)].map(({ part }) => part.id));
  const { exclusivityGroups = [], maySharePairs = [] } = pathway.policy ?? {};
  const named: (readonly [id: string, by: string])[] = [
    ...[...placedEdges(pathway)].flatMap(({ part }) => [part.before, part.after].map((id) => [id, 'An edge'] as const)),
    ...(pathway.offRamps ?? []).flatMap(({ id, node }) => ('ref' in node ? [[node.ref, `The exit ${id}`] as const] : [])),
    ...[...exclusivityGroups, ...maySharePairs].flat().map((id) => [id, 'The policy'] as const),
  ];
  return named.filter(([id]) => !known.has(id)).map(([id, by]) => error('UNKNOWN_REFERENCE', [id], `${by} names ${id}, which is no node.`));
}
