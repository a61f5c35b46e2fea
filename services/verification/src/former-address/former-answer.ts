import type { FormerKind } from './former-document-row.js';

export interface ServedDocument {
  readonly kind: FormerKind;
  /** Null: erased with the person it was about. */
  readonly body: string | null;
  readonly revoked: boolean;
  readonly subject: string | null;
  /** Where the award stands that has taken its place; null when none has, or none was heard of. */
  readonly awardState: string | null;
}

/** What an address of before is answered with. */
export type FormerAnswer =
  | { readonly outcome: 'AS_IT_WAS'; readonly body: string }
  /** For good: the award was revoked or replaced since (OB 2.0, "hosted verification": 410 Gone), or its person erased. */
  | { readonly outcome: 'GONE'; readonly revoked: boolean }
  /** Nobody can tell for the moment: the award is suspended. */
  | { readonly outcome: 'WITHHELD' };

/** The document as it was; but of an award that no longer stands no host says that it does. */
export function formerAnswer({ body, revoked, awardState }: Pick<ServedDocument, 'body' | 'revoked' | 'awardState'>): FormerAnswer {
  if (body === null) return { outcome: 'GONE', revoked: false };
  if (!revoked && (awardState === 'REVOKED' || awardState === 'REPLACED')) return { outcome: 'GONE', revoked: true };
  return !revoked && awardState === 'SUSPENDED' ? { outcome: 'WITHHELD' } : { outcome: 'AS_IT_WAS', body };
}

/** What a host says of a badge that it has revoked (Open Badges 2.0, 5.1.5). */
export const revokedAssertion = (id: string): object => ({ '@context': 'https://w3id.org/openbadges/v2', type: 'Assertion', id, revoked: true });
