import { type RegistryClient, UserErrors } from '@cairn/client';
import { inParts, sideBySide } from '../provider/side-by-side.js';
import type { Moving } from './moving.js';
import type { PlannedAchievement, PlannedAward } from './plan.js';

const read = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Award { id state } } }`;
const revoke = `mutation ($input: RevokeAwardInput!) { revokeAward(input: $input) { award { id } position userErrors { code field message } } }`;

/** Every award's id by its key, of origin MIGRATED; what was revoked there is revoked here. */
export async function moveAwards(moving: Moving, awards: readonly PlannedAward[], achievements: ReadonlyMap<string, string>, planned: readonly PlannedAchievement[]): Promise<Map<string, string>> {
  const { dryRun, tally } = moving;
  const known = new Set(planned.map(({ key }) => key));
  const placed = awards.filter(({ achievement }) => achievements.has(achievement));
  const lost = awards.filter(({ achievement }) => !achievements.has(achievement));
  // In a dry run their achievements are still to be made; that they can be is told with those.
  if (dryRun) tally.add('awards', { created: lost.filter(({ achievement }) => known.has(achievement)).length });
  else for (const one of lost) moving.refuse('awards', one, 'NOT_FOUND', 'badgeclass', 'Its badge class was refused.');
  const lines = placed.map(({ key, identifierType, identifier, code, awardedOn, validUntil }) => ({ partnerReference: key, identifierType, identifier, achievementCode: code, awardedOn, ...(validUntil && { validUntil }), origin: 'MIGRATED' }));
  const ids = await moving.importKeyed('awards', placed, lines);
  await revokeAwards(moving, awards, ids);
  return ids;
}

async function revokeAwards({ client, dryRun, tally }: Moving, awards: readonly PlannedAward[], ids: ReadonlyMap<string, string>): Promise<void> {
  const revoked = awards.filter((award): award is PlannedAward & { revoked: string } => award.revoked !== null && (dryRun || ids.has(award.key)));
  const states = await statesOf(client, revoked.flatMap(({ key }) => ids.get(key) ?? []));
  const standing = revoked.filter(({ key }) => states.get(ids.get(key) ?? '') !== 'REVOKED');
  tally.add('revocations', { created: standing.length, unchanged: revoked.length - standing.length });
  if (dryRun) return;
  await sideBySide(standing, 4, async ({ key, revoked: note }) => {
    try {
      await client.execute(revoke, { input: { id: ids.get(key), idempotencyKey: `migrated:${key}`, reason: 'OTHER', note: note.slice(0, 1_000) } });
    } catch (error) {
      // It was replaced or revoked here in the meantime: it stands no more, which is all that is asked.
      if (!(error instanceof UserErrors && (error.has('AWARD_STATE_INVALID') || error.has('AWARD_REPLACED')))) throw error;
    }
  });
}

async function statesOf(client: RegistryClient, ids: readonly string[]): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  for (const part of inParts(ids, 100)) {
    const { nodes } = await client.execute<{ nodes: ({ id: string; state: string } | null)[] }>(read, { ids: part }, { awaitPosition: null });
    for (const award of nodes) if (award) states.set(award.id, award.state);
  }
  return states;
}
