import { accepted, type Principal } from '@cairn/access';
import { enrolmentExceptionEnded, enrolmentExceptionGranted } from '@cairn/events';
import { newEvent } from '@cairn/messaging';
import { newId } from '@cairn/postgres';
import type { GraphContext } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { Entitled } from '../enrolment/entitled.js';
import type { EnrolmentNode } from '../enrolment/enrolment.loads.js';
import { aboutEnrolment } from '../events/publishes-enrolments.js';
import { type AboutWritten, EnrolmentFacts } from '../enrolment/enrolment-facts.service.js';
import { nodeIn } from '../enrolment/governing-versions.js';
import { enrolmentData } from '../events/publishes.js';
import { staffId } from '../people/staff-id.js';
import { ExceptionStore } from './exception.store.js';
import { checkException, endException, type ExceptionWish, type NodeException } from './node-exception.js';

/** Exceptions, by those who may award over the pathway. */
@Injectable()
export class ExceptionsService {
  constructor(
    private readonly facts: EnrolmentFacts,
    private readonly entitled: Entitled,
    private readonly store: ExceptionStore,
  ) {}

  grant(principal: Principal, enrolment: string, wish: Omit<ExceptionWish, 'from'> & { readonly from: string | null }): Promise<AboutWritten<NodeException>> {
    return this.facts.state(principal, async () => enrolment, 'enrolmentId', 'STAFF', async (tx, { enrolment: { tenant, earner }, governed, today, now }) => {
      const node = nodeIn(governed.governing, wish.node);
      const holdsAward = wish.award !== null && (await this.store.holds(tx, tenant, earner, wish.award));
      const checked = checkException({ ...wish, from: wish.from ?? today }, { node, holdsAward, today });
      if (!checked.ok) return checked;
      const subject: NodeException = { ...checked.value, id: newId(), tenant, enrolment, grantedBy: staffId(principal), recordedAt: now };
      await this.store.insert(tx, subject);
      const { id: exception, node: at, kind, from: on, until } = subject;
      return accepted({
        subject,
        event: (after) => newEvent({ ...aboutEnrolment(after), contract: enrolmentExceptionGranted, data: { ...enrolmentData(after), exception, node: at, kind, on, until } }),
      });
    });
  }

  end(principal: Principal, id: string, on: string | null): Promise<AboutWritten<NodeException>> {
    const enrolmentOf: Parameters<EnrolmentFacts['state']>[1] = async (tx, tenant) => (await this.store.byId(tx, tenant, id))?.enrolment;
    return this.facts.state(principal, enrolmentOf, 'id', 'STAFF', async (tx, { enrolment: { tenant }, today }) => {
      const found = await this.store.byId(tx, tenant, id);
      if (!found) throw new Error('an exception is gone');
      const ended = endException(found, on ?? today, today);
      if (!ended.ok) return ended;
      await this.store.end(tx, ended.value);
      const { node } = ended.value;
      return accepted({
        subject: ended.value,
        event: (after) =>
          newEvent({ ...aboutEnrolment(after), contract: enrolmentExceptionEnded, data: { ...enrolmentData(after), exception: id, node, on: ended.value.until ?? today } }),
      });
    });
  }

  /** Those of an enrolment, for whoever may see them; null for others. */
  of(context: GraphContext, enrolment: EnrolmentNode): Promise<NodeException[] | null> {
    return this.entitled.toSee(context, enrolment, 'exceptionsOfEnrolment', (tx, tenant, ids) => this.store.ofEnrolments(tx, tenant, ids));
  }
}
