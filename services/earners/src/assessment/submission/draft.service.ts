import { accepted, type Decision, type Principal, refusal, type Refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { CaseSeal } from './case-seals.js';
import { conflictField, draftField, type DraftPart, DraftStore } from './draft.store.js';
import { narrativeFaults } from './narrative.js';
import { checkDraft, checkPart, type OpenCase, OpenCases } from './open-case.js';
import type { SubmissionWritten } from './start.service.js';
import type { Submission } from './submission.js';
import { SubmissionAccess } from './submission-access.js';
import { SubmissionStore } from './submission.store.js';

/** Texts to save, on the revision that their writer has seen. */
export interface DraftWish {
  readonly submission: string;
  readonly revision: number;
  readonly parts: readonly { readonly requirement: string; readonly text: string; readonly dropConflict: boolean }[];
}

const partsMax = 50;

/** Saves drafts. Two clients may write in one; neither loses what it wrote. */
@Injectable()
export class DraftService {
  constructor(
    private readonly database: Database,
    private readonly access: SubmissionAccess,
    private readonly cases: OpenCases,
    private readonly drafts: DraftStore,
    private readonly store: SubmissionStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** DRAFT_REVISION_STALE when another client has saved since: then what was given is kept beside what stands. */
  async saveDraft(principal: Principal, wish: DraftWish): Promise<SubmissionWritten> {
    const found = await this.access.toChange(principal, wish.submission);
    if (!found.ok) return found;
    const faults = faultsOf(wish);
    if (faults.length > 0) return refused(...faults);
    const { tenant, id } = found.value;
    return this.database.write({ tenant }, async (tx) => {
      const open = await this.cases.lock(tx, tenant, id);
      if (!open.ok) return open;
      const allowed = checkParts(open.value, wish);
      return allowed.ok ? this.saveIn(tx, open.value, wish) : allowed;
    });
  }

  private async saveIn(tx: Tx, { submission, seal }: OpenCase, { revision, parts }: DraftWish): Promise<SubmissionWritten> {
    const { tenant, id } = submission;
    const at = new Date(this.clock.now());
    const stored = new Map((await this.drafts.of(tx, tenant, [id])).map((part) => [part.requirement, part]));
    const stale = revision !== submission.revision;
    const changed = parts.flatMap(({ requirement, text, dropConflict }) => {
      const now = opened(stored.get(requirement), requirement, seal);
      if (stale) return text === now.text || text === now.conflict ? [] : [sealed({ ...now, conflict: text, conflictAt: at }, seal)];
      const next = { ...now, text, ...(dropConflict ? { conflict: null, conflictAt: null } : {}) };
      return next.text === now.text && next.conflict === now.conflict ? [] : [sealed(next, seal)];
    });
    if (changed.length > 0) {
      await this.drafts.put(tx, tenant, id, changed, at);
      if (!stale) await this.store.saved(tx, tenant, id, revision + 1, at);
      await note(tx, { tenant, action: stale ? 'keep.submission-draft-conflict' : 'save.submission-draft', subject: id, subjectKind: 'SUBMISSION', earners: [submission.earner] });
    }
    return stale ? refused(staleRevision(submission)) : accepted({ id, marks: [] });
  }
}

const staleRevision = ({ revision }: Submission): Refusal =>
  refusal('DRAFT_REVISION_STALE', `The draft is at revision ${revision} by now. Your text is kept beside the one that stands; read both, and save on revision ${revision}.`, 'revision');

function faultsOf({ parts }: DraftWish): Refusal[] {
  if (parts.length === 0 || parts.length > partsMax) return [refusal('INVALID_VALUE', `1 to ${partsMax} parts are saved at once.`, 'parts')];
  if (new Set(parts.map(({ requirement }) => requirement)).size < parts.length) return [refusal('INVALID_VALUE', 'A part is named once.', 'parts')];
  return parts.flatMap(({ text }, at) => narrativeFaults(text, 'parts', String(at), 'text'));
}

function checkParts({ submission, version }: OpenCase, { parts }: DraftWish): Decision<null> {
  const state = checkDraft(submission);
  if (!state.ok) return state;
  const faults = parts.flatMap(({ requirement }, at) => {
    const checked = checkPart(submission, version, { requirement, kind: 'TEXT' }, 'parts', String(at), 'requirementKey');
    return checked.ok ? [] : checked.refusals;
  });
  return faults.length > 0 ? refused(...faults) : accepted(null);
}

interface OpenedPart {
  readonly requirement: string;
  readonly text: string;
  readonly conflict: string | null;
  readonly conflictAt: Date | null;
}

const opened = (part: DraftPart | undefined, requirement: string, seal: CaseSeal): OpenedPart => ({
  requirement,
  text: part?.text ? seal.open(draftField(requirement), part.text) : '',
  conflict: part?.conflict ? seal.open(conflictField(requirement), part.conflict) : null,
  conflictAt: part?.conflictAt ?? null,
});

const sealed = ({ requirement, text, conflict, conflictAt }: OpenedPart, seal: CaseSeal): DraftPart => ({
  requirement,
  text: text === '' ? null : seal.seal(draftField(requirement), text),
  conflict: conflict === null ? null : seal.seal(conflictField(requirement), conflict),
  conflictAt,
});
