import { accepted, type Decision, grantMissing, may, maySomewhere, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { buildEndorsementCredential, endorsementCredentialFaults, type JsonObject } from '@cairn/credentials';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK, type Platform, PLATFORM } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type Frame, FurtherDocuments } from '../further-document/further-documents.service.js';
import { type SigningIssuer, SigningIssuerStore } from '../further-document/signing-issuer.store.js';
import { credentialUrlOf } from '../signing/credential-body.js';
import { endorsementUrlOf } from './endorsement-address.js';
import { alreadyThere, nouns, ofOneself, type Subject } from './endorsement-request.service.js';
import type { EndorsedSubject } from './endorsed-subject.js';
import { EndorsedSubjectStore } from './endorsed-subject.store.js';
import { checkText, type Endorsement, offer } from './endorsement.js';
import { EndorsementStore } from './endorsement.store.js';

/** Signing of endorsements: in answer to a request, or of the endorser's own accord. */
@Injectable()
export class EndorsementOffers {
  constructor(
    private readonly database: Database,
    private readonly store: EndorsementStore,
    private readonly subjects: EndorsedSubjectStore,
    private readonly issuers: SigningIssuerStore,
    private readonly documents: FurtherDocuments,
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Answers a request. */
  async answer(principal: Principal, id: string, text: string): Promise<Decision<Endorsement>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    const found = await this.database.read({ tenant }, async (tx) => {
      const [endorsement] = await this.store.byIds(tx, [id]);
      return endorsement?.tenant === tenant ? { endorsement, endorser: await this.issuers.byId(tx, endorsement.endorser) } : undefined;
    });
    if (!found?.endorser) return refused(notFound('endorsement', 'endorsementId'));
    const { endorsement, endorser } = found;
    if (!may(principal, 'ADMINISTER', { issuer: endorser.issuer })) return refused(grantMissing('ADMINISTER'));
    const comment = checkText(text, 'comment');
    if (!comment.ok) return comment;
    const early = offer(endorsement, comment.value, this.now());
    if (!early.ok) return early;
    const subject = await this.subjectOf(endorsement);
    if (!subject) return refused(notFound(nouns[endorsement.kind], 'endorsementId'));
    return this.sign(endorser, subject, comment.value, endorsement.id, async (tx, store) => {
      const locked = await this.store.lock(tx, tenant, id);
      const offered = locked ? offer(locked, comment.value, this.now()) : refused(notFound('endorsement', 'endorsementId'));
      if (!offered.ok) return offered;
      await store();
      await this.store.update(tx, offered.value);
      return offered;
    });
  }

  /** Signs what nobody asked for; who is endorsed still decides whether to show it. */
  async propose(principal: Principal, endorserId: string, asked: Subject, text: string): Promise<Decision<Endorsement>> {
    const { tenant } = principal;
    if (tenant === null || !maySomewhere(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    const { endorser, subject } = await this.database.read({ tenant }, async (tx) => ({
      endorser: await this.issuers.byId(tx, endorserId),
      subject: await this.subjects.find(tx, asked.kind, asked.id),
    }));
    if (endorser?.tenant !== tenant) return refused(notFound('issuer', 'endorserId'));
    if (!may(principal, 'ADMINISTER', { issuer: endorserId })) return refused(grantMissing('ADMINISTER'));
    if (!subject) return refused(notFound(nouns[asked.kind], asked.field));
    if (subject.issuer === endorserId) return refused(ofOneself('endorserId'));
    const comment = checkText(text, 'comment');
    if (!comment.ok) return comment;
    const id = newId();
    return this.sign(endorser, subject, comment.value, id, async (tx, store) => {
      const at = this.now();
      const made: Endorsement = {
        ...{ id, tenant, endorser: endorserId, kind: subject.kind, subject: subject.id, subjectTenant: subject.tenant, subjectIssuer: subject.issuer },
        ...{ achievement: subject.achievement, message: null, comment: comment.value, state: 'OFFERED', version: 1 },
        ...{ createdAt: at, offeredAt: at, acceptedAt: null, endedAt: null },
      };
      if (!(await this.store.insert(tx, made))) return refused(alreadyThere(asked.field));
      await store();
      return accepted(made);
    });
  }

  private async sign(
    endorser: SigningIssuer,
    subject: EndorsedSubject,
    comment: string,
    id: string,
    write: (tx: Tx, store: () => Promise<unknown>) => Promise<Decision<Endorsement>>,
  ): Promise<Decision<Endorsement>> {
    if (endorser.state !== 'ACTIVE') return refused(refusal('ISSUER_STATE_INVALID', 'The endorsing issuer is not active.', 'endorserId'));
    const build = (frame: Frame) => this.build(frame, subject, comment);
    const made = await this.documents.make({ kind: 'ENDORSEMENT', issuer: endorser, id, build }, async (tx, store) => {
      const written = await write(tx, store);
      if (written.ok) await note(tx, { tenant: endorser.tenant, action: 'cairn.endorsement.offered', subject: id, subjectKind: 'ENDORSEMENT' });
      return written;
    });
    return made ?? refused(refusal('SIGNING_KEY_STATE_INVALID', 'The issuer has no active signing key.', 'endorserId'));
  }

  private build({ id, issuer, status, validFrom }: Frame, subject: EndorsedSubject, comment: string): JsonObject {
    const { publicUrl } = this.platform;
    const subjectId = { ISSUER: subject.did, ACHIEVEMENT_VERSION: `${publicUrl}/a/acv_${subject.id}`, AWARD: credentialUrlOf(publicUrl, subject.id) }[subject.kind];
    const unsigned = buildEndorsementCredential({ credentialId: endorsementUrlOf(publicUrl, id), endorser: issuer, subjectId, comment, validFrom, status });
    const [fault] = endorsementCredentialFaults(unsigned);
    if (fault) throw new Error(`an endorsement does not meet the schema at ${fault.path}: ${fault.message}`);
    return unsigned;
  }

  /** The request names it already, so it is looked up where it is kept: the award need not be the endorser's to see. */
  private subjectOf({ kind, subject, subjectTenant }: Endorsement): Promise<EndorsedSubject | undefined> {
    return this.database.read({ tenant: subjectTenant }, (tx) => this.subjects.find(tx, kind, subject));
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
