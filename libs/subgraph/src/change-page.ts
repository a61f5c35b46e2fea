import { Fault, invalidCursor } from './fault.js';
import { type Noun, publicId } from './ids.js';

/** A page of a change feed as the messaging library tells it; ids are bare. */
export interface FeedPage {
  readonly changes: readonly {
    readonly type: string;
    readonly id: string;
    readonly op: 'UPSERT' | 'DELETE';
    readonly version: number;
    readonly changedAt: Date | string;
    readonly reason: string | null;
  }[];
  readonly endPosition: string;
  readonly hasMore: boolean;
  readonly asOf: Date | string;
}

const nounOf: Record<string, Noun> = {
  TENANT: 'Tenant',
  ISSUER: 'Issuer',
  ACHIEVEMENT: 'Achievement',
  ACHIEVEMENT_VERSION: 'AchievementVersion',
  EARNER: 'Earner',
  AWARD: 'Award',
  PATHWAY: 'Pathway',
  ENROLMENT: 'Enrolment',
  COMPLETION: 'Completion',
  CREDENTIAL: 'Credential',
};

/**
 * The schema's form of a feed page. Throws INVALID_CURSOR or POSITION_EXPIRED.
 *
 * @param load finds the object of a change by its public id, batched by the request's loaders
 */
export function changePage(
  page: FeedPage | 'invalid' | 'expired',
  load: Partial<Record<string, (id: string) => unknown>>,
) {
  if (page === 'invalid') throw invalidCursor();
  if (page === 'expired') {
    throw new Fault('POSITION_EXPIRED', 'Changes that old are no longer kept. Start again without `after`: a snapshot, then changes.');
  }
  return {
    ...page,
    nodes: page.changes.map((change) => {
      const id = publicId(nounOf[change.type] ?? 'Tenant', change.id);
      return { ...change, id, node: change.op === 'DELETE' ? null : (load[change.type]?.(id) ?? null) };
    }),
  };
}
