import { type RegistryClient, RegistryFault, settle } from '@cairn/client';
import type { Terminal } from '../terminal/terminal.js';
import { moveAchievements } from './move-achievements.js';
import { moveAwards } from './move-awards.js';
import { moveIssuers } from './move-issuers.js';
import { movePathways } from './move-pathways.js';
import { Moving } from './moving.js';
import type { Kind, MigrationPlan } from './plan.js';
import type { Counts, MigrationReport } from './report.js';

export interface MigrationOptions {
  /** Tells what the run will do and writes nothing. */
  readonly dryRun: boolean;
  /** Sector that issuers act in, such as `NONPROFIT`. */
  readonly sector: string;
  /** Civil day in UTC on which outcomes are compared. */
  readonly today: string;
  readonly terminal?: Terminal;
}

/**
 * Brings an export into the tenant of the caller's key, by the registry's public API: issuers, achievements, awards, pathways,
 * and what their former addresses answer. Run again it finds everything there. Throws RegistryFault for a key of no tenant.
 */
export async function importMigration(client: RegistryClient, plan: MigrationPlan, { dryRun, sector, today, terminal }: MigrationOptions): Promise<MigrationReport> {
  const tenantId = await tenantOf(client);
  const moving = new Moving(client, tenantId, dryRun, plan.refusals, terminal);
  const issuers = await moveIssuers(moving, plan.issuers, sector);
  await settle(client, ['achievements', 'earners', 'pathways']);
  const achievements = await moveAchievements(moving, plan.achievements, issuers);
  await settle(client, ['earners', 'pathways']);
  const awards = await moveAwards(moving, plan.awards, achievements, plan.achievements);
  const pathways = await movePathways(moving, plan.pathways, { issuers, achievements, awards: plan.awards, today });
  const ids = new Map([...issuers, ...achievements, ...awards]);
  const lines = plan.documents.map(({ address, body, about }) => ({ address, body, subjectId: (about && ids.get(about)) ?? null }));
  await moving.import('formerDocuments', 'formerDocuments', plan.documents, lines);
  await settle(client, ['earners', 'pathways', 'verification']);
  return { dryRun, counts: countsOf(moving), pathways, refusals: moving.refusals, leftBehind: plan.leftBehind, formerAddresses: `${client.url}/former/${tenantId}/<host>/<path>` };
}

async function tenantOf(client: RegistryClient): Promise<string> {
  const { viewer } = await client.execute<{ viewer: { operator: boolean; tenant: { id: string } | null } }>('{ viewer { operator tenant { id } } }');
  if (viewer.tenant && !viewer.operator) return viewer.tenant.id;
  throw new RegistryFault('This needs an API key of the tenant that the export is to come to: --key or CAIRN_API_KEY.', 'UNAUTHENTICATED', false);
}

const kinds: readonly (Kind | 'revocations')[] = ['issuers', 'achievements', 'awards', 'revocations', 'pathways', 'formerDocuments'];

const countsOf = ({ tally }: Moving): Counts =>
  Object.fromEntries(kinds.map((kind) => [kind, tally.report[kind] ?? { lines: 0, created: 0, unchanged: 0, refused: 0 }])) as unknown as Counts;
