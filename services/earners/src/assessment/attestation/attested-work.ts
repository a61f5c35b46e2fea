import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { CaseSeals } from '../submission/case-seals.js';
import type { Submission } from '../submission/submission.js';
import type { Attestation, AttestationTerms } from './attestation.js';
import { AttestationStore } from './attestation.store.js';

/** What was attested, as evidence for its requirement: without a word of who asked or who answered. */
export interface AttestedWork {
  readonly id: string;
  readonly requirement: string;
  readonly role: string;
  /** Where the work was done; null once the earner was erased. */
  readonly host: string | null;
  /** First and last civil day. */
  readonly from: string;
  readonly until: string;
  readonly hours: number;
}

/** An attestation opened, for whoever may see whose it is. */
export interface OpenAttestation {
  readonly attestation: Attestation;
  /** Null once the earner was erased. */
  readonly terms: AttestationTerms | null;
  readonly remarks: string | null;
}

export const termsField = (id: string): string => `attestation ${id}`;
export const remarksField = (id: string): string => `attestation remarks ${id}`;

/** Attestations opened. Who may read them is decided before. */
@Injectable()
export class AttestedWorks {
  constructor(
    private readonly store: AttestationStore,
    private readonly seals: CaseSeals,
  ) {}

  /** Evidence of kind ATTESTATION of a case, the oldest first. */
  async of(tx: Tx, submission: Pick<Submission, 'tenant' | 'id' | 'sealedFor'>): Promise<AttestedWork[]> {
    const attested = await this.open(tx, submission, await this.store.of(tx, submission.tenant, submission.id));
    return attested.map(({ attestation: { id, requirement, role, from, until, hours, attestedHours }, terms }) => ({
      id,
      requirement,
      role,
      host: terms?.host ?? null,
      from,
      until,
      hours: attestedHours ?? hours,
    }));
  }

  async open(tx: Tx, submission: Pick<Submission, 'tenant' | 'id' | 'sealedFor'>, attestations: readonly Attestation[]): Promise<OpenAttestation[]> {
    const seal = attestations.length === 0 ? undefined : await this.seals.of(tx, submission);
    return attestations.map((attestation) => ({
      attestation,
      terms: seal && attestation.terms ? (JSON.parse(seal.open(termsField(attestation.id), attestation.terms)) as AttestationTerms) : null,
      remarks: seal && attestation.remarks ? seal.open(remarksField(attestation.id), attestation.remarks) : null,
    }));
  }
}
