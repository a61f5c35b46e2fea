import { type GraphContext, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { Disclosures } from '../../disclosure/disclosures.js';
import type { ShownAttestation } from './attestation-view.service.js';

/** Attestations as the schema has them. What the tenant's staff is shown of a person is noted. */
@Injectable()
export class AttestationNodes {
  constructor(private readonly disclosures: Disclosures) {}

  of(context: GraphContext, { attestation, state, terms, remarks, earner, tenant }: ShownAttestation) {
    // Whoever sees it without acting for the tenant is the person.
    if (context.principal.tenant === tenant) this.disclosures.show(context, 'read.earner-data', { id: earner, tenant, account: null });
    return {
      id: publicId('Attestation', attestation.id),
      requirementKey: attestation.requirement,
      role: attestation.role,
      state,
      attestorName: terms?.name ?? null,
      host: terms?.host ?? null,
      from: attestation.from,
      until: attestation.until,
      hours: attestation.hours,
      attestedHours: attestation.attestedHours,
      statement: terms?.statement ?? null,
      remarks,
      askedAt: attestation.askedAt,
      expiresAt: attestation.expiresAt,
      answeredAt: attestation.answeredAt,
      answeredInDesk: attestation.answeredBy !== null,
    };
  }
}
