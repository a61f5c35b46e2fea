import { accepted, type Decision, grantMissing, may, notFound, type Principal, readTenantSecret, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EarnerStore } from '../../earner/earner.store.js';
import { PersonalData } from '../../earner/personal-data.js';
import type { NoticeFacts } from '../../notice/notice.js';
import { ToldStore } from '../../notice/told.store.js';
import { CaseSeals } from '../submission/case-seals.js';
import type { Submission } from '../submission/submission.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { type Attestation, type AttestationTerms, checkAnswer, checkOpen } from './attestation.js';
import { AttestationStore } from './attestation.store.js';
import { AttestedWorks, remarksField } from './attested-work.js';

/** What the attestor is shown: who asks him for what. */
export interface ShownToAttestor {
  readonly attestation: Attestation;
  readonly terms: AttestationTerms;
  readonly earner: string | null;
  readonly language: string;
  readonly facts: NoticeFacts;
}

export interface Answer {
  readonly hours: number;
  readonly remarks: string | null;
}

const finished: readonly Submission['state'][] = ['GRANTED', 'DENIED', 'WITHDRAWN'];

/** Answers to attestations: by whoever has the link, once, or by a member of staff in the desk. */
@Injectable()
export class AttestationAnswering {
  constructor(
    private readonly database: Database,
    private readonly store: AttestationStore,
    private readonly submissions: SubmissionStore,
    private readonly seals: CaseSeals,
    private readonly works: AttestedWorks,
    private readonly earners: EarnerStore,
    private readonly personal: PersonalData,
    private readonly told: ToldStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What the link of a mail leads to, while it waits for an answer. NOT_FOUND for whatever is no link. */
  async shown(token: string): Promise<Decision<ShownToAttestor>> {
    const read = readTenantSecret(token);
    if (!read) return noLink();
    const { tenant, hash } = read;
    return this.database.read({ tenant }, async (tx) => {
      const attestation = await this.store.byToken(tx, tenant, hash);
      const [submission] = attestation ? await this.submissions.byIds(tx, [attestation.submission]) : [];
      if (!attestation || !submission) return noLink();
      const open = this.open(attestation, submission, 'token');
      if (!open.ok) return open;
      const [opened] = await this.works.open(tx, submission, [attestation]);
      const said = await this.told.ofSubmission(tx, tenant, submission.id);
      if (!opened?.terms || !said) return noLink();
      return accepted({ attestation, terms: opened.terms, earner: await this.nameOf(tx, submission), ...said });
    });
  }

  attest(token: string, answer: Answer): Promise<Decision<Attestation>> {
    return this.byToken(token, 'ATTESTED', answer);
  }

  decline(token: string, remarks: string | null): Promise<Decision<Attestation>> {
    return this.byToken(token, 'DECLINED', { hours: null, remarks });
  }

  /** By a member of staff who may AWARD the achievement, and is not the earner. */
  async inDesk(principal: Principal, id: string, answer: Answer): Promise<Decision<Attestation>> {
    const { tenant } = principal;
    if (tenant === null || principal.kind !== 'MEMBER') return refused(grantMissing('AWARD'));
    return this.database.write({ tenant }, async (tx) => {
      const before = await this.store.byId(tx, tenant, id);
      const submission = before && (await this.submissions.lock(tx, tenant, before.submission));
      const attestation = submission && (await this.store.byId(tx, tenant, id));
      if (!attestation) return refused(notFound('attestation', 'attestationId'));
      if (!may(principal, 'AWARD', { issuer: submission.issuer, achievement: submission.achievement })) return refused(grantMissing('AWARD'));
      const [earner] = await this.earners.byIds(tx, tenant, [submission.earner]);
      if (principal.account !== null && earner?.account === principal.account) {
        return refused(refusal('REVIEWER_CONFLICT', 'Nobody attests what he did himself.', 'attestationId'));
      }
      return this.answered(tx, attestation, submission, { state: 'ATTESTED', answer, by: principal.actor, field: 'attestationId' });
    });
  }

  private async byToken(token: string, state: 'ATTESTED' | 'DECLINED', answer: { hours: number | null; remarks: string | null }): Promise<Decision<Attestation>> {
    const read = readTenantSecret(token);
    if (!read) return noLink();
    const { tenant, hash } = read;
    return this.database.write({ tenant }, async (tx) => {
      const before = await this.store.byToken(tx, tenant, hash);
      const submission = before && (await this.submissions.lock(tx, tenant, before.submission));
      // Read again under the lock: of two answers at the same time the second finds the first.
      const attestation = submission && (await this.store.byToken(tx, tenant, hash));
      return attestation ? this.answered(tx, attestation, submission, { state, answer, by: null, field: 'token' }) : noLink();
    });
  }

  private async answered(
    tx: Tx,
    attestation: Attestation,
    submission: Submission,
    { state, answer, by, field }: { state: 'ATTESTED' | 'DECLINED'; answer: { hours: number | null; remarks: string | null }; by: string | null; field: string },
  ): Promise<Decision<Attestation>> {
    const open = this.open(attestation, submission, field);
    if (!open.ok) return open;
    const checked = checkAnswer(attestation, answer.hours ?? attestation.hours, answer.remarks);
    if (!checked.ok) return checked;
    const seal = await this.seals.of(tx, submission);
    if (!seal) return noLink();
    const { tenant, id } = attestation;
    const { hours, remarks } = checked.value;
    const changed: Attestation = {
      ...attestation,
      state,
      attestedHours: state === 'ATTESTED' ? hours : null,
      remarks: remarks === null ? null : seal.seal(remarksField(id), remarks),
      answeredAt: new Date(this.clock.now()),
      answeredBy: by,
    };
    await this.store.update(tx, changed);
    await note(tx, { tenant, action: `cairn.attestation.${state.toLowerCase()}`, subject: id, subjectKind: 'ATTESTATION', earners: [submission.earner] });
    return accepted(changed);
  }

  private open(attestation: Attestation, { state }: Submission, field: string): Decision<null> {
    if (finished.includes(state)) return refused(refusal('ATTESTATION_STATE_INVALID', 'The case is over.', field));
    return checkOpen(attestation, new Date(this.clock.now()), field);
  }

  private async nameOf(tx: Tx, { tenant, earner }: Submission): Promise<string | null> {
    const [row] = await this.earners.byIds(tx, tenant, [earner]);
    if (!row?.name || !row.key) return null;
    return this.personal.open(this.personal.unwrap(tenant, earner, row.key), { tenant, earner, field: 'name' }, row.name);
  }
}

const noLink = () => refused(notFound('attestation', 'token'));
