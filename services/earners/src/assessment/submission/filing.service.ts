import { accepted, type Principal } from '@cairn/access';
import { appendEvents, once } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { submissionSubmittedEvent, submissionWithdrawnEvent } from '../../events/publishes-submissions.js';
import { attestedParts, AttestationStore } from '../attestation/attestation.store.js';
import { dueAfter } from '../calendar/business-days.js';
import { EvidenceStore } from '../evidence/evidence.store.js';
import { type AttemptPart, partField } from './attempt.js';
import { AttemptStore } from './attempt.store.js';
import type { CaseSeal } from './case-seals.js';
import { draftField, DraftStore } from './draft.store.js';
import { checkAttempts, checkVersion, type DraftedPart, type EarlierPart, type PartToFile, prepareFiling } from './filing.js';
import { type OpenCase, OpenCases } from './open-case.js';
import type { SubmissionWritten } from './start.service.js';
import type { Submission } from './submission.js';
import { SubmissionAccess } from './submission-access.js';
import { submit, withdraw } from './submission-machine.js';
import { SubmissionStore } from './submission.store.js';

/** What is filed; ids are bare. */
export interface FilingWish {
  readonly idempotencyKey?: string | null;
  readonly submission: string;
  readonly statements: readonly string[];
}

/** Files what drafts hold, and withdraws submissions. */
@Injectable()
export class FilingService {
  constructor(
    private readonly database: Database,
    private readonly access: SubmissionAccess,
    private readonly cases: OpenCases,
    private readonly store: SubmissionStore,
    private readonly attempts: AttemptStore,
    private readonly drafts: DraftStore,
    private readonly evidence: EvidenceStore,
    private readonly attestations: AttestationStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async submit(principal: Principal, { idempotencyKey: key, submission, statements }: FilingWish): Promise<SubmissionWritten> {
    const found = await this.access.toChange(principal, submission);
    if (!found.ok) return found;
    const { tenant, id } = found.value;
    const request = { submitAttempt: { submission: id, statements: [...statements].sort() } };
    return this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key, request }, async () => {
        const open = await this.cases.lock(tx, tenant, id);
        return open.ok ? this.submitIn(tx, open.value, statements, principal.actor) : open;
      }),
    );
  }

  async withdraw(principal: Principal, id: string): Promise<SubmissionWritten> {
    const found = await this.access.toChange(principal, id);
    if (!found.ok) return found;
    const { tenant } = found.value;
    return this.database.write({ tenant }, async (tx) => {
      const open = await this.cases.lock(tx, tenant, id);
      if (!open.ok) return open;
      const withdrawn = withdraw(open.value.submission, new Date(this.clock.now()));
      if (!withdrawn.ok) return withdrawn;
      await this.store.update(tx, withdrawn.value);
      return accepted({ id, marks: await appendEvents(tx, [submissionWithdrawnEvent(withdrawn.value)]) });
    });
  }

  private async submitIn(tx: Tx, { submission, version: known, seal }: OpenCase, statements: readonly string[], by: string | null): Promise<SubmissionWritten> {
    const { tenant, id, earner, achievement } = submission;
    const at = new Date(this.clock.now());
    const allowed = submit(submission, at, at);
    if (!allowed.ok) return allowed;
    const checked = checkVersion(known, true, at, 'submissionId');
    if (!checked.ok) return checked;
    const version = checked.value;
    const isLimited = (version.assessment?.attemptsMax ?? null) !== null;
    const left = checkAttempts(version, isLimited ? await this.store.filings(tx, tenant, earner, achievement) : 0);
    if (!left.ok) return left;
    const [drafted, earlier] = [await this.drafted(tx, submission, seal), await this.earlier(tx, submission)];
    const filing = prepareFiling({ submission, version, drafted, earlier, statements, attested: await attestedParts(this.attestations, tx, tenant, id) });
    if (!filing.ok) return filing;
    const due = dueAfter(at, version.assessment?.reviewDays ?? 1, version.calendar);
    if (!due.ok) return due;
    const submitted = submit(submission, due.value, at);
    if (!submitted.ok) return submitted;
    const { attempt: number } = submitted.value;
    const attempt = { tenant, submission: id, number, achievementVersion: version.id, statements: [...new Set(statements)].sort(), submittedBy: by, submittedAt: at };
    await this.attempts.insert(tx, attempt, filing.value.map((part) => sealed(part, number, seal)));
    await this.store.update(tx, submitted.value);
    return accepted({ id, marks: await appendEvents(tx, [submissionSubmittedEvent(submitted.value)]) });
  }

  private async drafted(tx: Tx, { tenant, id }: Submission, seal: CaseSeal): Promise<Map<string, DraftedPart>> {
    const texts = await this.drafts.of(tx, tenant, [id]);
    const evidence = await this.evidence.drafted(tx, tenant, [id]);
    const keys = new Set([...texts, ...evidence].map(({ requirement }) => requirement));
    const parts = [...keys].map((key) => {
      const text = texts.find(({ requirement }) => requirement === key)?.text;
      const files = evidence.filter(({ requirement }) => requirement === key);
      return [key, { text: text ? seal.open(draftField(key), text).trim() : '', evidence: files.map((one) => one.id) }] as const;
    });
    return new Map(parts);
  }

  private async earlier(tx: Tx, { tenant, id, attempt }: Submission): Promise<Map<string, EarlierPart>> {
    if (attempt === 0) return new Map();
    const rows = await this.attempts.parts(tx, tenant, [{ submission: id, number: attempt }]);
    return new Map(rows.map(({ requirement, source, words }) => [requirement, { source, words }]));
  }
}

const sealed = (part: PartToFile, attempt: number, seal: CaseSeal): AttemptPart => {
  const { requirement, words, carriedFrom } = part;
  if (part.carriedFrom !== null) return { requirement, words, carriedFrom, text: null, evidence: [] };
  return { requirement, words, carriedFrom, text: part.text === null ? null : seal.seal(partField(attempt, requirement), part.text), evidence: part.evidence };
};
