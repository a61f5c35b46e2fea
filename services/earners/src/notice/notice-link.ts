import { publicId } from '@cairn/subgraph';
import type { Notice } from './notice.js';

/** Where a tenant's people read about their cases and awards; `{id}` and `{number}` stand for the thing. */
export interface NoticeLinks {
  readonly caseLink: string | null;
  readonly awardLink: string | null;
}

/** Where a notice leads: to the tenant's own pages, or to what the registry itself shows. */
export function linkOf({ kind, about, facts }: Pick<Notice, 'kind' | 'about' | 'facts'>, { caseLink, awardLink }: NoticeLinks, publicUrl: string): string {
  if (kind.startsWith('AWARD_')) {
    const id = publicId('Award', about);
    return awardLink?.replaceAll('{id}', id) ?? `${publicUrl}/c/${id}`;
  }
  return caseLink?.replaceAll('{id}', about).replaceAll('{number}', encodeURIComponent(facts.number ?? '')) ?? publicUrl;
}
