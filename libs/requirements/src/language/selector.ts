import type { CivilDate } from '../civil-date.js';

/** All keys hold together; a list inside a key means any of them; `{}` matches every award (section 3). */
export interface Selector {
  readonly achievementIn?: readonly string[];
  readonly tag?: string | readonly string[];
  readonly type?: string | readonly string[];
  readonly seriesIn?: string | readonly string[];
  readonly skillAtOrBelow?: string | { readonly framework?: string; readonly code: string };
  readonly levelAtLeast?: number;
  readonly levelAtMost?: number;
  readonly issuerIn?: readonly string[];
  readonly trustGroup?: string | readonly string[];
  readonly minTrustTier?: number;
  readonly codeRange?: { readonly subject: string; readonly from: number; readonly to: number };
  /** Inclusive. */
  readonly issuedFrom?: CivilDate;
  /** Exclusive. */
  readonly issuedUntil?: CivilDate;
  readonly assessed?: true;
  readonly anyOf?: readonly Selector[];
  readonly exclude?: Selector;
}

/** The achievements that a selector names, also within `anyOf`, not within `exclude` (S5). */
export function namedIn(selector: Selector): readonly string[] {
  return [...(selector.achievementIn ?? []), ...(selector.anyOf ?? []).flatMap(namedIn)];
}
