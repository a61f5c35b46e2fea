import { accepted, type Decision, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { asGiven, type CleanFile, evidenceBytesMax, evidencePixelsMax, evidenceTypes, FileIntake, StagedFiles } from '@cairn/files';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { viewerOf } from '../../person/earner-access.js';
import type { CaseSeal } from '../submission/case-seals.js';
import { mayChange } from '../submission/filing.js';
import { checkDraft, checkPart, type OpenCase, OpenCases } from '../submission/open-case.js';
import { SubmissionAccess } from '../submission/submission-access.js';
import type { Submission } from '../submission/submission.js';
import { nameField, urlField } from './evidence.js';
import { checkFileName, checkLink } from './evidence-link.js';
import { EvidenceObjects } from './evidence-objects.js';
import { EvidenceTwins } from './evidence-twins.js';
import { EvidenceStore, type NewEvidence } from './evidence.store.js';
import { LooseObjectStore } from './loose-object.store.js';

/** Where evidence belongs; ids are bare. */
export interface EvidencePlace {
  readonly submission: string;
  readonly requirement: string;
}

export type EvidenceWritten = Decision<{ id: string; submission: string }>;

type Prepared = Pick<NewEvidence, 'kind' | 'mediaType' | 'bytes' | 'digest' | 'twin' | 'extension'> & {
  readonly name: string | null;
  readonly url: string | null;
};

const rule = { types: evidenceTypes, bytesMax: evidenceBytesMax, pixelsMax: evidencePixelsMax };
/** Files and links of one submission at most, those that were taken out again included. */
const placesMax = 500;

/** Adds files and links to drafts and takes them out again. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly database: Database,
    private readonly access: SubmissionAccess,
    private readonly cases: OpenCases,
    private readonly staged: StagedFiles,
    private readonly intake: FileIntake,
    private readonly objects: EvidenceObjects,
    private readonly loose: LooseObjectStore,
    private readonly twins: EvidenceTwins,
    private readonly store: EvidenceStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async addLink(principal: Principal, place: EvidencePlace, address: string): Promise<EvidenceWritten> {
    const found = await this.access.toChange(principal, place.submission);
    if (!found.ok) return found;
    const url = checkLink(address);
    if (!url.ok) return url;
    return this.add(found.value, place, { kind: 'LINK', name: null, url: url.value, mediaType: null, bytes: null, digest: null, twin: null, extension: null });
  }

  /** Looks into an upload and keeps what comes out of it. The upload goes when it was taken. */
  async addFile(principal: Principal, place: EvidencePlace, upload: string, called: string): Promise<EvidenceWritten> {
    const found = await this.access.toChange(principal, place.submission);
    if (!found.ok) return found;
    const { tenant } = found.value;
    const name = checkFileName(called);
    if (!name.ok) return name;
    // Looked at once more under the lock; here it spares looking into a file for which there is no place.
    const fits = await this.database.write({ tenant }, (tx) => this.fitting(tx, found.value, place, 'FILE'));
    if (!fits.ok) return fits;
    const file = await this.staged.of(principal, upload, 'fileUploadId');
    if (!file.ok) return file;
    const clean = await this.intake.take(asGiven(file.value, name.value), rule, 'fileUploadId');
    if (!clean.ok) return clean;
    const added = await this.keep(found.value, place, name.value, file.value.bytes, clean.value);
    if (added.ok) await this.staged.remove(upload);
    return added;
  }

  /** Takes it out of the draft; what was filed keeps it. */
  async remove(principal: Principal, id: string): Promise<EvidenceWritten> {
    const [evidence] = await this.database.read(viewerOf(principal), (tx) => this.store.byIds(tx, [id]));
    const found = evidence && (await this.access.toChange(principal, evidence.submission, 'evidenceId'));
    if (!found) return refused(notFound('evidence', 'evidenceId'));
    if (!found.ok) return found;
    const { tenant, sealedFor, digest, requirement } = evidence;
    return this.database.write({ tenant }, async (tx) => {
      const open = await this.cases.lock(tx, tenant, evidence.submission, 'evidenceId');
      const state = open.ok ? checkDraft(open.value.submission) : open;
      if (!open.ok || !state.ok) return open.ok ? refused(...(state.ok ? [] : state.refusals)) : open;
      if (!mayChange(open.value.submission, requirement)) return refused(refusal('PART_NOT_RETURNED', 'This part was not returned; it is carried over as it was filed.', 'evidenceId'));
      const gone = await this.store.takeOut(tx, tenant, id);
      if (gone && digest !== null) await this.loose.note(tx, { tenant, sealedFor, digest }, new Date(this.clock.now()));
      await this.noted(tx, 'remove.evidence', id, open.value.submission);
      return accepted({ id, submission: evidence.submission });
    });
  }

  private async keep(submission: Submission, place: EvidencePlace, name: string, came: Buffer, clean: CleanFile): Promise<EvidenceWritten> {
    const { tenant, sealedFor } = submission;
    const digest = await this.objects.put(tenant, sealedFor, clean.bytes);
    const { mediaType, extension } = clean;
    // What was drawn anew as another kind of image is called what it is now.
    const called = name.replace(/\.webp$/i, `.${extension}`);
    return this.add(submission, place, { kind: 'FILE', name: called, url: null, mediaType, bytes: clean.bytes.length, digest, twin: this.twins.of(tenant, came), extension });
  }

  private add(submission: Submission, place: EvidencePlace, { name, url, ...prepared }: Prepared): Promise<EvidenceWritten> {
    const { tenant, sealedFor } = submission;
    return this.database.write({ tenant }, async (tx) => {
      const fits = await this.fitting(tx, submission, place, prepared.kind);
      if (!fits.ok) return fits;
      const id = newId();
      const { seal } = fits.value;
      const sealed = { name: name === null ? null : seal.seal(nameField(id), name), url: url === null ? null : seal.seal(urlField(id), url) };
      await this.store.insert(tx, { ...prepared, ...sealed, id, tenant, sealedFor, submission: place.submission, requirement: place.requirement, addedAt: new Date(this.clock.now()) });
      if (prepared.digest !== null) await this.loose.forget(tx, { tenant, sealedFor, digest: prepared.digest });
      await this.noted(tx, 'add.evidence', id, submission);
      return accepted({ id, submission: place.submission });
    });
  }

  /** The case under its lock, when there is a place for evidence of this kind in the part. */
  private async fitting(tx: Tx, { tenant, id }: Submission, { requirement }: EvidencePlace, kind: 'FILE' | 'LINK'): Promise<Decision<OpenCase & { seal: CaseSeal }>> {
    const open = await this.cases.lock(tx, tenant, id);
    if (!open.ok) return open;
    const state = checkDraft(open.value.submission);
    if (!state.ok) return state;
    const part = checkPart(open.value.submission, open.value.version, { requirement, kind }, 'requirementKey');
    if (!part.ok) return part;
    const there = await this.store.drafted(tx, tenant, [id]);
    const inPart = there.filter((one) => one.requirement === requirement).length;
    if (inPart >= part.value.artefactsMax || (await this.store.count(tx, tenant, id)) >= placesMax) {
      return refused(refusal('INVALID_VALUE', `This part takes at most ${part.value.artefactsMax} files and links. Take one out first.`, 'requirementKey'));
    }
    return open;
  }

  private noted(tx: Tx, action: string, subject: string, { tenant, earner }: Submission): Promise<void> {
    return note(tx, { tenant, action, subject, subjectKind: 'EVIDENCE', earners: [earner] });
  }
}
