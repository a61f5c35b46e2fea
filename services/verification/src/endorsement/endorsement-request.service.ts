import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, newId } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { SigningIssuerStore } from '../further-document/signing-issuer.store.js';
import type { EndorsedSubject } from './endorsed-subject.js';
import { EndorsedSubjectStore } from './endorsed-subject.store.js';
import { checkText, type EndorsedKind, type Endorsement } from './endorsement.js';
import { isEndorsed } from './endorsement-sides.js';
import { EndorsementStore } from './endorsement.store.js';

/** What is to be endorsed, and the field of the input that names it. */
export interface Subject {
  readonly kind: EndorsedKind;
  readonly id: string;
  readonly field: string;
}

/** Asking another issuer for its support. */
@Injectable()
export class EndorsementRequests {
  constructor(
    private readonly database: Database,
    private readonly store: EndorsementStore,
    private readonly subjects: EndorsedSubjectStore,
    private readonly issuers: SigningIssuerStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async request(principal: Principal, endorser: string, asked: Subject, text: string | null): Promise<Decision<Endorsement>> {
    const message = text === null ? accepted(null) : checkText(text, 'message');
    if (!message.ok) return message;
    const found = await this.database.read(principal, async (tx) => ({ subject: await this.subjects.find(tx, asked.kind, asked.id), endorser: await this.issuers.byId(tx, endorser) }));
    const { subject } = found;
    if (!subject || !isSeen(principal, subject)) return refused(notFound(nouns[asked.kind], asked.field));
    if (!isEndorsed(principal, subject) && !isIssuer(principal, subject)) return refused(grantMissing('ADMINISTER'));
    if (!found.endorser) return refused(notFound('issuer', 'endorserId'));
    if (found.endorser.issuer === subject.issuer) return refused(ofOneself('endorserId'));
    const made = requested(found.endorser, subject, message.value, new Date(this.clock.now()));
    const stored = await this.database.write({ tenant: made.tenant }, async (tx) => {
      if (!(await this.store.insert(tx, made))) return false;
      await note(tx, { tenant: made.tenant, action: 'cairn.endorsement.requested', subject: made.id, subjectKind: 'ENDORSEMENT' });
      return true;
    });
    return stored ? accepted(made) : refused(alreadyThere(asked.field));
  }
}

export const nouns: Readonly<Record<EndorsedKind, string>> = { ISSUER: 'issuer', ACHIEVEMENT_VERSION: 'achievement version', AWARD: 'award' };

export const ofOneself = (field: string) => refusal('ENDORSEMENT_OF_ONESELF', 'An issuer endorses neither itself nor what is its own.', field);

export const alreadyThere = (field: string) => refusal('ALREADY_EXISTS', 'This issuer was asked to endorse it, or has endorsed it.', field);

/** Issuers and published versions are public; an award is told of only to whom the reading of it was. */
const isSeen = (principal: Principal, { kind, tenant, account }: EndorsedSubject): boolean =>
  kind !== 'AWARD' || principal.tenant === tenant || (account !== null && principal.account === account);

/** The issuer may ask for support of an award that it made, whoever has to accept it then. */
const isIssuer = (principal: Principal, { tenant, issuer }: EndorsedSubject): boolean => principal.tenant === tenant && may(principal, 'ADMINISTER', { issuer });

const requested = (endorser: { issuer: string; tenant: string }, subject: EndorsedSubject, message: string | null, at: Date): Endorsement => ({
  ...{ id: newId(), tenant: endorser.tenant, endorser: endorser.issuer },
  ...{ kind: subject.kind, subject: subject.id, subjectTenant: subject.tenant, subjectIssuer: subject.issuer, achievement: subject.achievement },
  ...{ message, comment: null, state: 'REQUESTED', version: 1, createdAt: at, offeredAt: null, acceptedAt: null, endedAt: null },
});
