import { accepted, type Decision, refusal, refused } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { PathwayVersion } from '../pathway/pathway.js';
import { PreviewStore } from './preview.store.js';

const goodForMs = 24 * 3_600_000;

/** Whoever replaces the version of people under way has looked at what that does to them (pathways.md section 14). */
@Injectable()
export class PreviewProof {
  constructor(private readonly previews: PreviewStore) {}

  async of(tx: Tx, { tenant, pathway, definition, definitionHash }: PathwayVersion, preview: string | null, now: Date): Promise<Decision<null>> {
    if (definition.versioning?.appliesToEnrolledIn?.mode !== 'replace') return accepted(null);
    const found = preview === null ? undefined : await this.previews.byId(tx, tenant, preview);
    const missing = (message: string) => refused(refusal('PREVIEW_MISSING', message, 'previewId'));
    if (!found || found.pathway !== pathway) return missing('The version replaces another for those enrolled in it. Call `previewPathwayVersion`, look at who loses, and state its id.');
    if (found.definitionHash !== definitionHash) return missing('The preview is of another definition. Preview this one.');
    if (found.mode !== 'replace') return missing('The preview is of an alternative, not of a replacement.');
    if (found.state !== 'DONE') return missing('The preview has not been finished.');
    if (now.getTime() - found.requestedAt.getTime() > goodForMs) return missing('The preview is older than 24 hours. Preview the definition again.');
    return accepted(null);
  }
}
