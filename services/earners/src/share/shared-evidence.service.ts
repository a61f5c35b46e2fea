import type { Readable } from 'node:stream';
import { type Acting, actingOf, anonymous, readTenantSecret } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type Evidence, nameField, urlField } from '../assessment/evidence/evidence.js';
import { EvidenceObjects } from '../assessment/evidence/evidence-objects.js';
import { EvidenceStore } from '../assessment/evidence/evidence.store.js';
import { CaseSeals } from '../assessment/submission/case-seals.js';
import { SubmissionStore } from '../assessment/submission/submission.store.js';
import { shareStateAt } from './share.js';
import { ShareStore } from './share.store.js';

/** What whoever has a link is shown: a file to download, or an address. */
export type SharedEvidence =
  | { readonly kind: 'FILE'; readonly name: string; readonly mediaType: string; readonly bytes: number; readonly content: Readable }
  | { readonly kind: 'LINK'; readonly name: string | null; readonly url: string };

/** Evidence that an earner shows by a link. */
@Injectable()
export class SharedEvidenceService {
  constructor(
    private readonly database: Database,
    private readonly shares: ShareStore,
    private readonly evidence: EvidenceStore,
    private readonly submissions: SubmissionStore,
    private readonly seals: CaseSeals,
    private readonly objects: EvidenceObjects,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Undefined for whatever is no open link, and for what the link does not show. Each reading is noted for the person. */
  async of(secret: string, id: string): Promise<SharedEvidence | undefined> {
    const read = readTenantSecret(secret);
    if (!read) return undefined;
    const { tenant, hash } = read;
    const found = await this.database.read({ tenant }, async (tx) => {
      const share = await this.shares.bySecret(tx, tenant, hash);
      if (!share?.evidence.includes(id) || shareStateAt(share, new Date(this.clock.now())) !== 'OPEN') return undefined;
      return this.opened(tx, id);
    });
    if (!found) return undefined;
    const shown = await this.contentOf(found);
    if (!shown) return undefined;
    const by: Acting = actingOf({ principal: anonymous, requestId: null });
    await this.database.write({ tenant }, (tx) => note(tx, { tenant, action: 'read.shared-evidence', subject: id, subjectKind: 'EVIDENCE', earners: [found.earner], by }));
    return shown;
  }

  private async opened(tx: Tx, id: string) {
    const [evidence] = await this.evidence.byIds(tx, [id]);
    const [submission] = evidence ? await this.submissions.byIds(tx, [evidence.submission]) : [];
    const seal = submission && (await this.seals.of(tx, submission));
    if (!evidence || !submission || !seal) return undefined;
    const { name, url } = evidence;
    return { evidence, earner: submission.earner, name: name && seal.open(nameField(id), name), url: url && seal.open(urlField(id), url) };
  }

  private async contentOf({ evidence, name, url }: { evidence: Evidence; name: string | null; url: string | null }): Promise<SharedEvidence | undefined> {
    if (evidence.kind === 'LINK') return url === null ? undefined : { kind: 'LINK', name, url };
    const { tenant, sealedFor, digest, mediaType, bytes } = evidence;
    const content = digest === null ? undefined : await this.objects.get({ tenant, sealedFor, digest });
    return content && name !== null && mediaType !== null && bytes !== null ? { kind: 'FILE', name, mediaType, bytes, content } : undefined;
  }
}
