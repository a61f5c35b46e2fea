import { accepted, type Decision, newTenantSecret, notFound, type Principal, refusal, refused, tenantSecretHash } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, isUniqueViolation, newId, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { EarnerStore } from '../../earner/earner.store.js';
import { PersonalData } from '../../earner/personal-data.js';
import { Notices } from '../../notice/notices.service.js';
import { ToldStore } from '../../notice/told.store.js';
import { CaseSeals } from '../submission/case-seals.js';
import { mayChange } from '../submission/filing.js';
import type { Submission } from '../submission/submission.js';
import { SubmissionAccess } from '../submission/submission-access.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { type Asked, type Attestation, attestationAsked, attestationLifeMs, attestationsMax, checkAsked, stateAt } from './attestation.js';
import { AttestationStore } from './attestation.store.js';
import { termsField } from './attested-work.js';

/** An earner asks somebody who was there to confirm what he did; the mail with the link leaves by itself. */
@Injectable()
export class AttestationAsking {
  constructor(
    private readonly database: Database,
    private readonly access: SubmissionAccess,
    private readonly submissions: SubmissionStore,
    private readonly versions: VersionCopyStore,
    private readonly earners: EarnerStore,
    private readonly personal: PersonalData,
    private readonly seals: CaseSeals,
    private readonly store: AttestationStore,
    private readonly notices: Notices,
    private readonly told: ToldStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  async ask(principal: Principal, submissionId: string, requirement: string, asked: Asked): Promise<Decision<Attestation>> {
    const allowed = await this.access.toChange(principal, submissionId);
    if (!allowed.ok) return allowed;
    const checked = checkAsked(asked, this.now());
    if (!checked.ok) return checked;
    const { tenant } = allowed.value;
    try {
      return await this.database.write({ tenant }, async (tx) => {
        const submission = await this.submissions.lock(tx, tenant, submissionId);
        if (!submission) return refused(notFound('submission', 'submissionId'));
        const role = await this.roleFor(tx, submission, requirement);
        if (!role.ok) return role;
        return this.askIn(tx, submission, requirement, role.value, checked.value);
      });
    } catch (error) {
      if (!isUniqueViolation(error, 'attestation_standing')) throw error;
      return refused(refusal('ATTESTATION_STATE_INVALID', 'Somebody was asked for this requirement already. Withdraw that to ask somebody else.', 'requirementKey'));
    }
  }

  /** Of one that was attested too, as long as its part may still be changed. */
  async withdraw(principal: Principal, id: string): Promise<Decision<Attestation>> {
    const found = await this.readable(principal, id);
    const allowed = found ? await this.access.toChange(principal, found.submission, 'attestationId') : refused(notFound('attestation', 'attestationId'));
    if (!found || !allowed.ok) return allowed as Decision<Attestation>;
    const { tenant } = allowed.value;
    return this.database.write({ tenant }, async (tx) => {
      const submission = await this.submissions.lock(tx, tenant, found.submission);
      const attestation = await this.store.byId(tx, tenant, id);
      if (!submission || !attestation) return refused(notFound('attestation', 'attestationId'));
      const open = stateAt(attestation, this.now()) === 'ASKED';
      if (!open && !(attestation.state === 'ATTESTED' && isWritten(submission, attestation.requirement))) {
        return refused(refusal('ATTESTATION_STATE_INVALID', 'Only what waits for an answer, or was not filed yet, is withdrawn.', 'attestationId'));
      }
      const withdrawn: Attestation = { ...attestation, state: 'WITHDRAWN' };
      await this.store.update(tx, withdrawn);
      await note(tx, { tenant, action: 'cairn.attestation.withdrawn', subject: id, subjectKind: 'ATTESTATION', earners: [submission.earner] });
      return accepted(withdrawn);
    });
  }

  private async askIn(tx: Tx, submission: Submission, requirement: string, role: string, asked: Asked): Promise<Decision<Attestation>> {
    const { tenant, earner } = submission;
    const { from, until, hours, ...terms } = asked;
    const seal = await this.seals.of(tx, submission);
    const [person] = await this.earners.byIds(tx, tenant, [earner]);
    if (!seal || !person?.key) return refused(refusal('EARNER_STATE_INVALID', 'The person was erased.', 'submissionId'));
    if (await this.isHis(tx, tenant, earner, terms.email)) return refused(refusal('INVALID_VALUE', 'Nobody attests what he did himself. Name somebody else.', 'email'));
    if ((await this.store.count(tx, tenant, submission.id)) >= attestationsMax) {
      return refused(refusal('ATTESTATION_STATE_INVALID', `At most ${attestationsMax} are asked for in one case.`, 'submissionId'));
    }
    const askedAt = this.now();
    const id = newId();
    const token = newTenantSecret(tenant);
    const attestation: Attestation = {
      id,
      tenant,
      submission: submission.id,
      requirement,
      role,
      state: 'ASKED',
      terms: seal.seal(termsField(id), JSON.stringify(terms)),
      remarks: null,
      from,
      until,
      hours,
      attestedHours: null,
      askedAt,
      expiresAt: new Date(askedAt.getTime() + attestationLifeMs),
      answeredAt: null,
      answeredBy: null,
    };
    await this.store.insert(tx, attestation, tenantSecretHash(token));
    const { language = submission.language, facts = {} } = (await this.told.ofSubmission(tx, tenant, submission.id)) ?? {};
    const name = person.name && this.personal.open(this.personal.unwrap(tenant, earner, person.key), { tenant, earner, field: 'name' }, person.name);
    const secrets = { to: terms.email, name: terms.name, earner: name ?? submission.number, link: `${this.platform.publicUrl}/attest/${token}` };
    await this.notices.write(tx, { tenant, kind: 'ATTESTATION_ASKED', about: id, version: 0, earner, language, facts: { ...facts, role }, secrets });
    await note(tx, { tenant, action: 'cairn.attestation.asked', subject: id, subjectKind: 'ATTESTATION', earners: [earner] });
    return accepted(attestation);
  }

  /** The part in which somebody attests for a requirement that may change now. */
  private async roleFor(tx: Tx, submission: Submission, key: string): Promise<Decision<string>> {
    const [version] = await this.versions.toAssess(tx, submission.tenant, [submission.achievementVersion]);
    const requirement = attestationAsked(version?.requirement ?? null, key);
    if (!requirement) return refused(refusal('INVALID_VALUE', 'No requirement of this version with that key asks for an attestation.', 'requirementKey'));
    if (!isWritten(submission, key)) return refused(refusal('SUBMISSION_STATE_INVALID', `In a submission that is ${submission.state} this part does not change.`, 'submissionId'));
    return accepted(requirement.attestorRole ?? 'supervisor');
  }

  private async isHis(tx: Tx, tenant: string, earner: string, email: string): Promise<boolean> {
    const hmac = this.personal.lookup(tenant, { type: 'EMAIL', value: email });
    return (await this.earners.behind(tx, tenant, ['EMAIL'], [hmac])).some((found) => found.earner === earner);
  }

  private async readable({ tenant, account }: Principal, id: string): Promise<Attestation | undefined> {
    return this.database.read({ tenant, account }, (tx) => this.store.visible(tx, id));
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const isWritten = (submission: Submission, requirement: string): boolean =>
  (submission.state === 'DRAFT' || submission.state === 'RETURNED') && mayChange(submission, requirement);
