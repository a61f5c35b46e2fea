import type { Principal } from '@cairn/access';
import { publicId } from '@cairn/subgraph';

/** The public id of the member or program that acts for a tenant. */
export function staffId({ kind, actor }: Principal): string {
  if (actor === null) throw new Error('nobody acts');
  return publicId(kind === 'MEMBER' ? 'Member' : 'ApiClient', actor);
}
