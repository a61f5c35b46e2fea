import { badInput, Fault } from './fault.js';
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
 * The schema's form of a feed page. Throws INVALID_CURSOR, POSITION_EXPIRED or BAD_USER_INPUT. The objects are there before
 * the page is answered: an executor that meets no promises on its way is several times as fast.
 *
 * @param load finds the object of a change by its public id, batched by the request's loaders
 */
export async function changePage(
  page: FeedPage | 'invalid' | 'newer' | 'expired' | 'oversized',
  load: Partial<Record<string, (id: string) => unknown>>,
) {
  if (page === 'invalid') throw new Fault('INVALID_CURSOR', 'The position is no position of this tenant, or of a feed of other kinds. Start again without `after`: a snapshot, then changes.');
  if (page === 'newer') {
    throw new Fault('INVALID_CURSOR', 'A later version of the registry made the position. Ask again once the update is over; if it was taken back, start again without `after`.', true);
  }
  if (page === 'oversized') throw badInput('`first` is 1 to 1,000 changes. Go on with `after` for more.');
  if (page === 'expired') {
    throw new Fault('POSITION_EXPIRED', 'Changes that old are no longer kept. Start again without `after`: a snapshot, then changes.');
  }
  const nodes = page.changes.map(async (change) => {
    const id = publicId(nounOf[change.type] ?? 'Tenant', change.id);
    return { ...change, id, node: change.op === 'DELETE' ? null : ((await load[change.type]?.(id)) ?? null) };
  });
  return { ...page, nodes: await Promise.all(nodes) };
}
