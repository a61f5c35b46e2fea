import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { guardianMissing } from '../consent/guardian.js';
import type { EarnerState } from '../earner/earner.js';
import type { Award, Visibility } from './award.js';

/** Who asks to change who may see an award, and whose it is. */
export interface Showing {
  readonly as: 'PERSON' | 'TENANT';
  readonly earner: EarnerState;
  /** Whether the person has said that there shall be no public pages about him. */
  readonly withdrawn: boolean;
  /** Whether the award is of internal learning: its tenant never shows it. */
  readonly internal?: boolean;
  /** Whether a guardian has to agree, and has not. */
  readonly guardianMissing?: boolean;
}

/** Anyone entitled may narrow; the person alone widens, or the tenant while nobody has claimed the record and nobody has said no. */
export function show(award: Award, visibility: Visibility, { as, earner, withdrawn, internal = false, guardianMissing: waits = false }: Showing, at: Date): Decision<Award> {
  if (visibility === 'LINK' && award.visibility === 'PRIVATE') {
    return refused(refusal('INVALID_VALUE', 'A private award is shown by link once its earner makes one (shareAward).', 'visibility'));
  }
  if (visibility === 'PUBLIC' && as === 'TENANT') {
    if (earner === 'CLAIMED') return refused(refusal('VISIBILITY_NOT_YOURS', 'The person has claimed the record: only he makes its awards public.', 'visibility'));
    if (internal) return refused(refusal('VISIBILITY_NOT_YOURS', 'Awards of internal learning are private until their earner shows them.', 'visibility'));
    if (withdrawn) return refused(refusal('GRANT_MISSING', 'The consent to public pages was withdrawn; have it given again first.', 'visibility'));
  }
  if (visibility === 'PUBLIC' && waits) return refused(guardianMissing('visibility'));
  if (visibility === 'PUBLIC' && earner === 'ERASED') return refused(refusal('EARNER_STATE_INVALID', 'The person was erased.', 'visibility'));
  return accepted({ ...award, visibility, version: award.version + 1, updatedAt: at });
}
