import { accepted, may, type Principal } from '@cairn/access';
import { enrolmentAttestationWithdrawn, enrolmentAttested } from '@cairn/events';
import { newEvent } from '@cairn/messaging';
import { PersonCopyStore } from '@cairn/people';
import { newId, type Tx } from '@cairn/postgres';
import type { GraphContext } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { Entitled } from '../enrolment/entitled.js';
import type { EnrolmentNode } from '../enrolment/enrolment.loads.js';
import { aboutEnrolment } from '../events/publishes-enrolments.js';
import { type AboutWritten, EnrolmentFacts } from '../enrolment/enrolment-facts.service.js';
import { nodeIn } from '../enrolment/governing-versions.js';
import { enrolmentData } from '../events/publishes.js';
import { staffId } from '../people/staff-id.js';
import { AttestationStore } from './attestation.store.js';
import { type AttestationWish, checkAttestation, type NodeAttestation, withdrawAttestation } from './node-attestation.js';

/** Attestations of nodes, in the role that each asks for. */
@Injectable()
export class AttestationsService {
  constructor(
    private readonly facts: EnrolmentFacts,
    private readonly entitled: Entitled,
    private readonly store: AttestationStore,
    private readonly people: PersonCopyStore,
  ) {}

  attest(principal: Principal, enrolment: string, wish: Omit<AttestationWish, 'on'> & { readonly on: string | null }): Promise<AboutWritten<NodeAttestation>> {
    return this.facts.state(principal, async () => enrolment, 'enrolmentId', 'ANYBODY', async (tx, { enrolment: { tenant, earner }, pathway, governed, today, now }) => {
      const node = nodeIn(governed.governing, wish.node);
      const mayAs = (right: Parameters<typeof may>[1]) => may(principal, right, { issuer: pathway.issuer, pathway: pathway.id });
      const isSelf = await this.isSelf(tx, principal, tenant, earner);
      const checked = checkAttestation({ ...wish, on: wish.on ?? today }, { node, isSelf, mayAs, today });
      if (!checked.ok) return checked;
      const subject: NodeAttestation = { ...checked.value, id: newId(), tenant, enrolment, attestedBy: staffId(principal), revokedOn: null, recordedAt: now };
      await this.store.insert(tx, subject);
      const { id: attestation, node: at, on, until } = subject;
      return accepted({
        subject,
        event: (after) => newEvent({ ...aboutEnrolment(after), contract: enrolmentAttested, data: { ...enrolmentData(after), attestation, node: at, on, until } }),
      });
    });
  }

  withdraw(principal: Principal, id: string, on: string | null): Promise<AboutWritten<NodeAttestation>> {
    const enrolmentOf: Parameters<EnrolmentFacts['state']>[1] = async (tx, tenant) => (await this.store.byId(tx, tenant, id))?.enrolment;
    return this.facts.state(principal, enrolmentOf, 'id', 'STAFF', async (tx, { enrolment: { tenant }, today }) => {
      const found = await this.store.byId(tx, tenant, id);
      if (!found) throw new Error('an attestation is gone');
      const withdrawn = withdrawAttestation(found, on ?? today, today);
      if (!withdrawn.ok) return withdrawn;
      await this.store.withdraw(tx, withdrawn.value);
      const { node, revokedOn } = withdrawn.value;
      return accepted({
        subject: withdrawn.value,
        event: (after) =>
          newEvent({ ...aboutEnrolment(after), contract: enrolmentAttestationWithdrawn, data: { ...enrolmentData(after), attestation: id, node, on: revokedOn ?? today } }),
      });
    });
  }

  /** Those of an enrolment, for whoever may see them; null for others. */
  of(context: GraphContext, enrolment: EnrolmentNode): Promise<NodeAttestation[] | null> {
    return this.entitled.toSee(context, enrolment, 'attestationsOfEnrolment', (tx, tenant, ids) => this.store.ofEnrolments(tx, tenant, ids));
  }

  private async isSelf(tx: Tx, { account }: Principal, tenant: string, earner: string): Promise<boolean> {
    return account !== null && (await this.people.behind(tx, tenant, [earner])).get(earner)?.account === account;
  }
}
