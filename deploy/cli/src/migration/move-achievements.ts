import { inParts } from '../provider/side-by-side.js';
import type { Moving } from './moving.js';
import type { PlannedAchievement } from './plan.js';

const find = `query ($codes: [String!]) { achievements(first: 100, filter: { mine: true, code: { in: $codes } }) { nodes { id code currentVersion { id } } } }`;

interface Found {
  readonly achievements: { readonly nodes: readonly { readonly id: string; readonly code: string; readonly currentVersion: object | null }[] };
}

/** Every achievement's id by its key. One that is there stays as it is, whatever its designer has made of it since. */
export async function moveAchievements(moving: Moving, achievements: readonly PlannedAchievement[], issuers: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const { client, dryRun, tally } = moving;
  const there = new Map<string, string>();
  for (const part of inParts(achievements, 100)) {
    const found = await client.execute<Found>(find, { codes: part.map(({ code }) => code) });
    for (const { id, code, currentVersion } of found.achievements.nodes) if (currentVersion) there.set(code, id);
  }
  const ids = new Map(achievements.flatMap(({ key, code }) => (there.has(code) ? [[key, there.get(code) ?? '']] : [])));
  tally.add('achievements', { unchanged: ids.size });
  const fresh = achievements.filter(({ key }) => !ids.has(key));
  const placed = fresh.filter(({ issuer }) => issuers.has(issuer));
  const lost = fresh.filter(({ issuer }) => !issuers.has(issuer));
  // A dry run has made no issuers, so nothing more can be asked of the registry.
  if (dryRun) tally.add('achievements', { created: lost.length });
  else for (const one of lost) moving.refuse('achievements', one, 'NOT_FOUND', 'issuer', 'Its issuer was refused.');
  const lines = placed.map(({ code, issuer, version }) => ({ code, issuerId: issuers.get(issuer), publish: true, version }));
  for (const [key, id] of await moving.importKeyed('achievements', placed, lines)) ids.set(key, id);
  return ids;
}
