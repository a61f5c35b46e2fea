import type { Readable } from 'node:stream';
import { type Acting, type Principal } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { viewerOf } from '../../person/earner-access.js';
import { CaseSeals } from '../submission/case-seals.js';
import { SubmissionAccess } from '../submission/submission-access.js';
import type { Submission } from '../submission/submission.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { type Evidence, nameField } from './evidence.js';
import type { BlindGrant } from './evidence-address.js';
import { EvidenceObjects } from './evidence-objects.js';
import { EvidenceStore } from './evidence.store.js';

/** A file on its way to a reader. */
export interface Download {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly content: Readable;
}

/** Reads files of evidence for those who may see them; what is read of others is noted first. */
@Injectable()
export class EvidenceDownload {
  constructor(
    private readonly database: Database,
    private readonly access: SubmissionAccess,
    private readonly submissions: SubmissionStore,
    private readonly seals: CaseSeals,
    private readonly store: EvidenceStore,
    private readonly objects: EvidenceObjects,
  ) {}

  /** Under the name that the person gave it; undefined when there is no such file, or it is not the caller's to see. */
  async known(principal: Principal, id: string, by: Acting): Promise<Download | undefined> {
    const [evidence] = await this.database.read(viewerOf(principal), (tx) => this.store.byIds(tx, [id]));
    const [submission] = evidence ? await this.access.visible(principal, [evidence.submission]) : [];
    if (!evidence || !submission) return undefined;
    const name = await this.database.read({ tenant: evidence.tenant }, async (tx) => {
      const seal = await this.seals.of(tx, submission);
      return evidence.name && seal?.open(nameField(id), evidence.name);
    });
    return name ? this.opened(evidence, submission, name, by) : undefined;
  }

  /** Under its blind name. */
  async blind({ tenant, evidence: id }: BlindGrant, by: Acting): Promise<Download | undefined> {
    const found = await this.database.read({ tenant }, async (tx) => {
      const [evidence] = await this.store.byIds(tx, [id]);
      const [submission] = evidence ? await this.submissions.byIds(tx, [evidence.submission]) : [];
      return evidence && submission && { evidence, submission };
    });
    return found && this.opened(found.evidence, found.submission, found.evidence.blindName, by);
  }

  private async opened(evidence: Evidence, { earner }: Submission, name: string, by: Acting): Promise<Download | undefined> {
    const { tenant, id, sealedFor, digest, mediaType, bytes } = evidence;
    const content = digest === null ? undefined : await this.objects.get({ tenant, sealedFor, digest });
    if (!content || mediaType === null || bytes === null) return undefined;
    await this.database.write({ tenant }, (tx) => note(tx, { tenant, action: 'read.evidence', subject: id, subjectKind: 'EVIDENCE', earners: [earner], by }));
    return { name, mediaType, bytes, content };
  }
}
