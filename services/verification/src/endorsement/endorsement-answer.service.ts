import { accepted, type Decision, grantMissing, notFound, type Principal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { FurtherDocumentStore } from '../further-document/further-document.store.js';
import type { EndorsedSubject } from './endorsed-subject.js';
import { EndorsedSubjectStore } from './endorsed-subject.store.js';
import { accept, decline, type Endorsement, withdraw } from './endorsement.js';
import { endorsementAcceptedEvent, endorsementWithdrawnEvent } from '../events/endorsement-events.js';
import { isEndorsed, isEndorser } from './endorsement-sides.js';
import { EndorsementStore } from './endorsement.store.js';

export interface Answered {
  readonly endorsement: Endorsement;
  readonly marks: readonly Mark[];
}

/** A side's say: whether it may, and what comes of it. */
interface Say {
  readonly allowed: (endorsement: Endorsement, subject: EndorsedSubject | undefined) => boolean;
  readonly decide: (endorsement: Endorsement, at: Date) => Decision<Endorsement>;
  /** Event to tell, or the action to note. */
  readonly told: (before: Endorsement, after: Endorsement, at: Date) => NewEvent | string;
  readonly effect?: (tx: Tx, endorsement: Endorsement, at: Date) => Promise<void>;
}

/** What becomes of an endorsement once it was asked for or signed. */
@Injectable()
export class EndorsementAnswers {
  constructor(
    private readonly database: Database,
    private readonly store: EndorsementStore,
    private readonly subjects: EndorsedSubjectStore,
    private readonly documents: FurtherDocumentStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  accept(principal: Principal, id: string): Promise<Decision<Answered>> {
    return this.say(principal, id, {
      allowed: (_, subject) => subject !== undefined && isEndorsed(principal, subject),
      decide: accept,
      told: (_, after, at) => endorsementAcceptedEvent(after, at),
    });
  }

  decline(principal: Principal, id: string): Promise<Decision<Answered>> {
    return this.say(principal, id, {
      allowed: (endorsement, subject) => (endorsement.state === 'REQUESTED' ? isEndorser(principal, endorsement) : subject !== undefined && isEndorsed(principal, subject)),
      decide: decline,
      told: () => 'cairn.endorsement.declined',
    });
  }

  withdraw(principal: Principal, id: string): Promise<Decision<Answered>> {
    return this.say(principal, id, {
      allowed: (endorsement) => isEndorser(principal, endorsement),
      decide: withdraw,
      // Nobody else has heard of one that was never accepted.
      told: (before, after, at) => (before.state === 'ACCEPTED' ? endorsementWithdrawnEvent(after, at) : 'cairn.endorsement.offer-withdrawn'),
      effect: (tx, endorsement, at) => this.documents.revoke(tx, endorsement.tenant, [endorsement.id], at),
    });
  }

  /** Judged under the caller, who sees the endorsement when it is a side of it; written under the endorser's tenant, whose it is. */
  private async say(principal: Principal, id: string, { allowed, decide, told, effect }: Say): Promise<Decision<Answered>> {
    const found = await this.database.read(principal, async (tx) => {
      const [endorsement] = await this.store.byIds(tx, [id]);
      return endorsement && { endorsement, subject: await this.subjects.find(tx, endorsement.kind, endorsement.subject) };
    });
    if (!found || !isSide(principal, found.endorsement, found.subject)) return refused(notFound('endorsement', 'id'));
    if (!allowed(found.endorsement, found.subject)) return refused(grantMissing('ADMINISTER'));
    const { tenant } = found.endorsement;
    return this.database.write({ tenant }, async (tx) => {
      const at = new Date(this.clock.now());
      const before = await this.store.lock(tx, tenant, id);
      // Looked at again under the lock: whose turn it is depends on the state.
      if (!before || !allowed(before, found.subject)) return refused(grantMissing('ADMINISTER'));
      const after = decide(before, at);
      if (!after.ok) return after;
      await this.store.update(tx, after.value);
      await effect?.(tx, after.value, at);
      const deed = told(before, after.value, at);
      if (typeof deed !== 'string') return accepted({ endorsement: after.value, marks: await appendEvents(tx, [deed]) });
      await note(tx, { tenant, action: deed, subject: id, subjectKind: 'ENDORSEMENT' });
      return accepted({ endorsement: after.value, marks: [] });
    });
  }
}

/** Whoever else can read an accepted one has no say in it, and is told nothing of its being there. */
const isSide = ({ tenant, account }: Principal, endorsement: Endorsement, subject: EndorsedSubject | undefined): boolean =>
  (tenant !== null && (tenant === endorsement.tenant || tenant === endorsement.subjectTenant)) || (account !== null && subject?.account === account);
